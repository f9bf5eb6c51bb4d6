// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The printed forms in which Junos shows the parts of a certificate, each read exactly or not at
/// all.
namespace junos_audit::junos {

/// `MM-DD-YYYY HH:MM UTC` with the day padded by a space (15.1X49 to 25.4R1): the first second of
/// that minute.
[[nodiscard]] std::optional<WallTime> parse_validity_date(std::string_view printed);

/// rsa, ec, dsa or other, by the exact names of OpenSSL and RFC 3279, case aside.
[[nodiscard]] std::string_view key_algorithm(std::string_view printed);

/// md2 md4 md5 sha1 sha224 sha256 sha384 sha512 … or other, by the exact names of OpenSSL, case
/// aside.
[[nodiscard]] std::string_view signature_digest(std::string_view printed);

/// Lower-case hex without colons and leading zeros; what is not hex stays as printed.
[[nodiscard]] std::string normalise_serial(std::string_view printed);

/// Bits of a key: 1 to 65536.
[[nodiscard]] std::optional<std::int64_t> parse_key_bits(std::string_view printed);

} // namespace junos_audit::junos
