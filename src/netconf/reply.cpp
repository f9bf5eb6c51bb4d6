// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/message.hpp"

#include "junos_audit/xml/write.hpp"
#include "netconf/parse_failure.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::netconf {
namespace {

constexpr std::string_view xnm_namespaces = "http://xml.juniper.net/xnm/";

bool is_element(pugi::xml_node node, std::string_view local) {
    return node.type() == pugi::node_element && xml::local_name(node) == local;
}

bool is_below(pugi::xml_node node, std::string_view local) {
    for (auto above = node.parent(); above; above = above.parent())
        if (is_element(above, local))
            return true;
    return false;
}

/// All fields of this name, joined: a second severity must not hide behind the first.
std::string field(pugi::xml_node parent, std::string_view local) {
    std::string joined;
    for (const auto child : parent.children()) {
        if (!is_element(child, local))
            continue;
        if (!joined.empty())
            joined += ' ';
        joined += xml::trimmed_text_of(child);
    }
    return joined;
}

std::string node_of(pugi::xml_node error) {
    for (auto above = error.parent(); above; above = above.parent())
        if (is_element(above, "multi-routing-engine-item"))
            return field(above, "re-name");
    return {};
}

RpcError read_rpc_error(pugi::xml_node element) {
    return {
        .type = field(element, "error-type"),
        .tag = field(element, "error-tag"),
        .severity = field(element, "error-severity"),
        .app_tag = field(element, "error-app-tag"),
        .path = field(element, "error-path"),
        .message = field(element, "error-message"),
        .bad_element = field(xml::child(element, "error-info"), "bad-element"),
        .source_daemon = field(element, "source-daemon"),
        .node = node_of(element),
    };
}

RpcError read_xnm_message(pugi::xml_node element) {
    RpcError error;
    error.severity = xml::local_name(element);
    error.path = field(element, "edit-path");
    error.message = field(element, "message");
    if (error.message.empty())
        error.message = xml::trimmed_text_of(element);
    error.source_daemon = field(element, "source-daemon");
    if (error.source_daemon.empty())
        error.source_daemon = field(xml::child(element, "reason"), "daemon");
    error.node = node_of(element);
    return error;
}

/// The next node in document order that is below `top`; a null node after the last.
pugi::xml_node next_below(pugi::xml_node node, pugi::xml_node top) {
    if (node.first_child())
        return node.first_child();
    while (node != top && !node.next_sibling())
        node = node.parent();
    return node == top ? pugi::xml_node() : node.next_sibling();
}

} // namespace

// Junos writes xnm:error and xnm:warning with their prefix. Without one, `error` and `warning` are
// statements of a configuration (severities under `system syslog`), whose default namespace may be
// the very same.
bool is_message(pugi::xml_node node) {
    if (is_element(node, "rpc-error"))
        return true;
    if (!is_element(node, "error") && !is_element(node, "warning"))
        return false;
    const auto parent = node.parent();
    if (is_element(parent, "rpc-reply") || is_element(parent, "multi-routing-engine-item"))
        return true;
    if (!xml::namespace_of(node).starts_with(xnm_namespaces))
        return false;
    const bool prefixed = std::string_view(node.name()).find(':') != std::string_view::npos;
    return prefixed || !is_below(node, "configuration");
}

std::vector<RpcError> find_errors(pugi::xml_node node) {
    std::vector<RpcError> errors;
    for (auto at = next_below(node, node); at; at = next_below(at, node)) {
        if (is_element(at, "rpc-error"))
            errors.push_back(read_rpc_error(at));
        else if (is_message(at))
            errors.push_back(read_xnm_message(at));
    }
    return errors;
}

Result<RpcReply, xml::ParseFailure> parse_reply(std::string_view bytes) {
    auto document = xml::parse(bytes);
    if (!document)
        return document.error();
    const auto root = document->root();
    if (auto wrong = check_root(root, "rpc-reply"))
        return *std::move(wrong);
    RpcReply reply;
    if (const auto id = root.attribute("message-id"))
        reply.message_id = id.value();
    auto found = find_errors(root);
    const auto first_warning = std::stable_partition(
        found.begin(), found.end(), [](const RpcError& error) { return !error.is_warning(); });
    reply.errors.assign(found.begin(), first_warning);
    reply.warnings.assign(first_warning, found.end());
    reply.document = std::move(*document);
    return reply;
}

std::string to_xml(const Rpc& rpc) {
    std::string out = "<rpc message-id=\"";
    out.append(xml::escape_attribute(rpc.message_id)).append("\" xmlns=\"").append(base_namespace);
    return out.append("\">").append(rpc.operation).append("</rpc>");
}

} // namespace junos_audit::netconf
