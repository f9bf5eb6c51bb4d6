// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

/// The Junos CLI's words for a node of the configuration.
namespace junos_audit::policy {

/// A value as the Junos CLI takes it: bare when it can stand bare, else in double quotes with `"`
/// and `\` escaped. What cannot be printed is escaped first (printable.hpp): such a line is for
/// reading, it will not select the same.
[[nodiscard]] std::string quote_junos(std::string_view value);

/// "system services rest https": the way to an element below /configuration; a list entry is
/// followed by its key (the child `name`, Junos' key in every list that controls read), a leaf by
/// its value. Empty for any other node, and for a leaf whose value the device hid.
[[nodiscard]] std::string statement_of(pugi::xml_node element);

/// "set " + statement_of, or empty.
[[nodiscard]] std::string set_line(pugi::xml_node element);

} // namespace junos_audit::policy
