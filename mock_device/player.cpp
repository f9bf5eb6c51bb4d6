// SPDX-License-Identifier: Apache-2.0
#include "mock_device/player.hpp"

#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/write.hpp"
#include "mock_device/clock_reply.hpp"
#include "mock_device/configuration_reply.hpp"
#include "mock_device/pki_reply.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace junos_audit::mock {
namespace {

constexpr std::size_t composed_max =
    256; ///< questions; a client that asks more different ones than this is testing us

constexpr std::string_view syntax_error = "syntax error";
constexpr std::string_view not_a_datastore = "syntax error, expecting <candidate/> or <running/>";
constexpr std::string_view node_is_gone = "Could not connect to the node : No route to host";
constexpr std::string_view denied = "permission denied";

// For snapshots written by hand, whose manifest does not hold the requests.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> operations{{
    {"get-configuration", "configuration"},
    {"get-config", "configuration"},
    {"get-pki-ca-certificate", "pki-ca-certificates"},
    {"get-pki-local-certificate", "pki-local-certificates"},
    {"get-pki-certificate-request", "pki-certificate-requests"},
    {"get-authorization-information", "authorization"},
    {"get-software-information", "software"},
    {"get-system-uptime-information", "clock"},
    {"get-chassis-cluster-status", "cluster"},
}};

Then then_of(const Failure& failure) {
    switch (failure.code) {
    case FailureCode::timeout:
        return Then::stall;
    case FailureCode::session_lost:
        return Then::hang_up;
    case FailureCode::malformed_reply:
        return Then::garble;
    case FailureCode::name_not_resolved:
    case FailureCode::connection_refused:
    case FailureCode::unreachable:
    case FailureCode::no_common_algorithm:
    case FailureCode::host_key_unknown:
    case FailureCode::host_key_mismatch:
    case FailureCode::host_key_revoked:
    case FailureCode::host_key_weak:
    case FailureCode::authentication_failed:
    case FailureCode::subsystem_refused:
    case FailureCode::limit_exceeded:
    case FailureCode::permission_denied:
    case FailureCode::rpc_refused:
    case FailureCode::not_junos:
    case FailureCode::not_captured:
    case FailureCode::interrupted:
    case FailureCode::worker_killed:
        return Then::go_on;
    }
    return Then::go_on;
}

bool asks_configuration(const Request& request) {
    return request.name() == "get-configuration" || request.name() == "get-config";
}
bool is_pki(const std::string& source) {
    return source.starts_with("pki-");
}

/// get-config takes <running/> and <candidate/> (captured: a Junos says so when it is asked for
/// another).
bool names_a_datastore(const Request& request) {
    const pugi::xml_node source = xml::child(request.operation, "source");
    return !xml::child(source, "running").empty() || !xml::child(source, "candidate").empty();
}

} // namespace

Player::Player(std::shared_ptr<const Device> device, PlayerOptions options, const Clock& clock)
    : device_(std::move(device))
    , options_(std::move(options))
    , clock_(clock) {}

Answer Player::answer(const Request& request) const {
    if (request.name() == "close-session") {
        const std::string ok = error_xml(request, "");
        return {"close-session", ReplyTemplate(ok).fill(request.attributes), Then::end};
    }
    if (options_.login_class == "unauthorized") {
        return {source_of(request.name()), error(request, denied)};
    }
    if (request.operation) {
        if (const Asked* asked = find_asked(canonical(request.operation))) {
            return answer_as_asked(request, *asked);
        }
    }
    const std::string source = source_of(request.name());
    return answer_otherwise(request, source);
}

std::string Player::answer_malformed() const {
    Request nothing;
    nothing.word = "rpc";
    return error(nothing, "syntax error, expecting <rpc> or </rpc>");
}

std::string Player::error(const Request& request, std::string_view message) const {
    return ReplyTemplate(error_xml(request, message)).fill(request.attributes);
}

const Asked* Player::find_asked(const std::string& question) const {
    const auto& asked = device_->asked();
    const auto found = std::find_if(asked.begin(), asked.end(),
                                    [&](const Asked& one) { return one.canonical == question; });
    return found == asked.end() ? nullptr : &*found;
}

const Page* Player::stored_page(const std::string& id) const {
    const Page* variant = device_->page(id + ".class-" + options_.login_class);
    return variant != nullptr ? variant : device_->page(id);
}

std::string Player::source_of(std::string_view operation) const {
    for (const Asked& asked : device_->asked()) {
        if (!operation.empty() && asked.operation == operation && asked.key.node.empty()) {
            return asked.key.source;
        }
    }
    for (const auto& [name, source] : operations) {
        if (name == operation) {
            return std::string(source);
        }
    }
    return "";
}

