// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

namespace junos_audit::xml {

/// The node after `node` in document order among what is below `top`; a null node at the end. For
/// walks without recursion: a device decides how deep its tree is.
[[nodiscard]] inline pugi::xml_node next_below(pugi::xml_node top, pugi::xml_node node) {
    if (node.first_child())
        return node.first_child();
    while (node != top && !node.next_sibling())
        node = node.parent();
    return node == top ? pugi::xml_node{} : node.next_sibling();
}

[[nodiscard]] inline bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

} // namespace junos_audit::xml
