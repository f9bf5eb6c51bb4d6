// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/snapshot/snapshot.hpp"

#include <vector>

namespace junos_audit::worker {

/// What every report must say of a session that was allowed more than the default. The worker puts
/// it down, and the parent sees to it that it is there.
[[nodiscard]] std::vector<snapshot::Note> concessions(bool legacy_algorithms,
                                                      snapshot::HostKeyCheck check);

} // namespace junos_audit::worker
