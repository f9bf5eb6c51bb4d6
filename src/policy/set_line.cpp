// SPDX-License-Identifier: Apache-2.0
#include "policy/set_line.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/xml/document.hpp"

#include <algorithm>
#include <vector>

namespace junos_audit::policy {

namespace {

bool stands_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./:@%+,*~^=").find(c) != std::string_view::npos;
}

bool has_child_elements(pugi::xml_node element) {
    return !element
                .find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; })
                .empty();
}

/// A child that only says which entry this is.
bool is_key(pugi::xml_node element) {
    return std::string_view(element.name()) == "name" && !has_child_elements(element) &&
           element.parent().child("name") == element;
}

void append(std::string& line, const std::string& word) {
    if (!line.empty())
        line += ' ';
    line += word;
}

} // namespace

std::string quote_junos(std::string_view value) {
    const auto shown = printable(value, limits::evidence_value_bytes_max);
    if (!shown.empty() && std::all_of(shown.begin(), shown.end(), stands_bare))
        return shown;
    std::string quoted = "\"";
    for (const char c : shown) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string statement_of(pugi::xml_node element) {
    std::vector<pugi::xml_node> way;
    for (auto at = element; at.type() == pugi::node_element; at = at.parent())
        way.push_back(at);
    if (way.size() < 2 || std::string_view(way.back().name()) != "configuration" ||
        element.attribute("hidden"))
        return {};
    // Every configuration says by which release it was written; nobody sets that.
    if (way.size() == 2 && std::string_view(element.name()) == "version")
        return {};
    std::string line;
    for (auto step = way.rbegin() + 1; step != way.rend(); ++step) {
        if (is_key(*step))
            continue; // its entry has said it
        append(line, quote_junos(step->name()));
        if (const auto key = step->child("name"); key && is_key(key))
            append(line, quote_junos(xml::text_of(key)));
    }
    const auto value = xml::text_of(element);
    if (!is_key(element) && !has_child_elements(element) && !value.empty())
        append(line, quote_junos(value));
    return line;
}

std::string set_line(pugi::xml_node element) {
    auto statement = statement_of(element);
    return statement.empty() ? statement : "set " + statement;
}

} // namespace junos_audit::policy