Answer Player::answer_as_asked(const Request& request, const Asked& asked) const {
    const std::string id = to_string(asked.key);
    const Page* page = stored_page(id);
    if (page == nullptr) {
        return {id, error(request, syntax_error),
                asked.failure ? then_of(*asked.failure) : Then::go_on};
    }
    return {id, fill(*page, asked.key.source, request)};
}

Answer Player::answer_otherwise(const Request& request, const std::string& source) const {
    if (source.empty()) {
        return {"", error(request, syntax_error)};
    }
    const std::string question = canonical(request.operation);
    {
        const std::scoped_lock lock(composed_mutex_);
        const auto known = composed_.find(question);
        if (known != composed_.end()) {
            return {source, known->second->fill(request.attributes)};
        }
    }
    Result<std::string, Refusal> reply = compose(request, source);
    if (!reply) {
        return {source, error(request, reply.error().message)};
    }
    if (source == "clock" && options_.clock == ClockMode::now) {
        return {source,
                ReplyTemplate(with_current_time(*reply, clock_.wall())).fill(request.attributes)};
    }
    return {source, remember(question, std::move(reply).value())->fill(request.attributes)};
}

std::shared_ptr<const ReplyTemplate> Player::remember(const std::string& question,
                                                      std::string reply) const {
    auto composed = std::make_shared<const ReplyTemplate>(reply);
    const std::scoped_lock lock(composed_mutex_);
    if (composed_.size() < composed_max) {
        composed_[question] = composed;
    }
    return composed;
}

Result<std::string, Refusal> Player::compose(const Request& request,
                                             const std::string& source) const {
    return asks_configuration(request) ? compose_configuration(request)
                                       : compose_operational(request, source);
}

Result<std::string, Refusal> Player::compose_configuration(const Request& request) const {
    if (request.name() == "get-config" && !names_a_datastore(request)) {
        return Refusal{not_a_datastore};
    }
    const Page* page = nullptr;
    for (const std::string& id : configuration_pages(request)) {
        page = page == nullptr ? stored_page(id) : page;
    }
    if (page == nullptr) {
        return Refusal{syntax_error};
    }
    return configuration_reply(request, page->document.root()).value_or(page->bytes);
}

Result<std::string, Refusal> Player::compose_operational(const Request& request,
                                                         const std::string& source) const {
    const std::string node = node_argument(request);
    const Page* of_node = node.empty() ? nullptr : stored_page(source + "@" + node);
    const Page* page = of_node != nullptr ? of_node : stored_page(source);
    if (page == nullptr) {
        return Refusal{syntax_error};
    }
    const std::string wanted_node = of_node != nullptr ? "" : node;
    if (wanted_node.empty() && !is_pki(source)) {
        return page->bytes;
    }
    std::optional<std::string> reply =
        operational_reply(request, page->document.root(), wanted_node);
    if (!reply) {
        return Refusal{node_is_gone};
    }
    return std::move(*reply);
}

std::string Player::fill(const Page& page, const std::string& source,
                         const Request& request) const {
    if (source == "clock" && options_.clock == ClockMode::now) {
        return ReplyTemplate(with_current_time(page.bytes, clock_.wall())).fill(request.attributes);
    }
    return page.reply.fill(request.attributes);
}

/// An rpc-error as Junos writes it (captured from 16.1R1 and 22.4), or <ok/> without a message.
std::string Player::error_xml(const Request& request, std::string_view message) const {
    const bool prefixed = has_prefix(options_.style);
    const std::string nc = prefixed ? "nc:" : "";
    const auto leaf = [&](const std::string& name, std::string_view text) {
        return "<" + nc + name + ">" + xml::escape_text(text) + "</" + nc + name + ">\n";
    };
    std::string reply = "<" + nc + "rpc-reply xmlns" + (prefixed ? ":nc" : "") + "=\"" +
                        std::string(netconf::base_namespace) + "\" xmlns:junos=\"" +
                        xml::escape_attribute(device_->junos_namespace()) + "\">\n";
    if (message.empty()) {
        reply += "<" + nc + "ok/>\n";
    } else {
        reply += "<" + nc + "rpc-error>\n" + leaf("error-type", "protocol") +
                 leaf("error-tag", "operation-failed") + leaf("error-severity", "error") +
                 leaf("error-message", "\n" + std::string(message) + "\n") + "<" + nc +
                 "error-info>\n" + leaf("bad-element", request.word) + "</" + nc +
                 "error-info>\n</" + nc + "rpc-error>\n";
    }
    return reply + "</" + nc + "rpc-reply>\n";
}

} // namespace junos_audit::mock
