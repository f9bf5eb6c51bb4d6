// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/answer.hpp"
#include "junos_audit/base/clock.hpp"
#include "junos_audit/snapshot/readings.hpp"

#include <optional>
#include <string_view>

namespace junos_audit::junos {

struct DeviceClock {
    snapshot::Reading reading;
    std::optional<WallTime> time;
};

/// `current-time/date-time` with `junos:seconds` (18.3R3, 23.2R1). Where several routing engines
/// answer, the clock that is furthest from the auditor's: the worse stands.
[[nodiscard]] DeviceClock read_clock(Answers& answers);
/// Adds /clock; only for an understood one.
void append_clock(const DeviceClock& clock, pugi::xml_node tree);

/// Seconds since 1970 in the years that we can print.
[[nodiscard]] std::optional<WallTime> parse_epoch(std::string_view seconds);

} // namespace junos_audit::junos
