// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

/// The marks that Junos puts on configuration statements, read in their exact spelling or refused.
namespace junos_audit::junos {

/// The first thing that forbids to read a configuration: a mark of deactivation in a spelling that
/// is not known (to ignore it could take a dead statement for a live one, and the other way round),
/// an edit operation, text beside elements.
[[nodiscard]] std::optional<std::string> why_not_configuration(pugi::xml_node configuration);

/// Deactivated itself. Only after why_not_configuration() found nothing.
[[nodiscard]] bool is_inactive(pugi::xml_node element);
/// Not a statement: `junos:comment`, and what takes no effect by itself (apply-macro, apply-flags).
[[nodiscard]] bool is_decoration(pugi::xml_node element);
[[nodiscard]] bool is_undocumented(pugi::xml_node element);
/// The group that a statement was inherited from; empty for none.
[[nodiscard]] std::string group_of(pugi::xml_node element);

/// What a reply shows of how it was inherited; deactivated subtrees are left out.
struct Inheritance {
    bool apply_groups = false;
    bool groups = false;
    bool group_marks = false;
    bool node_variable = false; ///< apply-groups "${node}"
};
[[nodiscard]] Inheritance inheritance_of(pugi::xml_node configuration);

} // namespace junos_audit::junos
