// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace junos_audit::worker {

/// Address space of a worker: a hundred times what it needs, and little enough that a server that
/// makes libssh buffer without end (0.10.6 does not enforce the receive window of extended data)
/// ends this process and not the machine.
constexpr std::uint64_t address_space_bytes_max = 2ull << 30;

/// Takes away from the calling process what an audit does not need, for good: core dumps, files of
/// its own (size 0; pipes and sockets are no files), memory without end (not under
/// AddressSanitizer, which reserves terabytes), being traced, new privileges, and by a seccomp
/// filter new programs, new processes, opening anything for writing, changing what a file is called
/// or whose it is, signals to and limits of other processes, and typing into a terminal (EPERM; a
/// system call of another architecture kills, one that is newer than this list does not exist). The
/// limit of descriptors is raised to what the system allows. The process dies with its parent.
/// Aborts when any of it is refused: a worker that is not confined must not read from a device.
void confine();

/// After confine(), where no task uses an agent: no local sockets, and so no ssh agent, no D-Bus,
/// no container engine. Aborts when it is refused.
void forbid_local_sockets();

} // namespace junos_audit::worker
