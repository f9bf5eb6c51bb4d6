// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::fleet {

/// Where a device is, as a user writes it: `[user@]host[:port]`, `[v6]:port`, bare v6. What was not
/// said is empty.
struct Target {
    std::string user;
    std::string host; ///< a name in lower case or a numeric address, without brackets
    std::optional<std::uint16_t> port;

    bool operator==(const Target&) const = default;
};

/// Strict, because names end up in file names, arguments of ssh and terminals: a host name has
/// letters, digits, '.', '-' and
/// '_' only, does not begin with '-' or '.', has no empty label and at most 253 bytes; a user has
/// no control character, space, quote, '/', '@', ':' or leading '-'. What looks like a number must
/// be four decimal numbers: `127.1`, `2130706433` and `0x7f000001`, which inet_aton takes, are
/// refused. A zone is allowed on link-local IPv6 only. The Problem has no file or line; a caller
/// that knows them adds them.
[[nodiscard]] Result<Target, Problem> parse_target(std::string_view text);

/// "" when the host, or the user, is fit for use; else what is wrong with it, as one line. For
/// inventories, which have them in fields of their own.
[[nodiscard]] std::string problem_with_host(std::string_view host);
[[nodiscard]] std::string problem_with_user(std::string_view user);

/// Strictly numeric: a dotted quad, or IPv6, with a zone only on a link-local address.
[[nodiscard]] bool is_address(std::string_view host);

} // namespace junos_audit::fleet
