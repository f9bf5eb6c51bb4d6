// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"

#include <string>
#include <vector>

namespace junos_audit::cli {

/// What cannot be meant together, or is missing; one line each. Looks at nothing but the words.
[[nodiscard]] std::vector<std::string> contradictions(const Arguments& arguments);

} // namespace junos_audit::cli
