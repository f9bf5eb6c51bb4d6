// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "junos_audit/base/clock.hpp"
#include "junos_audit/fleet/spawner.hpp"

namespace junos_audit::cli {

/// The subcommands, each in a file of its own name. They return the exit status, and throw
/// UsageError when the run cannot begin and Interrupted when the user ends it at a prompt.
[[nodiscard]] int scan(const Arguments& arguments, fleet::Spawner& spawner, const Clock& clock);
[[nodiscard]] int capture(const Arguments& arguments, fleet::Spawner& spawner, const Clock& clock);
[[nodiscard]] int controls(const Arguments& arguments);
[[nodiscard]] int explain(const Arguments& arguments);
[[nodiscard]] int schema();

} // namespace junos_audit::cli
