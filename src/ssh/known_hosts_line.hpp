// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::ssh {

/// One line of known_hosts, as sshd(8) describes them under "SSH_KNOWN_HOSTS FILE FORMAT".
struct KnownHostsLine {
    std::vector<std::string> patterns; ///< lower case, with their '!'; empty for a hashed name
    std::string salt;
    std::string hash;
    std::string type;
    std::string blob;
    bool revoked = false;
};

struct SkippedLine {
    std::string reason;
    bool damaged = true; ///< false: well-formed, and of a kind that we do not support
};

/// `text` without its line feed; a carriage return before that is part of the line's end. Holds
/// nothing for blank lines and comments.
[[nodiscard]] Result<std::optional<KnownHostsLine>, SkippedLine> read_line(std::string_view text);

[[nodiscard]] std::string lower_case(std::string_view text);

} // namespace junos_audit::ssh
