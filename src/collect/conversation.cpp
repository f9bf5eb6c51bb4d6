// SPDX-License-Identifier: Apache-2.0
#include "collect/conversation.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/overload.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/snapshot/redact.hpp"

#include <utility>
#include <variant>

namespace junos_audit::collect {

namespace {

/// libssh opens the channel's window by what is asked for at once, and buffers as much per session.
constexpr std::size_t read_bytes = 64u << 10;

snapshot::Exchange unanswered_exchange(const junos::Request& request) {
    Failure failure{Phase::rpc, FailureCode::interrupted, "no answer has come yet", ""};
    return {request.key, request.operation, request.filter,
            snapshot::NoReply{std::move(failure), {}, std::nullopt, {}}};
}

} // namespace

Conversation::Conversation(transport::ByteStream& stream, const CollectOptions& options,
                           const Clock& clock, snapshot::Snapshot& snapshot)
    : stream_(stream)
    , options_(options)
    , clock_(clock)
    , snapshot_(snapshot)
    , session_(options.eagerness)
    , buffer_(read_bytes) {
    stream_.set_deadline(options.deadline);
    stream_.set_phase(phase_);
}

void Conversation::say_hello() {
    outbox_ += session_.start();
}

void Conversation::ask(std::span<const junos::Request> requests) {
    for (const auto& request : requests) {
        auto exchange = unanswered_exchange(request);
        if (failed()) {
            std::get<snapshot::NoReply>(exchange.answer).failure = *snapshot_.provenance.failure;
        } else {
            outbox_ += session_.request(request.rpc());
            unanswered_[to_string(request.key)] = {snapshot_.exchanges.size(), clock_.steady()};
        }
        snapshot_.exchanges.push_back(std::move(exchange));
    }
}

asio::awaitable<void> Conversation::send() {
    const auto bytes = std::exchange(outbox_, {});
    if (failed() || bytes.empty())
        co_return;
    show(Direction::sent, bytes);
    const auto written = co_await stream_.write(bytes);
    if (!written)
        fail(written.error());
}

asio::awaitable<void> Conversation::hear_hello() {
    const auto event = co_await next_event();
    if (!event)
        co_return;
    const auto* hello = std::get_if<netconf::HelloReceived>(&*event);
    require(hello != nullptr, "a session's first event is its hello");
    file_hello(*hello);
}

asio::awaitable<void> Conversation::hear_replies() {
    while (!unanswered_.empty()) {
        const auto event = co_await next_event();
        if (!event)
            co_return;
        const auto* reply = std::get_if<netconf::ReplyReceived>(&*event);
        require(reply != nullptr, "after the hello a session hears replies only");
        file_reply(*reply);
    }
}

asio::awaitable<void> Conversation::close() {
    phase_ = Phase::close;
    stream_.set_phase(phase_);
    if (!failed() && session_.may_request()) {
        const auto goodbye = session_.request({"close-session", "<close-session/>"});
        show(Direction::sent, goodbye);
        // Whether it arrived makes no difference to what was answered before.
        [[maybe_unused]] const auto written = co_await stream_.write(goodbye);
    }
    co_await stream_.close();
}

/// The next thing that happened, or nothing when the session is over.
asio::awaitable<std::optional<netconf::Event>> Conversation::next_event() {
    while (!failed()) {
        auto event = session_.next();
        if (!event) {
            co_await receive();
            continue;
        }
        const auto* over = std::get_if<netconf::SessionFailed>(&*event);
        if (over == nullptr)
            co_return event;
        fail(over->failure);
    }
    co_return std::nullopt;
}

asio::awaitable<void> Conversation::receive() {
    const std::span<char> space(buffer_);
    const auto got = co_await stream_.read_some(space);
    if (!got) {
        fail(got.error());
        co_return;
    }
    if (*got == 0) {
        session_.end_of_stream();
        // In order or not: it ended before we had everything.
        if (auto event = session_.next())
            if (const auto* over = std::get_if<netconf::SessionFailed>(&*event))
                fail(over->failure);
        if (!failed())
            fail({phase_, FailureCode::session_lost, "the device ended the session", ""});
        co_return;
    }
    received_ += *got;
    const std::string_view bytes(buffer_.data(), *got);
    show(Direction::received, bytes);
    if (received_ > limits::device_bytes_max)
        fail({phase_, FailureCode::limit_exceeded,
              "more than " + std::to_string(limits::device_bytes_max) + " bytes in one session",
              ""});
    else
        session_.receive(bytes);
}

void Conversation::file_hello(const netconf::HelloReceived& event) {
    snapshot_.provenance.reached = true;
    for (const auto& capability : event.hello.capabilities)
        snapshot_.provenance.capabilities.push_back(printable(capability));
    phase_ = Phase::rpc;
    stream_.set_phase(phase_);
}

void Conversation::file_reply(const netconf::ReplyReceived& event) {
    const auto entry = unanswered_.find(event.message_id);
    require(entry != unanswered_.end(), "a session matches replies to what was asked");
    const auto [index, asked_at] = entry->second;
    unanswered_.erase(entry);

    auto& answer = snapshot_.exchanges[index].answer;
    auto reply = snapshot::redact(event.bytes);
    if (reply) {
        answer = std::move(*reply);
        return;
    }
    auto& no_reply = std::get<snapshot::NoReply>(answer);
    no_reply.elapsed = since(asked_at);
    no_reply.bytes = event.bytes.size();
    no_reply.sha256 = snapshot::sha256(event.bytes);
    const auto& problem = reply.error();
    file_unparsable(no_reply, problem.limit,
                    problem.message + " (line " + std::to_string(problem.line) + ", column " +
                        std::to_string(problem.column) + " of the reply)");
}

/// RFC 6242 §4.3: a `]]>]]>` inside a message cuts it in two, and the second half is for whoever
/// wrote it to choose. A message that does not parse may be such a half, so nothing after it is
/// believed. Chunks (§4.2) cannot be cut.
void Conversation::file_unparsable(snapshot::NoReply& answer, bool limit,
                                   const std::string& message) {
    answer.failure = {Phase::parse,
                      limit ? FailureCode::limit_exceeded : FailureCode::malformed_reply,
                      printable(message), ""};
    if (session_.framing() == netconf::Framing::end_of_message)
        fail(answer.failure);
}

void Conversation::fail(const Failure& failure) {
    snapshot_.provenance.failure = failure;
    for (const auto& [message_id, asked] : unanswered_) {
        auto& answer = std::get<snapshot::NoReply>(snapshot_.exchanges[asked.exchange].answer);
        answer.failure = failure;
        answer.elapsed = since(asked.at);
    }
    unanswered_.clear();
}

void Conversation::show(Direction direction, std::string_view bytes) const {
    if (options_.wire_log)
        options_.wire_log(direction, bytes);
}

std::chrono::milliseconds Conversation::since(SteadyTime start) const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - start);
}

} // namespace junos_audit::collect
