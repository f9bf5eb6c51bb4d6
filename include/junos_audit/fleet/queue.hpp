// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

namespace junos_audit::fleet {

struct QueueLimits {
    std::size_t concurrency = 256; ///< devices under way
    /// Between two starts. AAA servers are the bottleneck of real fleets: 100 devices a second.
    std::chrono::microseconds start_interval{10'000};
    std::size_t alone_max = 16; ///< devices that are repeated, each in a worker of its own
    /// Devices of one credential under way until it has logged in once: a wrong password must not
    /// lock the account everywhere.
    std::size_t unproven_max = 4;
};

/// Which device is to be begun when. Knows no process, no socket and no time but what it is told.
/// Devices are numbers from 0. Each is started once among others and, if its worker died, once more
/// alone.
class Queue {
public:
    /// `credentials[device]`: a number that is equal for devices with the same credential.
    Queue(std::vector<std::size_t> credentials, QueueLimits limits);

    /// The next device for a worker that has others as well; nothing while a limit stands against
    /// it.
    [[nodiscard]] std::optional<std::size_t> start(SteadyTime now);
    /// The next device to be repeated in a worker of its own.
    [[nodiscard]] std::optional<std::size_t> start_alone(SteadyTime now);
    /// Takes a start_alone back: there was no process to be had.
    void postpone(std::size_t device);

    void finished(std::size_t device);
    /// A login with this device's credential has succeeded.
    void logged_in(std::size_t device);
    /// The worker died with the device unfinished. True: it will be repeated; false: that was the
    /// second time.
    [[nodiscard]] bool died(std::size_t device);
    /// Nothing will be started any more. The devices that are not finished, under way or not, in
    /// ascending order.
    [[nodiscard]] std::vector<std::size_t> stop();

    [[nodiscard]] bool all_over() const { return over_ == devices_.size(); }
    /// There are devices that have not been started among others.
    [[nodiscard]] bool has_waiting() const;
    /// 1 for the start among others, 2 for the one alone.
    [[nodiscard]] int attempt(std::size_t device) const;
    /// When the rate allows the next start.
    [[nodiscard]] SteadyTime next_start() const { return next_start_; }

private:
    enum class State { waiting, running, to_repeat, repeating, over };
    struct Device {
        State state = State::waiting;
        std::size_t credential = 0;
    };
    struct Credential {
        std::size_t running = 0;
        bool proven = false;
    };

    [[nodiscard]] bool may_start(SteadyTime now) const;
    [[nodiscard]] bool may_log_in(const Device& device) const;
    void begin(std::size_t device, State state, SteadyTime now);
    void leave(std::size_t device, State state);
    [[nodiscard]] static bool is_under_way(State state);

    std::vector<Device> devices_;
    std::vector<Credential> credentials_;
    QueueLimits limits_;
    SteadyTime next_start_ = SteadyTime::min();
    std::size_t first_waiting_ = 0; ///< no device before it is waiting
    std::size_t under_way_ = 0;
    std::size_t repeating_ = 0;
    std::deque<std::size_t> to_repeat_;
    std::size_t over_ = 0;
};

} // namespace junos_audit::fleet
