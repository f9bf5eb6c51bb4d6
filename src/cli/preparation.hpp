// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "cli/audit.hpp"
#include "cli/log.hpp"
#include "junos_audit/fleet/resolver.hpp"
#include "junos_audit/fleet/spawner.hpp"
#include "junos_audit/policy/control.hpp"

#include <vector>

namespace junos_audit::cli {

/// What every scan and capture needs of this machine before the first device is spoken to: users,
/// host keys, a credential. Throws UsageError and Interrupted. Order::controls and the rest of
/// Order::setup are the caller's.
[[nodiscard]] Audit::Order live_order(const Arguments& arguments, fleet::Spawner& spawner,
                                      Log& log);
/// The snapshots below a directory.
[[nodiscard]] Audit::Order stored_order(const std::string& directory);

[[nodiscard]] std::vector<policy::ControlHead>
heads_of(const std::vector<policy::Control>& controls);
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<policy::Control>& controls);
[[nodiscard]] fleet::Family family_of(Addresses addresses);

/// "admin@r1:830: host-key: <what>; <what next>", one line.
[[nodiscard]] std::string failure_line(const std::string& target, const Failure& failure);

/// A provenance for a device of which nothing else is known than why.
[[nodiscard]] snapshot::Provenance provenance_of(const Device& device, const Failure& failure,
                                                 WallTime when);

} // namespace junos_audit::cli
