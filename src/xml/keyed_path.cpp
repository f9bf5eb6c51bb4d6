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

/// What tells an element from others of its name: the text of a child, or an attribute.
struct Key {
    std::string_view name; ///< "name", "identifier", "@name"; empty for none
    pugi::xml_node element;
    pugi::xml_attribute attribute;
};

Key key_of(pugi::xml_node element) {
    for (const char* name : {"name", "identifier"})
        if (const auto child = element.child(name))
            return {name, child, {}};
    if (const auto attribute = element.attribute("name"))
        return {"@name", {}, attribute};
    return {};
}

std::string value_of(const Key& key) {
    return key.element ? text_of(key.element) : key.attribute.value();
}

/// text_of(element) == text, without making it: siblings are many.
bool has_text(pugi::xml_node element, std::string_view text) {
    for (auto node = element.first_child(); node; node = next_below(element, node)) {
        if (!is_text(node))
            continue;
        const std::string_view piece = node.value();
        if (!text.starts_with(piece))
            return false;
        text.remove_prefix(piece.size());
    }
    return text.empty();
}

bool has_value(const Key& key, std::string_view value) {
    return key.element ? has_text(key.element, value) : value == key.attribute.value();
}

/// One step of a path, and which siblings it selects as well.
class Step {
public:
    explicit Step(pugi::xml_node node)
        : node_(node)
        , key_(key_of(node))
        , value_(value_of(key_)) {}

    [[nodiscard]] std::string text() const { return node_test() + position(); }

private:
    [[nodiscard]] std::string node_test() const {
        if (node_.type() == pugi::node_comment)
            return "comment()";
        if (!is_element())
            return "text()";
        if (key_.name.empty())
            return node_.name();
        return node_.name() + ("[" + std::string(key_.name) + "=" + literal(value_) + "]");
    }

    /// pugixml compares names fastest: siblings are many.
    [[nodiscard]] pugi::xml_node first() const {
        const auto parent = node_.parent();
        return is_element() ? parent.child(node_.name()) : parent.first_child();
    }
    [[nodiscard]] pugi::xml_node after(pugi::xml_node other) const {
        return is_element() ? other.next_sibling(node_.name()) : other.next_sibling();
    }
    [[nodiscard]] bool is_element() const { return node_.type() == pugi::node_element; }

    /// Of those that first() and after() come by.
    [[nodiscard]] bool selects(pugi::xml_node other) const {
        if (!is_element())
            return node_.type() == other.type() || (is_text(node_) && is_text(other));
        if (!other.first_child() && !other.first_attribute())
            return key_.name.empty();
        const auto key = key_of(other);
        return key.name == key_.name && (key.name.empty() || has_value(key, value_));
    }

    /// "[2]" where siblings have the same step.
    [[nodiscard]] std::string position() const {
        std::size_t before = 0;
        std::size_t all = 0;
        for (auto other = first(); other; other = after(other)) {
            if (other == node_)
                before = all;
            if (selects(other))
                ++all;
        }
        return all > 1 ? "[" + std::to_string(before + 1) + "]" : std::string{};
    }

    pugi::xml_node node_;
    Key key_;
    std::string value_;
};

} // namespace

std::string keyed_path(pugi::xml_node node) {
    if (node.type() == pugi::node_document)
        return "/";
    std::vector<std::string> steps; // from the node up
    for (; node && node.type() != pugi::node_document; node = node.parent())
        steps.push_back(Step(node).text());
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
