// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/printable.hpp"

#include "junos_audit/base/utf8.hpp"

#include <algorithm>
#include <array>

namespace junos_audit {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Characters that a reader cannot see or that change how their neighbours are shown (Unicode 15,
/// general categories Cc, Cf, Zl, Zp and the default ignorable ones).
constexpr std::array invisible{
    Range{0x0080, 0x009F},   Range{0x00AD, 0x00AD},   Range{0x034F, 0x034F},
    Range{0x0600, 0x0605},   Range{0x061C, 0x061C},   Range{0x06DD, 0x06DD},
    Range{0x070F, 0x070F},   Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5},
    Range{0x180B, 0x180F},   Range{0x200B, 0x200F},   Range{0x2028, 0x202E},
    Range{0x2060, 0x206F},   Range{0x3164, 0x3164},   Range{0xFDD0, 0xFDEF},
    Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},
    Range{0xFFF0, 0xFFFB},   Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A},
    Range{0xE0000, 0xE0FFF},
};

bool is_visible(char32_t code) {
    const bool noncharacter = (code & 0xFFFE) == 0xFFFE;
    const auto holds_code = [code](Range range) {
        return range.first <= code && code <= range.last;
    };
    return !noncharacter && std::none_of(invisible.begin(), invisible.end(), holds_code);
}

bool is_break(char c) {
    return c == '\t' || c == '\n' || c == '\r';
}
bool is_space(char c) {
    return c == ' ' || is_break(c);
}

bool is_plain(char c) {
    return c >= ' ' && c <= '~';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string hex(char32_t value, std::size_t digits_min) {
    std::string digits;
    for (; value != 0 || digits.size() < digits_min; value >>= 4)
        digits.insert(digits.begin(), "0123456789ABCDEF"[value & 0xF]);
    return digits;
}

/// What is shown for the beginning of a text, and how many of its bytes that stands for.
struct Piece {
    std::string shown;
    std::size_t length;
};

Piece white_space(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_space(text[length]))
        ++length;
    const auto run = text.substr(0, length);
    if (std::any_of(run.begin(), run.end(), is_break))
        return {" ", length};
    return {" ", 1};
}

Piece first_piece(std::string_view text) {
    if (is_space(text[0]))
        return white_space(text);
    const auto character = first_utf8_character(text);
    const bool is_control = character && (character->code < 0x20 || character->code == 0x7F);
    if (!character || is_control)
        return {"\\x" + hex(static_cast<unsigned char>(text[0]), 2), 1};
    if (!is_visible(character->code))
        return {"\\u{" + hex(character->code, 4) + "}", character->length};
    return {std::string(text.substr(0, character->length)), character->length};
}

} // namespace

std::string printable(std::string_view text, std::size_t bytes_max) {
    std::string shown;
    auto rest = trimmed(text);
    // Nearly everything that is printed: names, paths, values.
    if (rest.size() <= bytes_max && std::all_of(rest.begin(), rest.end(), is_plain))
        return std::string(rest);
    while (!rest.empty()) {
        const Piece piece = first_piece(rest);
        if (shown.size() + piece.shown.size() > bytes_max)
            return shown + "… (" + std::to_string(text.size()) + " bytes)";
        shown += piece.shown;
        rest.remove_prefix(piece.length);
    }
    return shown;
}

} // namespace junos_audit
