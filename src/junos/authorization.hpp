// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/answer.hpp"
#include "junos_audit/snapshot/readings.hpp"

#include <string>
#include <vector>

namespace junos_audit::junos {

/// What the login may see, by its own account.
struct Authorization {
    snapshot::Reading reading;
    std::string user;
    std::string user_class;
    std::vector<std::string> permissions;
    std::string doubt; ///< why the whole configuration may not have been shown; empty when it was
};

[[nodiscard]] Authorization read_authorization(Answers& answers);
/// Adds /authorization; only for an understood one.
void append_authorization(const Authorization& authorization, bool proven, pugi::xml_node tree);

} // namespace junos_audit::junos
