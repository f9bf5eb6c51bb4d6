// SPDX-License-Identifier: Apache-2.0
#include "policy/evidence.hpp"

#include "policy/set_line.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/xml/document.hpp"
#include "junos_audit/xml/keyed_path.hpp"

#include <string_view>

namespace junos_audit::policy {

namespace {

pugi::xml_node element_of(pugi::xpath_node node) {
    return node.attribute() ? node.parent() : node.node();
}

bool is_top(pugi::xml_node element) {
    return element && element.parent().type() == pugi::node_document;
}

pugi::xml_node top_of(pugi::xml_node element) {
    while (element.type() == pugi::node_element && !is_top(element))
        element = element.parent();
    return element;
}

bool is_leaf(pugi::xml_node element) {
    return element
        .find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; })
        .empty();
}

std::string value_of(pugi::xpath_node node) {
    if (node.attribute())
        return printable(node.attribute().value(), limits::evidence_value_bytes_max);
    if (!is_leaf(node.node()))
        return {};
    return printable(xml::text_of(node.node()), limits::evidence_value_bytes_max);
}

} // namespace

Evidence evidence_of(pugi::xpath_node node) {
    const auto element = element_of(node);
    Evidence evidence;
    evidence.source = top_of(element).name();
    evidence.path = printable(xml::keyed_path(node), limits::evidence_value_bytes_max);
    evidence.value = value_of(node);
    if (evidence.source == "configuration") {
        evidence.set = node.attribute() ? std::string() : set_line(element);
        evidence.group =
            printable(element.attribute("group").value(), limits::evidence_value_bytes_max);
    }
    return evidence;
}

std::string cluster_node_of(pugi::xpath_node node) {
    for (auto at = element_of(node); at.type() == pugi::node_element; at = at.parent())
        if (is_top(at.parent()) && std::string_view(at.name()) == "node" &&
            std::string_view(at.parent().name()) != "configuration")
            return printable(at.attribute("name").value());
    return {};
}

} // namespace junos_audit::policy
