// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/cluster.hpp"

#include <string>
#include <vector>

/// Each node of a chassis cluster applies a group of its own (apply-groups "${node}"). The expanded
/// configuration is that of the node that answered; what the other node adds stands in its group.
namespace junos_audit::junos {

/// What node groups put into the expanded configuration.
struct NodeGroups {
    bool any = false;
    std::string needed; ///< path of the first statement that a control may rest on
};
/// `made`: the normalised configuration; `filter`: the paths that were asked for.
[[nodiscard]] NodeGroups find_node_groups(pugi::xml_node made,
                                          const std::vector<std::string>& filter);

/// Whether the configuration, as the device sent it, shows node groups on what may be a cluster.
[[nodiscard]] bool uses_node_groups(Answers& answers, const Cluster& cluster);

/// What the groups of the nodes hold below the paths that a control may rest on, in words, or why
/// that is not known; empty: they hold nothing of the kind. Rests on the exchange `node_groups`
/// (sources.hpp).
[[nodiscard]] std::string what_node_groups_add(Answers& answers,
                                               const std::vector<std::string>& filter);

} // namespace junos_audit::junos
