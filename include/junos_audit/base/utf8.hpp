// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace junos_audit {

struct Utf8Character {
    char32_t code = 0;
    std::size_t length = 0; ///< in bytes, 1 to 4

    bool operator==(const Utf8Character&) const = default;
};

/// The first character of `text`. Nothing when it is empty or does not begin with one: no overlong
/// forms, no surrogates, nothing above U+10FFFF, nothing cut short (RFC 3629 §4).
[[nodiscard]] std::optional<Utf8Character> first_utf8_character(std::string_view text);

/// How many bytes at the beginning of `text` are UTF-8: text.size() when all of it is.
[[nodiscard]] std::size_t utf8_prefix_length(std::string_view text);

} // namespace junos_audit
