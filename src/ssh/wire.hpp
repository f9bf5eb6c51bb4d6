// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace junos_audit::ssh {

/// RFC 4251 §5: takes a uint32 or a string from the front of `rest`; nothing when it is cut short.
[[nodiscard]] std::optional<std::uint32_t> take_uint32(std::string_view& rest);
[[nodiscard]] std::optional<std::string_view> take_string(std::string_view& rest);

} // namespace junos_audit::ssh
