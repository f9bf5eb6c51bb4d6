// SPDX-License-Identifier: Apache-2.0
#include "junos/certificate_values.hpp"

#include "junos/ascii.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace junos_audit::junos {

namespace {

using Name = std::pair<std::string_view, std::string_view>;

constexpr std::array<Name, 9> key_algorithms = {{
    {"rsaEncryption", "rsa"},
    {"rsa", "rsa"},
    {"id-ecPublicKey", "ec"}, // RFC 3279 §2.3.5, and OpenSSL's long name
    {"ecPublicKey", "ec"},
    {"ecdsaEncryption", "ec"},
    {"ecEncryption", "ec"},
    {"dsaEncryption", "dsa"}, // OpenSSL's long name
    {"id-dsa", "dsa"},        // RFC 3279 §2.3.2
    {"dsa", "dsa"},
}};

constexpr std::array<Name, 34> signature_algorithms = {{
    {"md2WithRSAEncryption", "md2"},
    {"md4WithRSAEncryption", "md4"},
    {"md5WithRSAEncryption", "md5"},
    {"md5WithRSA", "md5"},
    {"sha1WithRSAEncryption", "sha1"},
    {"sha1WithRSA", "sha1"},
    {"sha-1WithRSAEncryption", "sha1"},
    {"sha224WithRSAEncryption", "sha224"},
    {"sha256WithRSAEncryption", "sha256"},
    {"sha384WithRSAEncryption", "sha384"},
    {"sha512WithRSAEncryption", "sha512"},
    {"sha512-224WithRSAEncryption", "sha512-224"},
    {"sha512-256WithRSAEncryption", "sha512-256"},
    {"RSA-SHA3-224", "sha3-224"},
    {"RSA-SHA3-256", "sha3-256"},
    {"RSA-SHA3-384", "sha3-384"},
    {"RSA-SHA3-512", "sha3-512"},
    {"ecdsa-with-SHA1", "sha1"},
    {"ecdsa-with-SHA224", "sha224"},
    {"ecdsa-with-SHA256", "sha256"},
    {"ecdsa-with-SHA384", "sha384"},
    {"ecdsa-with-SHA512", "sha512"},
    {"ecdsa_with_SHA3-224", "sha3-224"},
    {"ecdsa_with_SHA3-256", "sha3-256"},
    {"ecdsa_with_SHA3-384", "sha3-384"},
    {"ecdsa_with_SHA3-512", "sha3-512"},
    {"dsaWithSHA1", "sha1"},
    {"dsaWithSHA1-old", "sha1"},
    {"dsa_with_SHA224", "sha224"},
    {"dsa_with_SHA256", "sha256"},
    {"dsa_with_SHA384", "sha384"},
    {"dsa_with_SHA512", "sha512"},
    {"ED25519", "sha512"}, // RFC 8032 §5.1: the digest is part of the scheme
    {"ED448", "shake256"}, // RFC 8032 §5.2
}};

std::string_view look_up(std::span<const Name> names, std::string_view printed) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) {
        return equal_ignoring_case(name.first, printed);
    });
    return found == names.end() ? "other" : found->second;
}

/// A number of exactly `width` characters at `offset`.
std::optional<int> field(std::string_view text, std::size_t offset, std::size_t width) {
    const auto number = whole_number(text.substr(offset, width));
    return number ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
}

std::optional<int> padded_day(std::string_view text) {
    return text[0] == ' ' ? field(text, 1, 1) : field(text, 0, 2);
}

} // namespace

std::optional<WallTime> parse_validity_date(std::string_view printed) {
    constexpr std::string_view form = "MM-DD-YYYY HH:MM UTC";
    if (printed.size() != form.size() || printed[2] != '-' || printed[5] != '-' ||
        printed[10] != ' ' || printed[13] != ':' || printed.substr(16) != " UTC")
        return std::nullopt;
    const auto month = field(printed, 0, 2);
    const auto day = padded_day(printed.substr(3, 2));
    const auto year = field(printed, 6, 4);
    const auto hour = field(printed, 11, 2);
    const auto minute = field(printed, 14, 2);
    if (!month || !day || !year || !hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return std::nullopt;
    return WallTime(std::chrono::sys_days(date)) + std::chrono::hours(*hour) +
           std::chrono::minutes(*minute);
}

std::string_view key_algorithm(std::string_view printed) {
    return look_up(key_algorithms, printed);
}

std::string_view signature_digest(std::string_view printed) {
    return look_up(signature_algorithms, printed);
}

std::string normalise_serial(std::string_view printed) {
    constexpr std::string_view hex = "0123456789abcdef";
    auto serial = lower(printed);
    std::erase(serial, ':');
    if (serial.empty() || serial.find_first_not_of(hex) != std::string::npos)
        return std::string(printed);
    serial.erase(0, std::min(serial.find_first_not_of('0'), serial.size() - 1));
    return serial;
}

std::optional<std::int64_t> parse_key_bits(std::string_view printed) {
    const auto bits = whole_number(printed);
    return bits && *bits >= 1 && *bits <= 65536 ? bits : std::nullopt;
}

} // namespace junos_audit::junos
