// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/xml/scan.hpp"

#include <string>
#include <string_view>

namespace junos_audit::snapshot {

/// What stands in place of a secret. Junos' own marker for a value the login may not see is `/*
/// SECRET-DATA */`.
inline constexpr std::string_view redaction_marker = "/* REDACTED */";

/// Makes an answer fit to be kept: scans it strictly, replaces what is secret and hashes what is
/// left. Secret is the own text of an element, or an attribute, by name (…password, …secret,
/// passphrase, authentication-key, pre-shared-key, … and `security certificates local …
/// certificate`), and any value or comment by form (`$9$`, `$8$`, crypt hashes, PEM private keys).
/// Of user information in URLs only that is replaced, by `REDACTED`. A value counts as a whole,
/// whatever comments or references it is written with. Markers of Junos' own (`/* SECRET-DATA */`,
/// `/* ACCESS-DENIED */`) and all other bytes stay as they came. Redacting twice changes nothing.
/// The paths are sorted, without repetition, 1000 at most.
[[nodiscard]] Result<Reply, xml::ParseFailure> redact(std::string_view reply);

/// Lower-case hex.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace junos_audit::snapshot
