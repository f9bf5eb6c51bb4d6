// SPDX-License-Identifier: Apache-2.0
#include "xml/references.hpp"

#include "junos_audit/base/require.hpp"
#include "xml/characters.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace junos_audit::xml {
namespace {

constexpr std::array<std::pair<std::string_view, char32_t>, 5> entities{{
    {"&amp;", U'&'},
    {"&lt;", U'<'},
    {"&gt;", U'>'},
    {"&quot;", U'"'},
    {"&apos;", U'\''},
}};

/// The number between "&#" and ";", with the position of the ';'. Leading zeros are allowed without
/// limit.
std::optional<Reference> character_reference(std::string_view text) {
    const bool hexadecimal = text.starts_with("&#x");
    const char* first = text.data() + (hexadecimal ? 3 : 2);
    const char* last = text.data() + text.size();
    unsigned long code = 0;
    const auto [end, error] = std::from_chars(first, last, code, hexadecimal ? 16 : 10);
    if (error != std::errc{} || end == last || *end != ';')
        return std::nullopt;
    if (code > 0x10FFFF || !is_character(static_cast<char32_t>(code)))
        return std::nullopt;
    return Reference{static_cast<char32_t>(code), static_cast<std::size_t>(end - text.data()) + 1};
}

void append_utf8(std::string& text, char32_t code) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    const auto put_trail = [&](unsigned shift) { put(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put_trail(0);
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put_trail(6);
        put_trail(0);
    } else {
        put(0xF0 | (code >> 18));
        put_trail(12);
        put_trail(6);
        put_trail(0);
    }
}

} // namespace

std::optional<Reference> first_reference(std::string_view text) {
    if (text.starts_with("&#"))
        return character_reference(text);
    for (const auto& [written, code] : entities) {
        if (text.starts_with(written))
            return Reference{code, written.size()};
    }
    return std::nullopt;
}

std::string resolved_value(std::string_view raw) {
    std::string value;
    value.reserve(raw.size());
    while (!raw.empty()) {
        std::size_t length = 1;
        if (raw[0] == '&') {
            const auto reference = first_reference(raw);
            require(reference.has_value(), "a scanned value with a malformed reference");
            append_utf8(value, reference->code);
            length = reference->length;
        } else if (raw.starts_with("\r\n")) {
            value += ' ';
            length = 2;
        } else {
            value += is(raw[0], space) ? ' ' : raw[0];
        }
        raw.remove_prefix(length);
    }
    return value;
}

} // namespace junos_audit::xml
