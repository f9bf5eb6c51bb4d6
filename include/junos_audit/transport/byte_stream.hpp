// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"

#include <asio/awaitable.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace junos_audit::transport {

/// Two directions of bytes with a deadline: an SSH channel, or a pair in memory in tests. Used by one coroutine
/// at a time. Failures carry the phase that set_phase() named last; the deadline's is `timeout`.
class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Waits for at least one byte. 0 means that the peer has ended its side in order.
    [[nodiscard]] virtual asio::awaitable<Result<std::size_t>> read_some(std::span<char> buffer) = 0;
    /// Returns when all bytes are with the stream's own buffers or the peer. Success proves nothing about arrival.
    [[nodiscard]] virtual asio::awaitable<Result<Done>> write(std::string_view bytes) = 0;
    /// Ends the session as well as it can be within the deadline; never fails, never waits longer.
    [[nodiscard]] virtual asio::awaitable<void> close() = 0;

    /// For every operation from now on.
    virtual void set_deadline(SteadyTime deadline) = 0;
    virtual void set_phase(Phase phase) = 0;
};

} // namespace junos_audit::transport
