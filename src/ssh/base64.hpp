// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::ssh {

/// RFC 4648 §4, strictly: padded, no spaces, no stray bits behind the last byte. Nothing for
/// anything else.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string encode_base64(std::string_view bytes);

} // namespace junos_audit::ssh
