// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/client_session.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/require.hpp"
#include "junos_audit/xml/scan.hpp"
#include "netconf/first_words.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace junos_audit::netconf {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

FramingLimits for_hello(FramingLimits limits) {
    limits.message_bytes_max = std::min(limits.message_bytes_max, limits::hello_bytes_max);
    return limits;
}

std::string shown(std::string_view bytes) {
    constexpr std::size_t shown_bytes_max = 80;
    return "'" + printable(bytes, shown_bytes_max) + "'";
}

FailureCode code_of(bool limit) {
    return limit ? FailureCode::limit_exceeded : FailureCode::malformed_reply;
}

/// Whether a message may begin so: with markup, a byte order mark, or the delimiter of an empty
/// message. The answer does not change with what follows the byte that decides.
bool may_begin_message(std::string_view bytes) {
    constexpr std::string_view delimiter = "]]>]]>";
    return bytes.empty() || bytes.front() == '<' ||
           byte_order_mark.starts_with(bytes.substr(0, byte_order_mark.size())) ||
           delimiter.starts_with(bytes.substr(0, delimiter.size()));
}

std::vector<std::string_view> message_ids(const xml::RootTag& root) {
    std::vector<std::string_view> ids;
    for (const auto& [name, value] : root.attributes)
        if (name == "message-id")
            ids.push_back(value);
    return ids;
}

bool in_base_namespace(const xml::RootTag& root) {
    return root.namespace_uri.empty() || root.namespace_uri == base_namespace;
}

/// The device's own words in a reply that cannot be matched, for the failure that ends the session.
std::string words_of(std::string_view bytes) {
    const auto words = refusal_words(bytes);
    return words.empty() ? words : "; the device said: " + words;
}

} // namespace

ClientSession::ClientSession(Eagerness eagerness, FramingLimits limits)
    : eagerness_(eagerness)
    , limits_(limits)
    , decoder_(for_hello(limits)) {}

std::string ClientSession::start() const {
    return encode(Framing::end_of_message, client_hello(eagerness_ != Eagerness::eager));
}

std::string ClientSession::request(const Rpc& rpc) {
    require(may_request(), "a request before the hello or after the end");
    require(used_.insert(rpc.message_id).second, "a message-id used twice");
    outstanding_.insert(rpc.message_id);
    return encode(decoder_.framing(), to_xml(rpc));
}

bool ClientSession::may_request() const {
    return !failed_ && !ended_ && (hello_received_ || eagerness_ == Eagerness::eager);
}

void ClientSession::receive(std::string_view bytes) {
    require(!ended_, "bytes after the end of the stream");
    if (!failed_)
        decoder_.feed(bytes);
}

void ClientSession::end_of_stream() {
    ended_ = true;
}

std::optional<Event> ClientSession::next() {
    while (!failed_) {
        auto decoded = decoder_.next();
        if (std::holds_alternative<NeedMore>(decoded))
            return on_bytes_missing();
        if (const auto* bad = std::get_if<Malformed>(&decoded))
            return fail(code_of(bad->limit), bad->message);
        if (auto event = on_message(std::move(std::get<Message>(decoded).bytes)))
            return event;
    }
    return std::nullopt;
}

ClientSession::Step ClientSession::on_message(std::string bytes) {
    if (!hello_received_)
        return on_first_message(bytes);
    if (!may_begin_message(bytes))
        return not_markup(bytes);
    const auto root = xml::peek_root(bytes);
    if (!root)
        return fail(FailureCode::malformed_reply, "expected an rpc-reply, saw " + shown(bytes));
    if (root->name == "notification")
        return std::nullopt;
    if (root->name != "rpc-reply" || !in_base_namespace(*root))
        return fail(FailureCode::malformed_reply,
                    "expected an rpc-reply in the NETCONF namespace, saw " + shown(bytes));
    return on_reply(std::move(bytes), *root);
}

ClientSession::Step ClientSession::on_first_message(std::string_view bytes) {
    const auto begin = std::min(bytes.find('<'), bytes.size());
    if (begin > limits::preamble_bytes_max)
        return fail(FailureCode::limit_exceeded, "more than " +
                                                     std::to_string(limits::preamble_bytes_max) +
                                                     " bytes of text before the hello");
    const auto document = bytes.substr(begin);
    if (const auto words = refusal_words(document); !words.empty())
        return not_permitted(words);
    const auto root = xml::peek_root(document);
    if (!root || root->name != "hello")
        return fail(FailureCode::malformed_reply, "expected a hello, saw " + shown(bytes));
    return on_hello(document);
}

