// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/policy/control.hpp"
#include "junos_audit/snapshot/readings.hpp"

#include <vector>

namespace junos_audit::policy {

/// Judges one control. Pure and total: never throws on data; an XPath that goes wrong at run time
/// is unknown, said so. Order: applies → checks in the order of the file → roll-up. A row whose
/// source was not understood becomes a finding with that source's outcome and code, and nothing
/// below it is judged. A source's caveats turn what rests on it and is not visibly bad into
/// unknown.
[[nodiscard]] ControlResult evaluate(const Control& control, const snapshot::Readings& readings);

/// Judges all of them and says what a report needs about the device.
[[nodiscard]] Assessment assess(const std::vector<Control>& controls,
                                const snapshot::Snapshot& snapshot,
                                const snapshot::Readings& readings);

} // namespace junos_audit::policy
