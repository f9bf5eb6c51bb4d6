// SPDX-License-Identifier: Apache-2.0
#include "snapshot/secrets.hpp"

#include "junos_audit/snapshot/redact.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::snapshot {
namespace {

/// Statements that Junos marks `## SECRET-DATA`, by the last words of their names:
/// `challenge-password`, `encrypted-password`, `shared-secret`. (Juniper/yang, leaves of type
/// unreadable.)
constexpr std::array<std::string_view, 15> secret_endings = {
    "password",    "passwd",         "passphrase",
    "secret",      "pre-shared-key", "authentication-key",
    "privacy-key", "private-key",    "secret-key",
    "shared-key",  "api-key",        "psk",
    "cak",         "ascii-text",     "hexadecimal",
};
/// `plain-text-password-value` and the like.
constexpr std::string_view value_ending = "-value";

constexpr std::array<std::string_view, 10> hash_prefixes = {
    "$9$", "$8$", "$1$", "$5$", "$6$", "$2a$", "$2b$", "$2y$", "$y$", "$sha1$",
};

constexpr std::string_view user_information = "REDACTED";

bool ends_in_word(std::string_view name, std::string_view word) {
    return name.ends_with(word) &&
           (name.size() == word.size() || name[name.size() - word.size() - 1] == '-');
}

bool is_scheme_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
}

/// A hash stands at the beginning, or in the text form of a configuration after a space or a quote.
bool is_word_begin(std::string_view value, std::size_t at) {
    return at == 0 || std::string_view(" \t\r\n\"'").find(value[at - 1]) != std::string_view::npos;
}

bool has_hash(std::string_view value) {
    for (auto at = value.find('$'); at != std::string_view::npos; at = value.find('$', at + 1)) {
        if (!is_word_begin(value, at))
            continue;
        const auto rest = value.substr(at);
        for (const auto prefix : hash_prefixes)
            if (rest.starts_with(prefix) && rest.size() > prefix.size())
                return true;
    }
    return false;
}

} // namespace

bool is_secret_name(std::string_view local) {
    if (local.ends_with(value_ending))
        local.remove_suffix(value_ending.size());
    return std::any_of(secret_endings.begin(), secret_endings.end(),
                       [&](auto word) { return ends_in_word(local, word); });
}

bool is_secret_value(std::string_view value) {
    if (has_hash(value))
        return true;
    const auto pem = value.find("-----BEGIN ");
    return pem != std::string_view::npos &&
           value.find("PRIVATE KEY-----", pem) != std::string_view::npos;
}

bool is_marker(std::string_view value) {
    return value == redaction_marker || value == "/* SECRET-DATA */" ||
           value == "/* ACCESS-DENIED */";
}

std::string without_user_information(std::string_view value) {
    constexpr std::string_view separator = "://";
    std::string out;
    std::size_t done = 0;
    for (auto at = value.find(separator); at != std::string_view::npos;
         at = value.find(separator, at + separator.size())) {
        if (at == 0 || !is_scheme_character(value[at - 1]))
            continue;
        const auto begin = at + separator.size();
        const auto authority =
            value.substr(begin, value.find_first_of("/?# \t\r\n\"'<>", begin) - begin);
        // The last '@' ends the user information: a password may hold one (RFC 3986 §3.2.1 has it
        // encoded).
        const auto end = authority.rfind('@');
        if (end == std::string_view::npos || end == 0)
            continue;
        out.append(value.substr(done, begin - done)).append(user_information);
        done = begin + end;
    }
    return out.append(value.substr(done));
}

} // namespace junos_audit::snapshot
