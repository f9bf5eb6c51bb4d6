// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"
#include "policy/expression.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <vector>

/// The {names} in the texts of a control.
namespace junos_audit::policy {

/// A piece of a template: text as it stands, or the name between two braces.
struct Piece {
    bool is_name = false;
    std::string_view text;
};
/// An unmatched brace yields a name that is empty.
[[nodiscard]] std::vector<Piece> pieces_of(std::string_view text);

/// Names that are no variables: "." the context node's value, "statement" the Junos words of the
/// context node, "node" " on node0" in a cluster and nothing elsewhere.
[[nodiscard]] bool is_built_in_name(std::string_view name);

/// For people: values are made printable.
[[nodiscard]] std::string say(const Template& text, const Variables& variables,
                              pugi::xpath_node context);
/// For the Junos CLI: values are quoted as it needs them. What the context node has from a group is
/// deleted in the group.
[[nodiscard]] std::vector<std::string> command_lines(const std::vector<Template>& lines,
                                                     const Variables& variables,
                                                     pugi::xpath_node context);

} // namespace junos_audit::policy
