// SPDX-License-Identifier: Apache-2.0
#include "mock_device/subtree_filter.hpp"

#include "junos_audit/xml/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::mock {
namespace {

/// Junos wraps statements that its documentation does not know; a filter does not see the wrapper.
constexpr std::string_view transparent = "undocumented";

std::vector<pugi::xml_node> elements_of(pugi::xml_node parent) {
    std::vector<pugi::xml_node> elements;
    for (const pugi::xml_node child : parent) {
        if (child.type() == pugi::node_element) {
            elements.push_back(child);
        }
    }
    return elements;
}

/// RFC 6241 §6.2.5: a leaf with content.
bool is_content_match(pugi::xml_node filter) {
    return elements_of(filter).empty() && !xml::trimmed_text_of(filter).empty();
}

bool has_content(pugi::xml_node from, pugi::xml_node match) {
    for (const pugi::xml_node child : elements_of(from)) {
        if (xml::local_name(child) == xml::local_name(match) &&
            xml::trimmed_text_of(child) == xml::trimmed_text_of(match)) {
            return true;
        }
    }
    return false;
}

/// The filter of one level, sorted by what its parts do.
struct Level {
    std::vector<pugi::xml_node> matches;
    std::vector<pugi::xml_node> selections;

    explicit Level(pugi::xml_node filter) {
        for (const pugi::xml_node part : elements_of(filter)) {
            (is_content_match(part) ? matches : selections).push_back(part);
        }
    }
    [[nodiscard]] bool admits(pugi::xml_node from) const {
        for (const pugi::xml_node match : matches) {
            if (!has_content(from, match)) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool is_key(pugi::xml_node child) const {
        if (xml::local_name(child) == "name") {
            return true;
        }
        for (const pugi::xml_node match : matches) {
            if (xml::local_name(match) == xml::local_name(child)) {
                return true;
            }
        }
        return false;
    }
};

bool append_parts(pugi::xml_node from, const Level& level, pugi::xml_node to);

bool append_part(pugi::xml_node child, const Level& level, pugi::xml_node to) {
    if (xml::local_name(child) == transparent) {
        pugi::xml_document scratch;
        const pugi::xml_node wrapper = append_shell(child, scratch);
        const bool selected = append_parts(child, level, wrapper);
        return selected && to.append_copy(wrapper);
    }
    for (const pugi::xml_node selection : level.selections) {
        if (xml::local_name(selection) == xml::local_name(child) &&
            append_selected(child, selection, to)) {
            return true;
        }
    }
    return false;
}

bool append_parts(pugi::xml_node from, const Level& level, pugi::xml_node to) {
    bool any = false;
    for (const pugi::xml_node child : elements_of(from)) {
        if (append_part(child, level, to)) {
            any = true;
        } else if (level.is_key(child)) {
            to.append_copy(child);
        }
    }
    return any;
}

} // namespace

pugi::xml_node append_shell(pugi::xml_node from, pugi::xml_node to) {
    const pugi::xml_node shell = to.append_child(from.name());
    for (const pugi::xml_attribute attribute : from.attributes()) {
        pugi::xml_node(shell).append_copy(attribute);
    }
    return shell;
}

bool append_selected(pugi::xml_node from, pugi::xml_node filter, pugi::xml_node to) {
    const Level level(filter);
    if (!level.admits(from)) {
        return false;
    }
    if (level.selections.empty()) {
        return !to.append_copy(from).empty();
    }
    pugi::xml_document scratch; // so that a shell with nothing but its key in it can be let go
    const pugi::xml_node shell = append_shell(from, scratch);
    return append_parts(from, level, shell) && !to.append_copy(shell).empty();
}

} // namespace junos_audit::mock
