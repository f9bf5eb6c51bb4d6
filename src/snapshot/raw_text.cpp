// SPDX-License-Identifier: Apache-2.0
#include "snapshot/raw_text.hpp"

#include "junos_audit/xml/write.hpp"

#include <charconv>
#include <cstdint>

namespace junos_audit::snapshot {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&out](std::uint32_t bits) { out += static_cast<char>(bits); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0U | code >> 6U);
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        byte(0xE0U | code >> 12U);
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | code >> 18U);
        byte(0x80U | (code >> 12U & 0x3FU));
        byte(0x80U | (code >> 6U & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

/// `name` is what stands between '&' and ';'. The scan has already refused all others.
void append_reference(std::string& out, std::string_view name) {
    if (name == "lt") {
        out += '<';
    } else if (name == "gt") {
        out += '>';
    } else if (name == "amp") {
        out += '&';
    } else if (name == "quot") {
        out += '"';
    } else if (name == "apos") {
        out += '\'';
    } else {
        const bool hex = name.starts_with("#x");
        name.remove_prefix(hex ? 2 : 1);
        std::uint32_t code = 0;
        std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
        append_utf8(out, code);
    }
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

} // namespace

std::string resolve_references(std::string_view raw) {
    std::string out;
    for (;;) {
        const auto begin = raw.find('&');
        out.append(raw.substr(0, begin));
        if (begin == std::string_view::npos)
            return out;
        const auto end = raw.find(';', begin);
        append_reference(out, raw.substr(begin + 1, end - begin - 1));
        raw.remove_prefix(end + 1);
    }
}

std::string as_content(std::string_view text) {
    return xml::escape_text(text);
}

std::string as_cdata(std::string_view text) {
    std::string out(text);
    replace_all(out, "]]>", "]]]]><![CDATA[>");
    return out;
}

std::string as_attribute(std::string_view text) {
    auto out = xml::escape_attribute(text);
    replace_all(out, "'", "&apos;");
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view white_space = " \t\r\n";
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

} // namespace junos_audit::snapshot
