// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <linux/filter.h>

#include <vector>

namespace junos_audit::worker {

/// The seccomp program (seccomp(2)): refuses new programs, new processes, and whatever changes a
/// file, with EPERM; clone3 and openat2, whose flags a filter cannot see, with ENOSYS, which makes
/// libc take clone and openat. All else is allowed.
[[nodiscard]] std::vector<sock_filter> syscall_filter();

} // namespace junos_audit::worker
