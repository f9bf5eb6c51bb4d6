// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/fleet/spawner.hpp"

#include <string>
#include <string_view>

namespace junos_audit::cli {

/// The file of --wire-log: NETCONF as it went over the wire, one line each, for finding faults. Not
/// redacted: a session is cut anywhere, and half a secret is not recognised. Hence mode 0600.
class WireLog {
public:
    /// Throws UsageError: cannot_write, or bad_data for a file that others can read or that is no
    /// regular file.
    explicit WireLog(const std::string& path);

    /// "2026-11-22T04:22:00Z admin@r1:830 > <rpc …>"; what cannot be shown is escaped. Remembers
    /// whether it was written.
    void add(WallTime when, const std::string& target, std::string_view line);
    [[nodiscard]] bool complete() const { return complete_; }

private:
    fleet::Descriptor file_;
    bool complete_ = true;
};

/// What is wrong with a log that is not complete.
[[nodiscard]] Problem wire_log_problem(const std::string& path);

} // namespace junos_audit::cli
