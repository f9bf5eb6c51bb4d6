// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"

#include <asio/awaitable.hpp>

#include <string>
#include <vector>

namespace junos_audit::fleet {

enum class Family { any, ipv4, ipv6 };

/// Numeric addresses of a host, in the order in which they are to be tried (RFC 6724). A numeric
/// host is its own only address and is not looked up; other names are, in /etc/hosts and then in
/// DNS as /etc/resolv.conf says (nothing else that nsswitch.conf may name). Does not block the
/// loop. Failure: phase resolve, name_not_resolved, or timeout.
[[nodiscard]] asio::awaitable<Result<std::vector<std::string>>>
resolve(std::string host, Family family, SteadyTime deadline);

} // namespace junos_audit::fleet
