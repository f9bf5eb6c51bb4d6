// SPDX-License-Identifier: Apache-2.0
#include "ssh/channel_stream.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/require.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace junos_audit::ssh {
namespace {

/// T5: libssh's sends block, so that only so much is handed to it at a time; the kernel takes it at
/// once after POLLOUT.
constexpr std::size_t piece_bytes_max = 4096;
/// libssh opens its window to 1.28 MB and does not hold the peer to it (fixed in 0.11): what lies
/// unread beyond it was sent against the protocol (RFC 4254 §5.2).
constexpr int unread_bytes_max = 4 << 20;
/// A goodbye is a courtesy: the next device does not wait longer for it.
constexpr auto goodbye_max = std::chrono::seconds(1);

} // namespace

ChannelStream::ChannelStream(std::unique_ptr<Session> session, ssh_channel channel)
    : session_(std::move(session))
    , channel_(channel) {
    callbacks_.userdata = this;
    callbacks_.channel_eof_function = &ChannelStream::on_eof;
    ssh_callbacks_init(&callbacks_);
    ssh_set_channel_callbacks(channel_, &callbacks_);
}

ChannelStream::~ChannelStream() {
    if (session_ != nullptr) {
        ssh_remove_channel_callbacks(channel_, &callbacks_);
    }
    // The channel's memory goes with the session's.
}

/// libssh appends data that comes after EOF to what came before it. RFC 4254 §5.3 allows none, so
/// that only what is in the buffer now counts. ssh_channel_poll reads nothing from the socket here:
/// the channel is at its EOF already.
void ChannelStream::on_eof(ssh_session, ssh_channel channel, void* stream) {
    auto& self = *static_cast<ChannelStream*>(stream);
    if (!self.left_before_eof_) {
        const int unread = ssh_channel_poll(channel, 0);
        self.left_before_eof_ = static_cast<std::size_t>(std::max(unread, 0));
    }
}

asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>
ChannelStream::open(std::unique_ptr<Session> session, std::string subsystem) {
    session->set_phase(Phase::channel);
    const ssh_channel channel = ssh_channel_new(session->raw());
    if (channel == nullptr) {
        co_return session->lost("no channel can be made");
    }
    std::unique_ptr<ChannelStream> stream(new ChannelStream(std::move(session), channel));
    Session& its = *stream->session_;
    const auto open_it = [channel] { return ssh_channel_open_session(channel); };
    auto opened = co_await its.decide(open_it, SSH_AGAIN);
    if (!opened) {
        co_return opened.error();
    }
    if (*opened != SSH_OK) {
        if (its.dead()) {
            co_return its.lost("the session ended while a channel was opened");
        }
        co_return Failure{Phase::channel, FailureCode::subsystem_refused,
                          "the server refused a channel: " + its.error_text(),
                          "the user may have too many sessions, or no right to any"};
    }
    its.set_phase(Phase::subsystem);
    const auto request = [channel, &subsystem] {
        return ssh_channel_request_subsystem(channel, subsystem.c_str());
    };
    auto requested = co_await its.decide(request, SSH_AGAIN);
    if (!requested) {
        co_return requested.error();
    }
    if (*requested != SSH_OK) {
        if (its.dead()) {
            co_return its.lost("the session ended while the subsystem was asked for");
        }
        co_return Failure{
            Phase::subsystem, FailureCode::subsystem_refused,
            "the server refused the subsystem '" + subsystem + "'",
            "on the device: set system services netconf ssh; NETCONF is on port 830, and "
            "on 22 beside the ssh service"};
    }
    its.acknowledge_quickly(false);
    co_return std::unique_ptr<transport::ByteStream>(std::move(stream));
}

Failure ChannelStream::closed() const {
    return {session_ != nullptr ? session_->phase() : Phase::close, FailureCode::session_lost,
            "the session is closed", ""};
}

std::optional<Failure> ChannelStream::excess() {
    // Read, not left lying: unread it would count against the window that stdout shares.
    std::array<char, 4096> text{};
    int count = 0;
    while ((count = ssh_channel_read_nonblocking(channel_, text.data(), text.size(), 1)) > 0) {
        on_stderr_ += static_cast<std::size_t>(count);
        if (on_stderr_ > limits::stderr_bytes_max) {
            return session_->limit_exceeded("the device sent more than 64 KiB on stderr");
        }
    }
    if (session_->dead()) {
        return std::nullopt; // the next read or write tells
    }
    if (ssh_channel_poll(channel_, 0) > unread_bytes_max) {
        return session_->limit_exceeded("the device sent more than its window allows");
    }
    return std::nullopt;
}

