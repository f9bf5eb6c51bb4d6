// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/collect/collect.hpp"
#include "junos_audit/junos/sources.hpp"
#include "junos_audit/netconf/client_session.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/transport/byte_stream.hpp"

#include <asio/awaitable.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace junos_audit::collect {

/// One NETCONF session as the collector sees it: things are said, and what comes back is filed in
/// the snapshot. The first failure is final: it is kept in the provenance, stands as the answer to
/// whatever was or will be asked, and every later step returns at once. So the caller reads as a
/// straight list of steps.
class Conversation {
public:
    Conversation(transport::ByteStream& stream, const CollectOptions& options, const Clock& clock,
                 snapshot::Snapshot& snapshot);

    /// Both only put bytes into the outbox, so that several things leave in one write.
    void say_hello();
    void ask(std::span<const junos::Request> requests);
    asio::awaitable<void> send();

    asio::awaitable<void> hear_hello();
    /// Returns when every request has its answer.
    asio::awaitable<void> hear_replies();
    /// Says goodbye where there is still somebody to hear it; waits for no answer.
    asio::awaitable<void> close();

    [[nodiscard]] bool failed() const { return snapshot_.provenance.failure.has_value(); }

private:
    struct Asked {
        std::size_t exchange; ///< index
        SteadyTime at;
    };

    asio::awaitable<std::optional<netconf::Event>> next_event();
    asio::awaitable<void> receive();
    void file_hello(const netconf::HelloReceived& event);
    void file_reply(const netconf::ReplyReceived& event);
    void file_unparsable(snapshot::NoReply& answer, bool limit, const std::string& message);
    void fail(const Failure& failure);
    void show(Direction direction, std::string_view bytes) const;
    [[nodiscard]] std::chrono::milliseconds since(SteadyTime start) const;

    transport::ByteStream& stream_;
    const CollectOptions& options_;
    const Clock& clock_;
    snapshot::Snapshot& snapshot_;
    netconf::ClientSession session_;
    std::map<std::string, Asked, std::less<>> unanswered_; ///< by message-id
    Phase phase_ = Phase::hello;
    std::string outbox_;
    std::vector<char> buffer_;
    std::size_t received_ = 0;
};

} // namespace junos_audit::collect
