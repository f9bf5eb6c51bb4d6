// SPDX-License-Identifier: Apache-2.0
#include "mock_device/server_session.hpp"

#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/scan.hpp"

#include <utility>

namespace junos_audit::mock {
namespace {

/// Requests are small; a client that sends more is not one.
constexpr std::size_t request_bytes_max = 1u << 20;

// Captured before the hello of a login that starts a shell first.
constexpr std::string_view login_text =
    "--- JUNOS 18.2R1.9 Kernel 64-bit  JNPR-11.0-20180614.6c3f819_buil\n";

std::string broken(std::string reply) {
    const std::size_t end_tag = reply.rfind("</");
    return reply.substr(0, end_tag) + "<unclosed>" + reply.substr(end_tag);
}

} // namespace

ServerSession::ServerSession(const Player& player, Greeting greeting, Faults faults)
    : player_(player)
    , greeting_(std::move(greeting))
    , faults_(std::move(faults))
    , decoder_({request_bytes_max, request_bytes_max, request_bytes_max}) {}

void ServerSession::start() {
    if (faults_.has(FaultKind::stall_before_hello)) {
        end(Stall{});
        return;
    }
    if (faults_.has(FaultKind::preamble)) {
        send(std::string(login_text));
    }
    const std::string hello = server_hello(player_.options().style, greeting_);
    send_message(hello);
    if (faults_.has(FaultKind::hello_twice)) {
        send_message(hello);
    }
    if (faults_.has(FaultKind::close_after_hello)) {
        end(Close{});
    }
}

void ServerSession::receive(std::string_view bytes) {
    decoder_.feed(bytes);
    while (!ended_) {
        std::variant<netconf::NeedMore, netconf::Message, netconf::Malformed> decoded =
            decoder_.next();
        if (const auto* message = std::get_if<netconf::Message>(&decoded)) {
            on_message(message->bytes);
        } else if (std::holds_alternative<netconf::Malformed>(decoded)) {
            end(Close{}); // RFC 6242 §4.2: there is no resynchronising
        } else {
            return;
        }
    }
}

void ServerSession::end_of_stream() {
    end(Close{});
}

std::optional<Step> ServerSession::next() {
    if (steps_.empty()) {
        return std::nullopt;
    }
    Step step = std::move(steps_.front());
    steps_.pop_front();
    auto* sending = std::get_if<Send>(&step);
    if (sending != nullptr && faults_.has(FaultKind::trickle) && sending->bytes.size() > 1) {
        steps_.push_front(Send{sending->bytes.substr(1)});
        sending->bytes.resize(1);
    }
    return step;
}

void ServerSession::on_message(const std::string& bytes) {
    const std::optional<xml::RootTag> root = xml::peek_root(bytes);
    if (root && root->name == "hello") {
        on_hello(bytes);
    } else {
        on_rpc(bytes);
    }
}

void ServerSession::on_hello(const std::string& bytes) {
    const Result<netconf::Hello, xml::ParseFailure> hello = netconf::parse_hello(bytes);
    if (!hello || hello_received_) {
        end(Close{}); // RFC 6241 §8.1
        return;
    }
    hello_received_ = true;
    if (player_.options().style == HelloStyle::chunked &&
        hello->has_capability(netconf::base_1_1)) {
        framing_ = netconf::Framing::chunked; // RFC 6242 §4.1: both announced base:1.1
        decoder_.upgrade();
    }
}

void ServerSession::on_rpc(const std::string& bytes) {
    const std::optional<Request> request = parse_request(bytes);
    if (!request) {
        send_message(player_.answer_malformed());
        return;
    }
    give(answer_to(*request), *request);
}

Answer ServerSession::answer_to(const Request& request) const {
    Answer answer = player_.answer(request);
    if (const Fault* refuse = faults_.find(FaultKind::refuse, answer.source, request.name())) {
        return {answer.source, player_.error(request, refuse->message), Then::go_on};
    }
    return answer;
}

void ServerSession::give(const Answer& answer, const Request& request) {
    const auto is_hit = [&](FaultKind kind) {
        return faults_.find(kind, answer.source, request.name()) != nullptr;
    };
    if (const std::optional<std::size_t> delay = faults_.number(FaultKind::delay_ms)) {
        steps_.emplace_back(Wait{std::chrono::milliseconds(*delay)});
    }
    if (answer.then == Then::stall) {
        end(Stall{});
    } else if (answer.then == Then::hang_up || is_hit(FaultKind::close_before)) {
        end(Close{});
    } else if (answer.then == Then::garble || is_hit(FaultKind::garbage)) {
        send_message(broken(answer.reply));
    } else if (is_hit(FaultKind::wrong_id) || is_hit(FaultKind::no_id)) {
        const bool has_id = is_hit(FaultKind::wrong_id);
        const RpcAttributes other{
            has_id ? std::optional<std::string>("nobody-asked") : std::nullopt, {}};
        send_message(ReplyTemplate(answer.reply).fill(other));
    } else {
        send_message(answer.reply);
        if (is_hit(FaultKind::duplicate)) {
            send_message(answer.reply);
        }
    }
    if (answer.then == Then::end) {
        end(Close{});
    }
}

void ServerSession::send_message(std::string_view message) {
    const bool is_chunked = framing_ == netconf::Framing::chunked;
    // Junos ends its line after the delimiter. Not where chunks may follow, which bear no stray
    // byte.
    const bool ends_line = player_.options().style != HelloStyle::chunked;
    send(netconf::encode(framing_, message) + (!is_chunked && ends_line ? "\n" : ""));
}

void ServerSession::send(std::string bytes) {
    if (ended_) {
        return;
    }
    const std::optional<std::size_t> cut = faults_.number(FaultKind::cut_after);
    const std::optional<std::size_t> stall = faults_.number(FaultKind::stall_after);
    const std::optional<std::size_t> last = cut ? cut : stall;
    const bool is_last = last && sent_ + bytes.size() >= *last;
    if (is_last) {
        bytes.resize(*last - sent_);
    }
    sent_ += bytes.size();
    auto* before = steps_.empty() ? nullptr : std::get_if<Send>(&steps_.back());
    if (before != nullptr) {
        before->bytes += bytes; // one packet for replies that leave together
    } else if (!bytes.empty()) {
        steps_.emplace_back(Send{std::move(bytes)});
    }
    if (is_last) {
        end(cut ? Step(Cut{}) : Step(Stall{}));
    }
}

void ServerSession::end(Step step) {
    if (!ended_) {
        ended_ = true;
        steps_.push_back(std::move(step));
    }
}

} // namespace junos_audit::mock