Result<std::optional<std::size_t>> ChannelStream::take(std::span<char> buffer) {
    if (left_before_eof_ == 0u) {
        return std::optional<std::size_t>();
    }
    const auto wanted = std::min(buffer.size(), left_before_eof_.value_or(buffer.size()));
    // T8: read_nonblocking never asks for more than is there, so that the window stays at
    // libssh's 1.28 MB.
    const int count = ssh_channel_read_nonblocking(channel_, buffer.data(),
                                                   static_cast<std::uint32_t>(wanted), 0);
    // T7: 0 is "nothing yet" and, in places, "the end"; SSH_EOF is the end.
    if (count == SSH_EOF || (count == 0 && left_before_eof_)) {
        left_before_eof_ = 0;
        return std::optional<std::size_t>();
    }
    if (count < 0) {
        return session_->lost("the session ended");
    }
    const auto bytes = static_cast<std::size_t>(count);
    if (left_before_eof_) {
        *left_before_eof_ -= std::min(bytes, *left_before_eof_);
    }
    return std::optional<std::size_t>(bytes);
}

asio::awaitable<Result<std::size_t>> ChannelStream::read_some(std::span<char> buffer) {
    require(!buffer.empty(), "a buffer to read into");
    if (session_ == nullptr) {
        co_return closed();
    }
    for (;;) {
        const auto seen = session_->received();
        if (auto failure = excess()) {
            co_return *failure;
        }
        auto taken = take(buffer);
        if (!taken) {
            co_return taken.error();
        }
        if (!*taken) {
            co_return std::size_t{0};
        }
        if (**taken > 0) {
            co_return **taken;
        }
        auto waited = co_await session_->wait(seen);
        if (!waited) {
            co_return waited.error();
        }
    }
}

asio::awaitable<Result<Done>> ChannelStream::flush() {
    while (session_->unsent()) {
        const auto seen = session_->received();
        auto waited = co_await session_->wait(seen);
        if (!waited) {
            co_return waited.error();
        }
        // libssh polls no channel that is at its end; what waits to be sent would keep us awake
        // until the deadline.
        session_->pump();
        if (session_->dead()) {
            co_return session_->lost("the session ended");
        }
        if (auto failure = excess()) {
            co_return *failure;
        }
    }
    co_return Done{};
}

asio::awaitable<Result<Done>> ChannelStream::write(std::string_view bytes) {
    if (session_ == nullptr) {
        co_return closed();
    }
    while (!bytes.empty()) {
        auto flushed = co_await flush();
        if (!flushed) {
            co_return flushed.error();
        }
        const auto seen = session_->received();
        const auto size = std::min(bytes.size(), piece_bytes_max);
        // T7: fewer bytes than given is no error, and a whole write proves nothing about arrival.
        const int written =
            ssh_channel_write(channel_, bytes.data(), static_cast<std::uint32_t>(size));
        if (written < 0 || session_->dead()) {
            co_return session_->lost("the session ended while a request was sent");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        if (auto failure = excess()) {
            co_return *failure;
        }
        if (written == 0) { // the peer's window is shut
            auto waited = co_await session_->wait(seen);
            if (!waited) {
                co_return waited.error();
            }
        }
    }
    co_return Done{};
}

asio::awaitable<void> ChannelStream::close() {
    if (session_ == nullptr) {
        co_return;
    }
    if (!session_->dead()) {
        session_->set_deadline(
            std::min(session_->deadline(), std::chrono::steady_clock::now() + goodbye_max));
        ssh_channel_close(channel_);
        // Nothing is lost when it fails: the session ends either way.
        [[maybe_unused]] const auto flushed = co_await flush();
    }
    ssh_remove_channel_callbacks(channel_, &callbacks_);
    session_->end();
    session_ = nullptr;
}

void ChannelStream::set_deadline(SteadyTime deadline) {
    if (session_ != nullptr) {
        session_->set_deadline(deadline);
    }
}

void ChannelStream::set_phase(Phase phase) {
    if (session_ != nullptr) {
        session_->set_phase(phase);
    }
}

} // namespace junos_audit::ssh
