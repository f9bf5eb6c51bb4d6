// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/snapshot/readings.hpp"
#include "junos_audit/snapshot/snapshot.hpp"

#include <optional>

namespace junos_audit::junos {

/// Reads every answer of a snapshot as strictly as docs/verdicts.md says and joins them into one normalised tree.
/// Pure: the same snapshot gives the same readings. `at`, when given, is the instant to judge as of and replaces
/// both clocks. Never throws on device data; what cannot be understood is Unreadable, Refused or Failed.
[[nodiscard]] snapshot::Readings read(const snapshot::Snapshot& snapshot,
                                      std::optional<WallTime> at = std::nullopt);

} // namespace junos_audit::junos
