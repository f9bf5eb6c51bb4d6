// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/cluster.hpp"

#include <string>
#include <vector>

namespace junos_audit::junos {

/// The committed configuration, normalised.
struct Configuration {
    snapshot::Reading reading;
    bool denied_marker = false; ///< ACCESS-DENIED stands somewhere in the answer
    std::string version;
    std::string host_name;
    std::string commit_seconds;
    std::string commit_user;
    std::vector<snapshot::Note> notes;
};

/// The one `configuration` element, in <data> (get-config) or directly in the reply
/// (get-configuration), or what the reply is worth without it.
[[nodiscard]] Result<pugi::xml_node, snapshot::Reading> find_configuration(const Answer& answer);
/// Only the committed configuration bears it.
[[nodiscard]] bool has_commit_stamp(pugi::xml_node configuration);
/// yang-compliant sessions write choices as choice-ident and choice-value, which hides statements
/// from their paths.
[[nodiscard]] bool has_unnamed_choices(pugi::xml_node element);

/// Whether the device has no get-configuration; a login that may not use it is another matter.
[[nodiscard]] bool lacks_get_configuration(Answers& answers);

/// Reads get-configuration, or get-config where that was refused as unknown, and, when it is
/// understood, adds /configuration to the tree.
[[nodiscard]] Configuration read_configuration(Answers& answers, const Cluster& cluster,
                                               pugi::xml_node tree);

} // namespace junos_audit::junos
