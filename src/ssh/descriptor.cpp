// SPDX-License-Identifier: Apache-2.0
#include "ssh/descriptor.hpp"

#include <asio/error.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <system_error>
#include <tuple>

namespace junos_audit::ssh {

Descriptor::Descriptor(const asio::any_io_executor& executor, int owned)
    : state_(std::make_shared<State>(
          State{asio::posix::stream_descriptor(executor, owned), asio::steady_timer(executor)})) {
    // T5: libssh makes the descriptor blocking when its session begins, and takes EAGAIN for a
    // fatal error. Asio sets O_NONBLOCK on the first wait unless it believes that it did so before;
    // so it does, before libssh begins.
    state_->descriptor.native_non_blocking(true);
}

void Descriptor::arm(SteadyTime deadline) {
    state_->armed = deadline;
    state_->alarm.expires_at(deadline);
    state_->alarm.async_wait(
        [weak = std::weak_ptr<State>(state_), deadline](std::error_code error) {
            const auto state = weak.lock();
            if (!error && state && state->armed == deadline) {
                state->descriptor.cancel(error);
            }
        });
}

asio::awaitable<bool> Descriptor::wait(Event event, SteadyTime deadline) {
    if (std::chrono::steady_clock::now() >= deadline) {
        co_return false;
    }
    if (state_->armed != deadline) {
        arm(deadline);
    }
    // T17: as_tuple is still experimental in Asio 1.22. Its waits are re-armed by EPOLL_CTL_MOD, so
    // they are level triggered although the reactor is not.
    const auto [error] = co_await state_->descriptor.async_wait(
        event, asio::experimental::as_tuple(asio::use_awaitable));
    // What has come counts, however late a busy loop gets to hear of it. Only the alarm cancels.
    co_return error != asio::error::operation_aborted;
}

} // namespace junos_audit::ssh
