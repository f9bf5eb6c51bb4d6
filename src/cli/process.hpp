// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace junos_audit::cli {

inline constexpr int interrupted_status = 130; // as a shell shows SIGINT

/// Before anything else in main: no core dumps and not dumpable (credentials will be in memory),
/// files for the owner only, SIGPIPE ignored so that a closed pipe is an error that is reported,
/// and descriptors 0 to 2 taken, so that nothing else can become standard output.
void harden_process();

/// Until there is a run that could be ended in order: SIGINT and SIGTERM leave at once with status
/// 130.
void leave_on_interrupt();

} // namespace junos_audit::cli
