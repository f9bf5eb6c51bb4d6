// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/report/report.hpp"

#include <string>

namespace junos_audit::cli {

/// This program and the libraries that it runs with: of what is loaded where a library tells, else
/// of what it was built with.
[[nodiscard]] report::Tool tool();

/// What --version prints: tool(), and of every cipher whether the loaded SSH library rejects a
/// flipped bit.
[[nodiscard]] std::string version_text();

} // namespace junos_audit::cli
