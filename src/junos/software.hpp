// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/answer.hpp"
#include "junos_audit/snapshot/readings.hpp"

#include <string>
#include <vector>

namespace junos_audit::junos {

/// Who answered. Of several routing engines the first one speaks.
struct Software {
    snapshot::Reading reading;
    std::string host_name;
    std::string model;
    std::string version;
    std::vector<std::string>
        cluster_nodes; ///< wrappers named node0, node1: only a chassis cluster has them
};

[[nodiscard]] Software read_software(Answers& answers);
/// Adds /software; only for an understood one.
void append_software(const Software& software, pugi::xml_node tree);

/// False only for models that are known to have no chassis cluster: it exists on SRX and J Series.
[[nodiscard]] bool may_be_clustered(const Software& software);

} // namespace junos_audit::junos
