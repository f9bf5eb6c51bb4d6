// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/keyed_path.hpp"

#include "junos_audit/xml/document.hpp"
#include "xml/walk.hpp"

#include <string_view>
#include <vector>

namespace junos_audit::xml {
namespace {

/// XPath 1.0 has no escapes in literals: what holds both quotes is put together.
std::string literal(std::string_view text) {
    if (text.find('\'') == std::string_view::npos)
        return "'" + std::string(text) + "'";
    if (text.find('"') == std::string_view::npos)
        return '"' + std::string(text) + '"';
    std::string parts;
    for (auto quote = text.find('\''); quote != std::string_view::npos; quote = text.find('\'')) {
        parts += "'" + std::string(text.substr(0, quote)) + "', \"'\", ";
        text.remove_prefix(quote + 1);
    }
    return "concat(" + parts + "'" + std::string(text) + "')";
}

/// "[name='corp']" where the element has a key, else nothing.
std::string key_predicate(pugi::xml_node element) {
    for (const char* key : {"name", "identifier"}) {
        if (const auto child = element.child(key))
            return "[" + std::string(key) + "=" + literal(text_of(child)) + "]";
    }
    if (const auto attribute = element.attribute("name"))
        return "[@name=" + literal(attribute.value()) + "]";
    return {};
}

/// What a step says without its position.
std::string node_test(pugi::xml_node node) {
    if (node.type() == pugi::node_element)
        return node.name() + key_predicate(node);
    if (node.type() == pugi::node_comment)
        return "comment()";
    return "text()";
}

bool can_share_step(pugi::xml_node one, pugi::xml_node other) {
    if (one.type() == pugi::node_element)
        return std::string_view(one.name()) == other.name();
    return one.type() == other.type() || (is_text(one) && is_text(other));
}

/// "[2]" where siblings have the same step.
std::string position(pugi::xml_node node, const std::string& step) {
    std::size_t before = 0;
    std::size_t all = 0;
    for (auto sibling = node.parent().first_child(); sibling; sibling = sibling.next_sibling()) {
        if (sibling == node)
            before = all;
        if (can_share_step(node, sibling) && node_test(sibling) == step)
            ++all;
    }
    return all > 1 ? "[" + std::to_string(before + 1) + "]" : std::string{};
}

} // namespace

std::string keyed_path(pugi::xml_node node) {
    if (node.type() == pugi::node_document)
        return "/";
    std::vector<std::string> steps; // from the node up
    for (; node && node.type() != pugi::node_document; node = node.parent()) {
        const std::string step = node_test(node);
        steps.push_back(step + position(node, step));
    }
    std::string path;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        path += "/" + *step;
    return path;
}

std::string keyed_path(pugi::xpath_node node) {
    if (!node.attribute())
        return keyed_path(node.node());
    return keyed_path(node.parent()) + "/@" + node.attribute().name();
}

} // namespace junos_audit::xml
