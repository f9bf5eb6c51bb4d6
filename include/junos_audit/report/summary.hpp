// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/report/report.hpp"

#include <cstddef>
#include <map>
#include <optional>

namespace junos_audit::report {

/// What a run amounts to. Every format says the same numbers, because all of them come from here.
struct Summary {
    std::size_t devices = 0;
    std::size_t reached = 0;
    std::size_t controls = 0;                        ///< different ones
    std::map<policy::Outcome, std::size_t> outcomes; ///< rows by outcome; all five are there
    std::size_t undecided = 0;                       ///< rows that are unknown or error
    int exit_status = 0;                 ///< 0, 2, 4, 6, or 130 when interrupted (docs/reports.md)
    std::optional<WallTime> holds_until; ///< the soonest of all passes

    bool operator==(const Summary&) const = default;
};

[[nodiscard]] Summary summarise(const Run& run);

/// The earliest instant at which what a pass rests on stops being true; nothing when none has an
/// end.
[[nodiscard]] std::optional<WallTime> holds_until(const policy::ControlResult& result);
[[nodiscard]] std::optional<WallTime> holds_until(const policy::Assessment& device);

} // namespace junos_audit::report
