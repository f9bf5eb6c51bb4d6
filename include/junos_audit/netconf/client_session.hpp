// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/failure.hpp"
#include "junos_audit/netconf/framing.hpp"
#include "junos_audit/netconf/message.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace junos_audit::netconf {

struct HelloReceived {
    Hello hello;
    bool operator==(const HelloReceived&) const = default;
};
/// A complete reply to an outstanding request. The bytes have been looked at only as far as the
/// root's start tag.
struct ReplyReceived {
    std::string message_id;
    std::string bytes;
    bool operator==(const ReplyReceived&) const = default;
};
/// The session is over; nothing comes after it.
struct SessionFailed {
    Failure failure;
    bool operator==(const SessionFailed&) const = default;
};
using Event = std::variant<HelloReceived, ReplyReceived, SessionFailed>;

enum class Eagerness {
    wait_for_hello, ///< offer base:1.0 and 1.1; requests go out when the server's hello has settled
                    ///< the framing
    eager, ///< offer base:1.0 only; requests may follow our hello at once (RFC 6242 §4.1 leaves no
           ///< doubt then)
};

/// The client's half of a NETCONF session (RFC 6241 §3, RFC 6242) as a machine: bytes in, events
/// and bytes out. Does no I/O, keeps no clock. Replies are matched by message-id (RFC 6241 §4.2),
/// whatever their order. Anything else than one hello and one reply per request ends the session
/// with a Failure: a reply without or with an unknown or used message-id, a reply before the hello,
/// a second hello, bytes that are not framed. Notifications are dropped, and so is a login's text
/// before the first `<`. A server that answers with rpc-error before its hello (a login that may
/// not use NETCONF) is told apart: permission_denied, with the device's words. How the bytes were
/// cut makes no difference.
class ClientSession {
public:
    explicit ClientSession(Eagerness eagerness = Eagerness::wait_for_hello,
                           FramingLimits limits = {});

    /// Our hello, framed: the first bytes to send.
    [[nodiscard]] std::string start() const;
    /// A request, framed. Only after HelloReceived, or at any time when eager. The message-id must
    /// be new.
    [[nodiscard]] std::string request(const Rpc& rpc);

    void receive(std::string_view bytes);
    /// The server has closed its side. What was not complete, or not answered, becomes a
    /// SessionFailed.
    void end_of_stream();
    [[nodiscard]] std::optional<Event> next();

    [[nodiscard]] bool may_request() const;
    [[nodiscard]] std::size_t outstanding() const { return outstanding_.size(); }
    [[nodiscard]] Framing framing() const { return decoder_.framing(); }

private:
    using Step = std::optional<Event>;

    Step on_message(std::string bytes);
    Step on_first_message(std::string_view bytes);
    Step on_hello(std::string_view bytes);
    Step on_reply(std::string bytes, const xml::RootTag& root);
    Step on_bytes_missing();
    Step on_end_before_hello();
    Step on_end_after_hello();
    Event fail(FailureCode code, std::string message, std::string advice = {});
    Event not_markup(std::string_view bytes);
    Event not_permitted(std::string_view words);

    Eagerness eagerness_;
    FramingLimits limits_;
    Decoder decoder_;
    std::set<std::string, std::less<>> outstanding_;
    std::set<std::string, std::less<>> used_;
    bool hello_received_ = false;
    bool ended_ = false;  ///< end_of_stream() was called
    bool failed_ = false; ///< SessionFailed was handed out
};

} // namespace junos_audit::netconf
