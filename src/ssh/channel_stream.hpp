// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/transport/byte_stream.hpp"
#include "ssh/session.hpp"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

#include <memory>
#include <optional>
#include <string>

namespace junos_audit::ssh {

/// A channel with a subsystem on it.
class ChannelStream final : public transport::ByteStream {
public:
    /// Opens a channel and awaits the server's answer to the request for the subsystem.
    [[nodiscard]] static asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>
    open(std::unique_ptr<Session> session, std::string subsystem);

    ~ChannelStream() override;

    [[nodiscard]] asio::awaitable<Result<std::size_t>> read_some(std::span<char> buffer) override;
    [[nodiscard]] asio::awaitable<Result<Done>> write(std::string_view bytes) override;
    [[nodiscard]] asio::awaitable<void> close() override;
    void set_deadline(SteadyTime deadline) override;
    void set_phase(Phase phase) override;

private:
    ChannelStream(std::unique_ptr<Session> session, ssh_channel channel);
    static void on_eof(ssh_session session, ssh_channel channel, void* stream);

    /// Reads stderr away. Holds what ends the session: too much of it, or more data than our window
    /// allows.
    [[nodiscard]] std::optional<Failure> excess();
    /// What is in libssh's buffer, or came in at once: bytes, 0 for nothing yet, or nothing at the
    /// end.
    [[nodiscard]] Result<std::optional<std::size_t>> take(std::span<char> buffer);
    /// Sends what is left to send, without waiting for an answer.
    [[nodiscard]] asio::awaitable<Result<Done>> flush();
    [[nodiscard]] Failure closed() const;

    std::unique_ptr<Session> session_;
    ssh_channel channel_;
    ssh_channel_callbacks_struct callbacks_{};
    /// Bytes of the peer that lie in front of its EOF; set once the EOF has come.
    std::optional<std::size_t> left_before_eof_;
    std::size_t on_stderr_ = 0;
};

} // namespace junos_audit::ssh
