// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/software.hpp"

namespace junos_audit::junos {

/// On how many nodes the device keeps its PKI state.
struct Cluster {
    snapshot::Reading reading;
    bool enabled = false;
    std::vector<std::string> nodes; ///< known members, in the device's order
    std::string doubt; ///< why there may be nodes that we do not know of; empty when there are none
};

[[nodiscard]] Cluster read_cluster(Answers& answers, const Software& software);
/// Adds /cluster; only for an understood one.
void append_cluster(const Cluster& cluster, pugi::xml_node tree);

} // namespace junos_audit::junos
