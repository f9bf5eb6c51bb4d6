// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/audit.hpp"
#include "junos_audit/fleet/resolver.hpp"
#include "junos_audit/fleet/spawner.hpp"

#include <vector>

namespace junos_audit::cli {

struct DevicesDone {
    std::vector<DeviceResult> results; ///< one for each device, in their order
    bool interrupted = false;
};

/// Resolves names, hands the devices to workers, and waits until each has an end. SIGINT or SIGTERM
/// ends it early, with what is known; a second one leaves at once.
[[nodiscard]] DevicesDone run_devices(Audit::Order order, fleet::Family family,
                                      fleet::Spawner& spawner, const Clock& clock,
                                      WireLog* wire_log);

} // namespace junos_audit::cli
