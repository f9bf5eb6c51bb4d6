// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

namespace junos_audit::mock {

/// Appends to `to` what a subtree filter (RFC 6241 §6.2) selects of `from`, whose names are already
/// known to agree. As Junos reads filters: an empty tag selects a subtree, a child with text
/// selects the list entries that have it, and an entry of which a part was asked for shows its key
/// `name` as well. What is not there is left out in silence. Returns whether anything was selected.
bool append_selected(pugi::xml_node from, pugi::xml_node filter, pugi::xml_node to);

/// Appends the element without its content.
pugi::xml_node append_shell(pugi::xml_node from, pugi::xml_node to);

} // namespace junos_audit::mock
