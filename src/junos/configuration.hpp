// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/answer.hpp"

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

/// Reads get-configuration, or get-config where that was refused as unknown, and, when it is
/// understood, adds /configuration to the tree.
/// Whether the device has no get-configuration; a login that may not use it is another matter.
[[nodiscard]] bool lacks_get_configuration(Answers& answers);

[[nodiscard]] Configuration read_configuration(Answers& answers, pugi::xml_node tree);

} // namespace junos_audit::junos
