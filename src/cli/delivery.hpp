// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"

#include <functional>
#include <string>
#include <vector>

namespace junos_audit::cli {

/// Throws UsageError (cannot_write) for places that cannot be written to, before work is done for
/// them.
void check_outputs(const std::vector<Output>& outputs);

/// Renders every output and writes it, files before standard output (whose reader may have gone).
/// All of them are tried; throws UsageError (cannot_write) afterwards with what went wrong.
void deliver(const std::vector<Output>& outputs,
             const std::function<std::string(const Output&)>& render);

/// One text to standard output; throws UsageError (cannot_write).
void print(std::string_view text);

} // namespace junos_audit::cli
