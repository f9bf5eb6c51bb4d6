// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

#include <string>
#include <string_view>

namespace junos_audit::mock {

/// A reply to get-system-uptime-information with `now` as its current time, in UTC; all other bytes
/// stay. `reply` must be well-formed.
[[nodiscard]] std::string with_current_time(std::string_view reply, WallTime now);

} // namespace junos_audit::mock
