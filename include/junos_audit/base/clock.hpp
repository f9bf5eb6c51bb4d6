// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace junos_audit {

/// Wall time in whole seconds, UTC: what reports print and certificates are judged by.
using WallTime = std::chrono::sys_seconds;
/// Monotonic time: what deadlines are measured with.
using SteadyTime = std::chrono::steady_clock::time_point;

/// The only source of time. Passed in, so that a test can hold it still and a repeated audit can
/// relive it.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual SteadyTime steady() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] SteadyTime steady() const override;
};

/// RFC 3339 in UTC with whole seconds: "2026-11-22T04:22:00Z". Years 0 to 9999, which is what four
/// digits hold; a time beyond them is written as the first or last second that has such a year.
[[nodiscard]] std::string to_rfc3339(WallTime time);

/// Reads RFC 3339 with 'Z' or a numeric offset, and a bare date ("2026-11-22": its midnight in
/// UTC). Fractions of a second and leap seconds (":60") are refused: nothing that we judge has
/// them. Years 1970 to 9999.
[[nodiscard]] std::optional<WallTime> from_rfc3339(std::string_view text);

} // namespace junos_audit
