// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The form that every answer of Junos must have, whatever it says.
namespace junos_audit::junos {

/// The first thing that forbids to read a reply by local names: an element in a namespace that is
/// neither none, NETCONF's nor Juniper's, or two attributes that differ only in their prefix.
/// Linear in time.
[[nodiscard]] std::optional<std::string> why_malformed(pugi::xml_node root);

[[nodiscard]] bool is_juniper_namespace(std::string_view uri);
/// The value of an attribute by local name, in no namespace or one of Juniper's; a null attribute
/// if there is none.
[[nodiscard]] pugi::xml_attribute attribute(pugi::xml_node element, std::string_view local);
/// The child elements, with this local name or any.
[[nodiscard]] std::vector<pugi::xml_node> elements(pugi::xml_node parent);
[[nodiscard]] std::vector<pugi::xml_node> elements(pugi::xml_node parent, std::string_view local);
/// The text directly in an element, without that of its children, trimmed.
[[nodiscard]] std::string own_text(pugi::xml_node element);
/// The same as a value: blanks around it are part of it (`" corp"` names no profile `corp`), unless
/// they come with a line break: then they are layout, as Junos writes it around messages. Empty
/// when there is nothing else.
[[nodiscard]] std::string own_value(pugi::xml_node element);

/// Adds `<name>text</name>`; no text node for an empty text.
pugi::xml_node append(pugi::xml_node parent, std::string_view name, std::string_view text = {});
void append_attribute(pugi::xml_node element, const char* name, const std::string& value);

} // namespace junos_audit::junos
