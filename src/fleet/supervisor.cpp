// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/supervisor.hpp"

#include "fleet/shift.hpp"

namespace junos_audit::fleet {

Supervisor::Supervisor(asio::io_context& loop, Spawner& spawner, Job& job,
                       SupervisorOptions options)
    : shift_(std::make_unique<Shift>(loop, spawner, job, options)) {}

Supervisor::~Supervisor() = default;

void Supervisor::run(std::vector<std::size_t> credentials) {
    shift_->run(std::move(credentials));
}

void Supervisor::request_stop() {
    shift_->request_stop();
}

} // namespace junos_audit::fleet
