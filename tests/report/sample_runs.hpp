// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/report/report.hpp"

#include <string>

/// Runs as the command line makes them, small enough to be read in a golden file.
namespace sample {

/// One device, a pass with an end and a fail that names evidence from a group.
[[nodiscard]] junos_audit::report::Run one_pass_one_fail();
/// Three devices: all passes, none reached, and a cluster of which one node settles nothing.
[[nodiscard]] junos_audit::report::Run fleet();
/// Cut short by the user; nothing was decided.
[[nodiscard]] junos_audit::report::Run interrupted();
/// The words of `one_pass_one_fail` with `text` in every place that a device or a file fills.
[[nodiscard]] junos_audit::report::Run saying(const std::string& text);

} // namespace sample
