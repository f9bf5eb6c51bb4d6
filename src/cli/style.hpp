// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "junos_audit/report/report.hpp"

namespace junos_audit::cli {

/// How a text report is to look at this place: colour on a terminal that has it (--color, NO_COLOR,
/// TERM), typographic signs where the locale's name ends in UTF-8. No setlocale: it changes how
/// numbers are read (docs/security.md).
[[nodiscard]] report::Style style_of(const Arguments& arguments, const Output& output);

} // namespace junos_audit::cli
