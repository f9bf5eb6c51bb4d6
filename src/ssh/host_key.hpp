// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::ssh {

/// The name that a public key's blob begins with (RFC 4253 §6.6); nothing when it is cut short.
[[nodiscard]] std::optional<std::string> type_of_blob(std::string_view blob);

/// The size of an RSA key's modulus in bits; nothing for keys of other types and for blobs that are
/// cut short.
[[nodiscard]] std::optional<int> rsa_bits(std::string_view blob);

/// "SHA256:…" as OpenSSH prints it.
[[nodiscard]] std::string fingerprint(std::string_view blob);

} // namespace junos_audit::ssh
