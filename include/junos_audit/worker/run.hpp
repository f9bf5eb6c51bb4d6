// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace junos_audit::worker {

/// A worker process's whole life, to be called right after the fork: locks itself in (confine.hpp),
/// tries its ciphers on themselves, says `ready`, reads one Setup and then Tasks, and audits them
/// side by side on one event loop. A heartbeat leaves every second, from that loop, so that a call
/// that does not return falls silent. `socket` is a connected stream socket, which it takes over;
/// it returns when the parent has closed its end. The return value is an exit status: 0, or
/// ExitStatus::internal where the parent spoke what makes no sense. An exception aborts: its
/// devices are the supervisor's to repeat.
[[nodiscard]] int run(int socket) noexcept;

} // namespace junos_audit::worker
