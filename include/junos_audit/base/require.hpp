// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace junos_audit {

/// Stops the process with file and line when a programmer's assumption is broken. Kept in release
/// builds: an auditor that goes on from a state that cannot be would report verdicts that mean
/// nothing. For what the world does wrong there are values (Failure, Reading, Verdict), never this.
void require(bool holds, const char* what, const char* file = __builtin_FILE(),
             int line = __builtin_LINE());

} // namespace junos_audit
