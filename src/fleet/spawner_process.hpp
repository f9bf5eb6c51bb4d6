// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/fleet/spawner.hpp"

#include <string>

namespace junos_audit::fleet {

/// The spawner's own loop: answers requests until the parent is gone. `parent` is who must be
/// alive. Closes all that it inherited but `inherited`, its socket, and standard error.
[[noreturn]] void run_spawner(Descriptor inherited, const WorkerMain& worker_main,
                              pid_t parent) noexcept;

/// The kernel kills the calling process when its parent dies; it ends at once where `parent` is
/// dead already.
void die_with(pid_t parent);

/// `/bin/sh -c command` with its output caught, in a child of the calling process.
[[nodiscard]] Result<Secret, std::string> run_shell(const std::string& command,
                                                    std::chrono::milliseconds time_limit);

/// A wait status in words.
[[nodiscard]] std::string describe_end(int status);

} // namespace junos_audit::fleet
