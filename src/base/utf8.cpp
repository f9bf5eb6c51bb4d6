// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/utf8.hpp"

namespace junos_audit {
namespace {

/// What a lead byte announces: the length and the least code point that needs that length.
struct Form {
    std::size_t length;
    char32_t lead_bits;
    char32_t least;
};

std::optional<Form> form_of(unsigned char lead) {
    if (lead < 0x80)
        return Form{1, lead, 0};
    if ((lead & 0xE0) == 0xC0)
        return Form{2, lead & 0x1FU, 0x80};
    if ((lead & 0xF0) == 0xE0)
        return Form{3, lead & 0x0FU, 0x800};
    if ((lead & 0xF8) == 0xF0)
        return Form{4, lead & 0x07U, 0x10000};
    return std::nullopt;
}

} // namespace

std::optional<Utf8Character> first_utf8_character(std::string_view text) {
    if (text.empty())
        return std::nullopt;
    const auto form = form_of(static_cast<unsigned char>(text[0]));
    if (!form || text.size() < form->length)
        return std::nullopt;
    char32_t code = form->lead_bits;
    for (std::size_t i = 1; i < form->length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80)
            return std::nullopt;
        code = (code << 6) | (byte & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < form->least || code > 0x10FFFF || surrogate)
        return std::nullopt;
    return Utf8Character{code, form->length};
}

std::size_t utf8_prefix_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto character = first_utf8_character(text.substr(at));
        if (!character)
            break;
        at += character->length;
    }
    return at;
}

} // namespace junos_audit
