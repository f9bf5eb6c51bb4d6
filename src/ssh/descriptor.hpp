// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>

#include <memory>

namespace junos_audit::ssh {

/// An open descriptor that is waited on, never read or written here, with a deadline on every wait.
/// Owns the descriptor. Used by one coroutine at a time, on a loop with one thread.
class Descriptor {
public:
    using Event = asio::posix::stream_descriptor::wait_type;

    Descriptor(const asio::any_io_executor& executor, int owned);

    [[nodiscard]] int native() const { return state_->descriptor.native_handle(); }
    [[nodiscard]] asio::any_io_executor executor() const {
        return state_->descriptor.get_executor();
    }
    /// False when the deadline has passed. True means that trying again may help: the descriptor
    /// is ready, or it is broken and the next call on it will tell.
    [[nodiscard]] asio::awaitable<bool> wait(Event event, SteadyTime deadline);

private:
    /// Shared with the alarm's handler, which may run after the Descriptor is gone.
    struct State {
        asio::posix::stream_descriptor descriptor;
        asio::steady_timer alarm;
        SteadyTime armed = SteadyTime::max();
    };
    void arm(SteadyTime deadline);

    std::shared_ptr<State> state_;
};

} // namespace junos_audit::ssh
