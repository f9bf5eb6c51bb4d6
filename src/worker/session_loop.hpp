// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/frame.hpp"
#include "junos_audit/ssh/self_test.hpp"
#include "junos_audit/worker/job.hpp"
#include "worker/device_audit.hpp"
#include "worker/judge.hpp"
#include "worker/key_ring.hpp"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/local/stream_protocol.hpp>

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace junos_audit::worker {

/// The event loop of one worker: orders in, records out, one coroutine per device.
class SessionLoop {
public:
    SessionLoop(int socket, ssh::SelfTest self_test);

    /// Returns the exit status when the parent has closed its end. An exception ends the process.
    [[nodiscard]] int run() noexcept;

private:
    asio::awaitable<void> hear_orders();
    asio::awaitable<void> beat();
    asio::awaitable<void> write_records();
    asio::awaitable<void> audit_live(Task task);
    asio::awaitable<void> audit_agent_tasks();
    asio::awaitable<void> audit(const Task& task);
    asio::awaitable<snapshot::Snapshot> collect(const Task& task);
    /// False when the parent made no sense.
    [[nodiscard]] bool obey(std::string content);
    void begin(Task task);
    void judge_stored(const Task& task);
    void say(const Record& record);
    void start(asio::awaitable<void> work);
    void end(int status);
    [[nodiscard]] World world();

    asio::io_context loop_;
    asio::local::stream_protocol::socket socket_;
    ssh::SelfTest self_test_;
    SystemClock clock_;
    FrameReader frames_;
    std::vector<char> buffer_;
    std::deque<std::string> outbox_;
    std::optional<Setup> setup_;
    Bench bench_;
    std::string unusable_; ///< why no task can be done: the setup names what is not there
    KeyRing keys_;
    std::deque<Task> agent_tasks_; ///< a signature by an agent blocks: one at a time
    int status_ = 0;
};

} // namespace junos_audit::worker
