// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fleet/worker_link.hpp"

#include "junos_audit/fleet/supervisor.hpp"

#include <asio/steady_timer.hpp>

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::fleet {

/// One run of a supervisor: the queue, the workers that are up, and one timer.
class Supervisor::Shift final : public LinkHandler {
public:
    Shift(asio::io_context& loop, Spawner& spawner, Job& job, SupervisorOptions options);
    ~Shift() override;

    void run(std::vector<std::size_t> credentials);
    void request_stop();

private:
    using Link = std::shared_ptr<WorkerLink>;

    void on_frame(WorkerLink& link, std::string content) override;
    void on_broken(WorkerLink& link, const std::string& why) override;

    /// What can be done now is done; then the timer is set to when there may be more.
    void step();
    void kill_overdue(SteadyTime now);
    void staff(SteadyTime now);
    void hand_out(SteadyTime now);
    void wake_at(SteadyTime time);
    [[nodiscard]] SteadyTime next_event(SteadyTime now) const;

    [[nodiscard]] bool hire(std::optional<std::size_t> alone, SteadyTime now);
    void give(WorkerLink& link, std::size_t device, SteadyTime now);
    [[nodiscard]] WorkerLink* least_busy() const;
    [[nodiscard]] std::size_t shared_links() const;

    [[nodiscard]] std::string overdue(const WorkerLink& link, SteadyTime now) const;
    void hold(WorkerLink& link, std::size_t device, std::string content);
    void hand_on(std::size_t device, std::string_view content);
    void finish(WorkerLink& link, std::size_t device);
    /// Ends a worker and decides about its devices.
    void dismiss(WorkerLink& link, const std::string& why);
    void abandon(FailureCode code, const std::string& message);
    void close_all();

    asio::io_context& loop_;
    Spawner& spawner_;
    Job& job_;
    SupervisorOptions options_;
    Queue queue_;
    std::list<Link> links_;
    asio::steady_timer timer_;
    SteadyTime wake_ = SteadyTime::max();
    int failed_starts_ = 0; ///< in a row
    std::string last_start_failure_;
    bool stop_requested_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

} // namespace junos_audit::fleet
