// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fake_clock.hpp"

#include "junos_audit/transport/byte_stream.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <string>

namespace junos_audit::test {

/// What shall go wrong. Operations are counted from 0, reads and writes together, as the client
/// makes them.
struct Fault {
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    std::size_t fail_at = never;      ///< this operation fails with session_lost
    std::size_t stall_at = never;     ///< from this operation on nothing moves until the deadline
    std::size_t end_after = never;    ///< the peer ends its side after so many bytes
    std::size_t silent_after = never; ///< the peer says nothing more after so many bytes
    std::size_t read_max = never;     ///< bytes that one read gives
};

/// A stream whose peer is a function: bytes that were written in, bytes to be read out. Nothing
/// waits: where a real stream would, the clock jumps to the deadline.
class MemoryStream final : public transport::ByteStream {
public:
    using Peer = std::function<std::string(std::string_view)>;

    MemoryStream(FakeClock& clock, Peer peer, Fault fault = {})
        : clock_(clock)
        , peer_(std::move(peer))
        , fault_(fault) {}

    asio::awaitable<Result<std::size_t>> read_some(std::span<char> buffer) override {
        if (auto failure = trouble())
            co_return *failure;
        const auto said = std::min({inbox_.size(), fault_.end_after, fault_.silent_after});
        const auto count = std::min({said - read_, buffer.size(), fault_.read_max});
        if (count == 0 && !(ended_ || read_ == fault_.end_after))
            co_return wait_in_vain();
        std::memcpy(buffer.data(), inbox_.data() + read_, count);
        read_ += count;
        co_return count;
    }

    asio::awaitable<Result<Done>> write(std::string_view bytes) override {
        if (auto failure = trouble())
            co_return *failure;
        ++writes;
        inbox_ += peer_(bytes);
        co_return Done{};
    }

    asio::awaitable<void> close() override {
        closed = true;
        co_return;
    }

    void set_deadline(SteadyTime deadline) override { deadline_ = deadline; }
    void set_phase(Phase phase) override { phase_ = phase; }

    /// The peer will say no more.
    void end() { ended_ = true; }
    [[nodiscard]] const std::string& inbox() const { return inbox_; }

    std::size_t operations = 0;
    std::size_t writes = 0;
    bool closed = false;

private:
    std::optional<Failure> trouble() {
        const auto operation = operations++;
        if (closed)
            return Failure{phase_, FailureCode::session_lost, "used after close", ""};
        if (operation == fault_.fail_at)
            return Failure{phase_, FailureCode::session_lost, "connection reset", ""};
        if (operation >= fault_.stall_at)
            return wait_in_vain();
        return std::nullopt;
    }
    Failure wait_in_vain() {
        clock_.advance_to(deadline_);
        return {phase_, FailureCode::timeout, "no answer in time", ""};
    }

    FakeClock& clock_;
    Peer peer_;
    Fault fault_;
    std::string inbox_;
    std::size_t read_ = 0;
    bool ended_ = false;
    SteadyTime deadline_;
    Phase phase_ = Phase::hello;
};

} // namespace junos_audit::test
