// SPDX-License-Identifier: Apache-2.0
#include "xml/characters.hpp"

#include <algorithm>

namespace junos_audit::xml {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Production 4 without its ASCII part.
constexpr std::array name_starts{
    Range{0xC0, 0xD6},     Range{0xD8, 0xF6},     Range{0xF8, 0x2FF},    Range{0x370, 0x37D},
    Range{0x37F, 0x1FFF},  Range{0x200C, 0x200D}, Range{0x2070, 0x218F}, Range{0x2C00, 0x2FEF},
    Range{0x3001, 0xD7FF}, Range{0xF900, 0xFDCF}, Range{0xFDF0, 0xFFFD}, Range{0x10000, 0xEFFFF},
};

/// What production 4a adds to them.
constexpr std::array further_name_parts{
    Range{0xB7, 0xB7},
    Range{0x300, 0x36F},
    Range{0x203F, 0x2040},
};

template <class Ranges>
bool holds(const Ranges& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](Range range) { return range.first <= code && code <= range.last; });
}

} // namespace

bool is_character(char32_t code) {
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

bool is_name_start_beyond_ascii(char32_t code) {
    return holds(name_starts, code);
}

bool is_name_part_beyond_ascii(char32_t code) {
    return holds(name_starts, code) || holds(further_name_parts, code);
}

bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return is(c, space); });
}

} // namespace junos_audit::xml
