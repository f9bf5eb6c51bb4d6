// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <linux/filter.h>

#include <sys/types.h>

#include <vector>

namespace junos_audit::worker {

/// The seccomp program (seccomp(2)) for the process `self`: refuses new programs, new processes,
/// whatever changes a file, and whatever reaches another process, with EPERM; clone3 and openat2,
/// whose flags a filter cannot see, with ENOSYS, which makes libc take clone and openat; and so
/// what is newer than this list. All else is allowed.
[[nodiscard]] std::vector<sock_filter> syscall_filter(pid_t self);

/// Refuses sockets of AF_UNIX (a pair of them reaches nobody else and is allowed).
[[nodiscard]] std::vector<sock_filter> local_socket_filter();

} // namespace junos_audit::worker
