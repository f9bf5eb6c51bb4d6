// SPDX-License-Identifier: Apache-2.0
#include "junos/form.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/document.hpp"

#include <algorithm>
#include <map>

namespace junos_audit::junos {

namespace {

bool is_accepted_namespace(std::string_view uri) {
    return uri.empty() || uri == netconf::base_namespace || uri == netconf::base_1_0 ||
           uri == netconf::base_1_1 || is_juniper_namespace(uri);
}

/// The prefix that an xmlns attribute binds: "" for the default namespace; nothing for any other
/// attribute.
std::optional<std::string_view> bound_prefix(std::string_view attribute_name) {
    if (attribute_name == "xmlns")
        return "";
    constexpr std::string_view declaration = "xmlns:";
    if (attribute_name.starts_with(declaration))
        return attribute_name.substr(declaration.size());
    return std::nullopt;
}

std::string_view prefix_of(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

/// Walks a tree once with the namespaces in scope, so that no element has to climb to its
/// ancestors.
class FormCheck {
public:
    std::optional<std::string> check(pugi::xml_node element) { // depth: limits::xml_depth_max
        const auto bound = bind(element);
        auto problem = check_element(element);
        for (auto child = element.first_child(); child && !problem; child = child.next_sibling())
            if (child.type() == pugi::node_element)
                problem = check(child);
        for (const auto prefix : bound)
            scopes_[prefix].pop_back();
        return problem;
    }

private:
    std::vector<std::string_view> bind(pugi::xml_node element) {
        std::vector<std::string_view> bound;
        for (const auto attribute : element.attributes())
            if (const auto prefix = bound_prefix(attribute.name())) {
                scopes_[*prefix].push_back(attribute.value());
                bound.push_back(*prefix);
            }
        return bound;
    }

    std::optional<std::string> check_element(pugi::xml_node element) {
        const auto& scope = scopes_[prefix_of(element.name())];
        const auto uri = scope.empty() ? std::string_view{} : scope.back();
        if (!is_accepted_namespace(uri))
            return "element <" + printable(element.name()) + "> is in the foreign namespace \"" +
                   printable(uri) + '"';
        std::vector<std::string_view> seen;
        for (const auto attribute : element.attributes())
            if (!bound_prefix(attribute.name()))
                seen.push_back(xml::local_name(std::string_view(attribute.name())));
        std::sort(seen.begin(), seen.end());
        const auto twice = std::adjacent_find(seen.begin(), seen.end());
        if (twice != seen.end())
            return "element <" + printable(element.name()) + "> has the attribute \"" +
                   printable(*twice) + "\" twice, in different namespaces";
        return std::nullopt;
    }

    std::map<std::string_view, std::vector<std::string_view>> scopes_;
};

constexpr const char* space = " \t\r\n";

std::string joined_text(pugi::xml_node element) {
    std::string text;
    for (const auto child : element.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += child.value();
    return text;
}

bool is_layout(std::string_view blanks) {
    return blanks.find_first_of("\r\n") != std::string_view::npos;
}

} // namespace

std::optional<std::string> why_malformed(pugi::xml_node root) {
    return FormCheck().check(root);
}

bool is_juniper_namespace(std::string_view uri) {
    return uri.starts_with("http://xml.juniper.net/") ||
           uri.starts_with("http://yang.juniper.net/");
}

pugi::xml_attribute attribute(pugi::xml_node element, std::string_view local) {
    for (const auto candidate : element.attributes()) {
        if (bound_prefix(candidate.name()) ||
            xml::local_name(std::string_view(candidate.name())) != local)
            continue;
        const auto uri = xml::namespace_of(element, candidate);
        if (uri.empty() || is_juniper_namespace(uri))
            return candidate;
    }
    return {};
}

std::vector<pugi::xml_node> elements(pugi::xml_node parent) {
    std::vector<pugi::xml_node> result;
    for (const auto child : parent.children())
        if (child.type() == pugi::node_element)
            result.push_back(child);
    return result;
}

std::vector<pugi::xml_node> elements(pugi::xml_node parent, std::string_view local) {
    std::vector<pugi::xml_node> result;
    for (const auto child : parent.children())
        if (child.type() == pugi::node_element && xml::local_name(child) == local)
            result.push_back(child);
    return result;
}

std::string own_text(pugi::xml_node element) {
    const auto text = joined_text(element);
    const auto first = text.find_first_not_of(space);
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string own_value(pugi::xml_node element) {
    const auto text = joined_text(element);
    const auto first = text.find_first_not_of(space);
    if (first == std::string::npos)
        return {};
    const auto last = text.find_last_not_of(space);
    const std::string_view before(text.data(), first);
    const std::string_view after = std::string_view(text).substr(last + 1);
    const auto begin = is_layout(before) ? first : 0;
    const auto end = is_layout(after) ? last + 1 : text.size();
    return text.substr(begin, end - begin);
}

pugi::xml_node append(pugi::xml_node parent, std::string_view name, std::string_view text) {
    auto made = parent.append_child(std::string(name).c_str());
    if (!text.empty())
        made.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
    return made;
}

void append_attribute(pugi::xml_node element, const char* name, const std::string& value) {
    element.append_attribute(name).set_value(value.c_str());
}

} // namespace junos_audit::junos
