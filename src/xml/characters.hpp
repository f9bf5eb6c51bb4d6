// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace junos_audit::xml {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What an ASCII byte may be without a closer look. Bytes from 0x80 on are none of it: they are
/// decoded.
enum ByteClass : std::uint8_t {
    space = 1,
    name_start = 2, ///< of an NCName: the colon is looked at apart
    name_part = 4,
    plain_text = 8,     ///< a character other than < & ]
    plain_value = 16,   ///< a character other than < & " '
    plain_comment = 32, ///< a character other than -
    plain_cdata = 64,   ///< a character other than ]
};

constexpr std::uint8_t class_of(unsigned char byte) {
    const bool white = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    const bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    const bool digit = byte >= '0' && byte <= '9';
    if (byte >= 0x80 || (byte < 0x20 && !white))
        return 0;
    unsigned bits = 0;
    if (white)
        bits |= space;
    if (letter || byte == '_')
        bits |= name_start | name_part;
    if (digit || byte == '-' || byte == '.')
        bits |= name_part;
    if (byte != '<' && byte != '&' && byte != ']')
        bits |= plain_text;
    if (byte != '<' && byte != '&' && byte != '"' && byte != '\'')
        bits |= plain_value;
    if (byte != '-')
        bits |= plain_comment;
    if (byte != ']')
        bits |= plain_cdata;
    return static_cast<std::uint8_t>(bits);
}

constexpr auto byte_classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte)
        table[byte] = class_of(static_cast<unsigned char>(byte));
    return table;
}();

constexpr bool is(char byte, ByteClass wanted) {
    return (byte_classes[static_cast<unsigned char>(byte)] & wanted) != 0;
}

/// XML 1.0 (fifth edition) production 2, Char.
[[nodiscard]] bool is_character(char32_t code);
/// Productions 4 and 4a for characters beyond ASCII, NameStartChar and NameChar.
[[nodiscard]] bool is_name_start_beyond_ascii(char32_t code);
[[nodiscard]] bool is_name_part_beyond_ascii(char32_t code);
/// Nothing but white space as XML has it (production 3); true for empty text.
[[nodiscard]] bool is_blank(std::string_view text);

} // namespace junos_audit::xml
