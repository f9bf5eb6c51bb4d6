// SPDX-License-Identifier: Apache-2.0
#include "junos/configuration_form.hpp"

#include "junos/ascii.hpp"
#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/xml/document.hpp"

namespace junos_audit::junos {

namespace {

std::string on_element(pugi::xml_node element) {
    return " on <" + printable(xml::local_name(element)) + ">";
}

/// inactive="inactive" (clixon-controller issue 76), jcmd:active="false" (Juniper's
/// configuration-metadata module, 22.2 on).
std::optional<std::string> why_bad_attribute(pugi::xml_node element, pugi::xml_attribute mark) {
    const auto name = xml::local_name(std::string_view(mark.name()));
    const std::string_view value = mark.value();
    const auto seen = quote(std::string(mark.name()) + "=" + std::string(value));
    if (equal_ignoring_case(name, "operation"))
        return "the edit operation " + seen + on_element(element);
    const bool inactive = equal_ignoring_case(name, "inactive");
    if (!inactive && !equal_ignoring_case(name, "active"))
        return std::nullopt;
    const auto uri = xml::namespace_of(element, mark);
    const bool known = (uri.empty() || is_juniper_namespace(uri)) &&
                       (inactive ? name == "inactive" && value == "inactive"
                                 : name == "active" && (value == "true" || value == "false"));
    if (known)
        return std::nullopt;
    return "the mark " + seen + on_element(element) + ", which is not a known spelling";
}

bool has_element(pugi::xml_node parent) {
    for (const auto child : parent.children())
        if (child.type() == pugi::node_element && !is_decoration(child))
            return true;
    return false;
}

std::optional<std::string> why_bad_element(pugi::xml_node element) {
    for (const auto mark : element.attributes())
        if (auto why = why_bad_attribute(element, mark))
            return why;
    const auto text = own_text(element);
    const bool leaf = !has_element(element) && !is_undocumented(element);
    if (leaf || text.empty() || hidden(text) != Hidden::no)
        return std::nullopt;
    return "the text " + quote(text) + " beside the statements of <" +
           printable(xml::local_name(element)) + ">";
}

void look_for_inheritance(pugi::xml_node element, Inheritance& found) {
    for (const auto child : element.children()) {
        if (child.type() != pugi::node_element || is_inactive(child) || is_decoration(child))
            continue;
        const auto name = xml::local_name(child);
        if (name == "apply-groups") {
            found.apply_groups = true;
            found.node_variable |= contains_ignoring_case(xml::text_of(child), "${node}");
        }
        found.group_marks |= !group_of(child).empty();
        look_for_inheritance(child, found);
    }
}

} // namespace

std::optional<std::string> why_not_configuration(pugi::xml_node configuration) {
    auto why = why_bad_element(configuration);
    for (auto child = configuration.first_child(); child && !why; child = child.next_sibling())
        if (child.type() == pugi::node_element && !is_decoration(child))
            why = why_not_configuration(child); // depth: limits::xml_depth_max
    return why;
}

bool is_inactive(pugi::xml_node element) {
    return std::string_view(attribute(element, "inactive").value()) == "inactive" ||
           std::string_view(attribute(element, "active").value()) == "false";
}

bool is_decoration(pugi::xml_node element) {
    const auto name = xml::local_name(element);
    if (name == "apply-macro" || name == "apply-flags")
        return true;
    if (name != "comment")
        return false;
    // Annotations are elements of the junos prefix (16.1R1); `comment` without it is a statement.
    const auto uri = xml::namespace_of(element);
    return uri.starts_with("http://xml.juniper.net/junos/") && uri.ends_with("/junos");
}

bool is_undocumented(pugi::xml_node element) {
    return xml::local_name(element) == "undocumented";
}

std::string group_of(pugi::xml_node element) {
    return attribute(element, "group").value();
}

Inheritance inheritance_of(pugi::xml_node configuration) {
    Inheritance found;
    for (const auto group : elements(configuration, "groups"))
        found.groups |= !is_inactive(group);
    look_for_inheritance(configuration, found);
    return found;
}

} // namespace junos_audit::junos
