// SPDX-License-Identifier: Apache-2.0
#include "ssh/known_hosts_line.hpp"

#include "junos_audit/base/printable.hpp"
#include "ssh/base64.hpp"
#include "ssh/host_key.hpp"

#include <algorithm>

namespace junos_audit::ssh {
namespace {

/// OpenSSH's own limit; longer lines are damage.
constexpr std::size_t line_bytes_max = 8192;
constexpr std::size_t sha1_bytes = 20;
constexpr std::size_t quoted_bytes_max = 60;

std::string quoted(std::string_view text) {
    return "'" + printable(text, quoted_bytes_max) + "'";
}

/// Takes the next field, separated by blanks, from the front of `rest`.
std::string_view take_field(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    const auto field = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(field.size());
    return field;
}

/// What is wrong with the line before its fields are looked at.
std::optional<std::string> damage(std::string_view text) {
    if (text.size() > line_bytes_max) {
        return "the line is longer than 8192 bytes";
    }
    if (text.find('\0') != std::string_view::npos) {
        return "the line holds a NUL byte";
    }
    if (text.find('\r') != std::string_view::npos) {
        return "the line holds a carriage return";
    }
    return std::nullopt;
}

/// "|1|salt|hash": the name hidden by HMAC-SHA1.
bool read_hashed(std::string_view name, KnownHostsLine& line) {
    constexpr std::string_view magic = "|1|";
    if (!name.starts_with(magic)) {
        return false;
    }
    name.remove_prefix(magic.size());
    const auto bar = name.find('|');
    if (bar == std::string_view::npos) {
        return false;
    }
    auto salt = decode_base64(name.substr(0, bar));
    auto hash = decode_base64(name.substr(bar + 1));
    if (!salt || !hash || salt->size() != sha1_bytes || hash->size() != sha1_bytes) {
        return false;
    }
    line.salt = std::move(*salt);
    line.hash = std::move(*hash);
    return true;
}

bool read_patterns(std::string_view names, KnownHostsLine& line) {
    for (;;) {
        const auto comma = names.find(',');
        const auto pattern = names.substr(0, comma);
        if (pattern.empty() || pattern == "!") {
            return false;
        }
        line.patterns.push_back(lower_case(pattern));
        if (comma == std::string_view::npos) {
            return true;
        }
        names.remove_prefix(comma + 1);
    }
}

std::optional<std::string> read_names(std::string_view names, KnownHostsLine& line) {
    if (names.starts_with('|')) {
        return read_hashed(names, line)
                   ? std::nullopt
                   : std::optional<std::string>("the hashed name cannot be read");
    }
    return read_patterns(names, line)
               ? std::nullopt
               : std::optional<std::string>("the list of names has an empty name");
}

std::optional<std::string> read_key(std::string_view type, std::string_view base64,
                                    KnownHostsLine& line) {
    if (type.empty() || base64.empty()) {
        return "the line has no key";
    }
    if (type.find_first_not_of("0123456789") == std::string_view::npos) {
        return "the key is one of SSH protocol 1";
    }
    auto blob = decode_base64(base64);
    if (!blob) {
        return "the key is not valid base64";
    }
    const auto inner = type_of_blob(*blob);
    if (!inner || *inner != type) {
        return "the key says of itself that it is not " + quoted(type);
    }
    line.type = *inner;
    line.blob = std::move(*blob);
    return std::nullopt;
}

} // namespace

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower) {
        if (letter >= 'A' && letter <= 'Z') {
            letter = static_cast<char>(letter - 'A' + 'a');
        }
    }
    return lower;
}

Result<std::optional<KnownHostsLine>, SkippedLine> read_line(std::string_view text) {
    text.remove_suffix(text.ends_with('\r') ? 1 : 0);
    if (auto reason = damage(text)) {
        return SkippedLine{std::move(*reason)};
    }
    auto names = take_field(text);
    if (names.empty() || names.starts_with('#')) {
        return std::optional<KnownHostsLine>();
    }
    KnownHostsLine line;
    if (names.starts_with('@')) {
        if (names == "@cert-authority") {
            return SkippedLine{"host certificates (@cert-authority) are not supported", false};
        }
        if (names != "@revoked") {
            return SkippedLine{"unknown marker " + quoted(names)};
        }
        line.revoked = true;
        names = take_field(text);
    }
    if (auto reason = read_names(names, line)) {
        return SkippedLine{std::move(*reason)};
    }
    const auto type = take_field(text);
    if (auto reason = read_key(type, take_field(text), line)) {
        return SkippedLine{std::move(*reason)};
    }
    return std::optional<KnownHostsLine>(std::move(line));
}

} // namespace junos_audit::ssh