ClientSession::Step ClientSession::on_hello(std::string_view bytes) {
    auto hello = parse_hello(bytes);
    if (!hello)
        return fail(code_of(hello.error().limit),
                    "the hello is unusable: " + printable(hello.error().message));
    if (!hello->session_id)
        return fail(FailureCode::malformed_reply, "the hello has no session-id");
    const bool offered_1_1 = eagerness_ != Eagerness::eager;
    const bool chunked = offered_1_1 && hello->has_capability(base_1_1);
    if (!chunked && !hello->has_capability(base_1_0))
        return fail(FailureCode::malformed_reply,
                    "the hello announces no base capability that we offered");
    if (chunked)
        decoder_.upgrade();
    decoder_.limit_message_bytes(limits_.message_bytes_max);
    hello_received_ = true;
    return HelloReceived{std::move(*hello)};
}

ClientSession::Step ClientSession::on_reply(std::string bytes, const xml::RootTag& root) {
    const auto ids = message_ids(root);
    if (ids.size() != 1)
        return fail(FailureCode::malformed_reply,
                    "expected a message-id in the rpc-reply, saw " +
                        std::string(ids.empty() ? "none" : "several") + words_of(bytes));
    const std::string id(ids.front());
    if (outstanding_.erase(id) == 0)
        return fail(FailureCode::malformed_reply,
                    used_.contains(id)
                        ? "a second rpc-reply has the message-id " + shown(id)
                        : "no request has the message-id " + shown(id) + " of an rpc-reply");
    return ReplyReceived{id, std::move(bytes)};
}

/// The decoder has no complete message. What is there may yet show that none will come.
ClientSession::Step ClientSession::on_bytes_missing() {
    const auto pending = decoder_.pending();
    if (!hello_received_ &&
        pending.substr(0, limits::preamble_bytes_max + 1).find('<') == std::string_view::npos &&
        pending.size() > limits::preamble_bytes_max)
        return fail(FailureCode::limit_exceeded, "more than " +
                                                     std::to_string(limits::preamble_bytes_max) +
                                                     " bytes of text before the hello");
    // Chunks in spite of what was agreed would otherwise be waited on until the deadline.
    if (hello_received_ && decoder_.framing() == Framing::end_of_message &&
        !may_begin_message(pending))
        return not_markup(pending);
    if (!ended_)
        return std::nullopt;
    return hello_received_ ? on_end_after_hello() : on_end_before_hello();
}

ClientSession::Step ClientSession::on_end_before_hello() {
    const auto pending = decoder_.pending();
    if (decoder_.at_boundary())
        return fail(FailureCode::session_lost, "the session ended before the hello");
    const auto document = pending.substr(std::min(pending.find('<'), pending.size()));
    if (const auto words = refusal_words(document); !words.empty())
        return not_permitted(words);
    const auto root = xml::peek_root(document);
    if (root && root->name == "hello")
        return fail(FailureCode::session_lost, "the session ended within the hello");
    return fail(FailureCode::malformed_reply, "expected a hello, saw " + shown(pending));
}

ClientSession::Step ClientSession::on_end_after_hello() {
    if (!decoder_.at_boundary())
        return fail(FailureCode::session_lost, "the session ended within a message");
    if (outstanding_.empty())
        return std::nullopt;
    return fail(FailureCode::session_lost, "the session ended with " +
                                               std::to_string(outstanding_.size()) +
                                               " requests unanswered");
}

Event ClientSession::fail(FailureCode code, std::string message, std::string advice) {
    failed_ = true;
    const auto phase = hello_received_ ? Phase::rpc : Phase::hello;
    return SessionFailed{Failure{phase, code, std::move(message), std::move(advice)}};
}

Event ClientSession::not_markup(std::string_view bytes) {
    return fail(FailureCode::malformed_reply,
                "expected a message that begins with '<', saw " + shown(bytes.substr(0, 1)));
}

Event ClientSession::not_permitted(std::string_view words) {
    return fail(FailureCode::permission_denied,
                "the device refused the session before its hello: " + std::string(words),
                "check that the login's class has permissions (view, view-configuration)");
}

} // namespace junos_audit::netconf
