// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/utf8.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace junos_audit::report {
namespace {

/// A message, a path or a line to paste is shown whole; what is longer than this is no such thing.
constexpr std::size_t shown_bytes_max = 8192;

std::string ascii(std::string_view visible) {
    std::string text;
    while (!visible.empty()) {
        const auto character = first_utf8_character(visible);
        if (!character) // printable() leaves none
            break;
        if (character->code < 0x80)
            text += visible.front();
        else if (character->code == U'…') // printable()'s own sign for a cut
            text += "...";
        else
            text += fmt::format("\\u{{{:04X}}}", static_cast<std::uint32_t>(character->code));
        visible.remove_prefix(character->length);
    }
    return text;
}

std::string_view capitals(policy::Outcome outcome) {
    switch (outcome) {
    case policy::Outcome::notapplicable:
        return "N/A";
    case policy::Outcome::pass:
        return "PASS";
    case policy::Outcome::unknown:
        return "UNKNOWN";
    case policy::Outcome::error:
        return "ERROR";
    case policy::Outcome::fail:
        return "FAIL";
    }
    return "?"; // not reached: -Wswitch-enum names a new outcome
}

std::string_view colour_of(policy::Outcome outcome) {
    switch (outcome) {
    case policy::Outcome::notapplicable:
        return "2";
    case policy::Outcome::pass:
        return "32";
    case policy::Outcome::unknown:
    case policy::Outcome::error:
        return "33";
    case policy::Outcome::fail:
        return "1;31";
    }
    return "0";
}

} // namespace

std::string Page::shown(std::string_view device_text) const {
    auto visible = printable(device_text, shown_bytes_max);
    return style_.unicode ? visible : ascii(visible);
}

std::string Page::coloured(std::string_view text, std::string_view sgr) const {
    if (style_.colour == Colour::no)
        return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", sgr, text);
}

std::string Page::word(policy::Outcome outcome) const {
    return coloured(capitals(outcome), colour_of(outcome));
}

std::string Page::strong(std::string_view own_text) const {
    return coloured(own_text, "1");
}

void Page::line(std::size_t indent, std::string_view text) {
    text_.append(indent, ' ').append(text) += '\n';
}

void Page::gap() {
    if (!text_.empty() && !text_.ends_with("\n\n"))
        text_ += '\n';
}

} // namespace junos_audit::report
