// SPDX-License-Identifier: Apache-2.0
#include "junos/device_words.hpp"

#include "junos/ascii.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/snapshot/redact.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::junos {

namespace {

bool any_says(const RpcErrors& errors, std::string_view words) {
    return std::any_of(errors.begin(), errors.end(), [&](const netconf::RpcError& error) {
        return contains_ignoring_case(error.message, words);
    });
}

bool any_tagged(const RpcErrors& errors, std::string_view tag) {
    return std::any_of(errors.begin(), errors.end(),
                       [&](const netconf::RpcError& error) { return error.tag == tag; });
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

constexpr std::string_view access_denied = "access-denied";

/// `/* ACCESS-DENIED`, in any letters and with any space between.
bool holds_denied_marker(std::string_view text) {
    constexpr std::string_view opening = "/*";
    for (auto at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at)) {
        at += opening.size();
        if (equal_ignoring_case(trim(text.substr(at)).substr(0, access_denied.size()),
                                access_denied))
            return true;
    }
    return false;
}

bool mentions_denied_access_itself(pugi::xml_node node) {
    if (node.type() == pugi::node_comment)
        return contains_ignoring_case(node.value(), access_denied);
    return holds_denied_marker(node.value()) ||
           contains_ignoring_case(attribute(node, "comment").value(), access_denied);
}

} // namespace

bool permission_denied(const RpcErrors& errors) {
    return any_says(errors, "permission denied") || any_tagged(errors, "access-denied");
}

bool request_unknown(const RpcErrors& errors) {
    constexpr std::array words = {"syntax error", "unknown command", "is not valid on the"};
    constexpr std::array tags = {"unknown-element", "unknown-attribute", "operation-not-supported"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view text) { return any_says(errors, text); }) ||
           std::any_of(tags.begin(), tags.end(),
                       [&](std::string_view tag) { return any_tagged(errors, tag); });
}

bool cluster_not_enabled(const RpcErrors& errors) {
    return any_says(errors, "cluster is not enabled");
}

std::string quote(const RpcErrors& errors) {
    std::string result;
    for (const auto& error : errors) {
        if (!result.empty())
            result += "; ";
        result += quote(error.message.empty() ? error.tag : error.message);
        if (!error.bad_element.empty())
            result += " (" + printable(error.bad_element) + ")";
    }
    return printable(result);
}

std::string quote(std::string_view text) {
    return '"' + printable(text, 200) + '"';
}

Hidden hidden(std::string_view text) {
    text = trim(text);
    if (text == snapshot::redaction_marker)
        return Hidden::redacted;
    if (text.size() < 4 || text.substr(0, 2) != "/*" || text.substr(text.size() - 2) != "*/")
        return Hidden::no;
    const auto words = trim(text.substr(2, text.size() - 4));
    if (words == "SECRET-DATA")
        return Hidden::secret_data;
    return words == "ACCESS-DENIED" ? Hidden::access_denied : Hidden::no;
}

bool mentions_denied_access(pugi::xml_node reply) {
    return !reply.find_node(mentions_denied_access_itself).empty();
}

} // namespace junos_audit::junos
