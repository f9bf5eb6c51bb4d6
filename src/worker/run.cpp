// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/run.hpp"

#include "junos_audit/worker/confine.hpp"
#include "worker/session_loop.hpp"

namespace junos_audit::worker {

int run(int socket) noexcept {
    confine();
    SessionLoop loop(socket, ssh::cipher_self_test());
    return loop.run();
}

} // namespace junos_audit::worker
