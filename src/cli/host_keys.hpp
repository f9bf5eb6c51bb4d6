// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/known_hosts.hpp"

#include <optional>
#include <string>

namespace junos_audit::cli {

/// Reads the file that --known-hosts names, else ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts.
/// A default file that does not exist holds no keys. Any other file that cannot be read may hold a
/// revoked key: UsageError (missing_input).
[[nodiscard]] ssh::KnownHosts read_known_hosts(const std::optional<std::string>& named);

} // namespace junos_audit::cli
