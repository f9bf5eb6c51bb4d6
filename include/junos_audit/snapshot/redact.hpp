// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/xml/scan.hpp"

#include <string>
#include <string_view>

namespace junos_audit::snapshot {

/// What stands in place of a secret. Junos' own marker for a value the login may not see is `/* SECRET-DATA */`.
inline constexpr std::string_view redaction_marker = "/* REDACTED */";

/// Makes an answer fit to be kept: scans it strictly, replaces the text of elements that hold secrets (by name:
/// password, secret, challenge-password, encrypted-password, authentication-key, pre-shared-key, …; by value: `$9$`,
/// `$8$`, `$1$`, `$5$`, `$6$`, PEM private keys; user information in URLs) and attribute values alike, and
/// hashes what is left. All other bytes stay as they came. Redacting twice changes nothing.
[[nodiscard]] Result<Reply, xml::ParseFailure> redact(std::string_view reply);

/// Lower-case hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace junos_audit::snapshot
