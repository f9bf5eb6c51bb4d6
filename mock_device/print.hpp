// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>

namespace junos_audit::mock {

enum class GroupMarks { keep, drop };

/// A reply as Junos lays it out over NETCONF: one element per line, nothing indented but what is
/// inside <configuration>, by four spaces a level. `drop` leaves out the attributes that say which
/// group a statement is from.
[[nodiscard]] std::string print_reply(pugi::xml_node root, GroupMarks marks = GroupMarks::keep);

} // namespace junos_audit::mock
