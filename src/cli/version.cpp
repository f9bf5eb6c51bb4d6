// SPDX-License-Identifier: Apache-2.0
#include "cli/version.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/ssh/self_test.hpp"

#include <ares.h>
#include <asio/version.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/crypto.h>
#include <pugixml.hpp>
#include <spdlog/version.h>

namespace junos_audit::cli {
namespace {

std::string openssl_version() {
    // "OpenSSL 3.0.17 1 Jul 2025" → "3.0.17"
    std::string_view text = OpenSSL_version(OPENSSL_VERSION);
    text.remove_prefix(std::min(text.size(), text.find(' ') + 1));
    return printable(text.substr(0, text.find(' ')));
}

} // namespace

report::Tool tool() {
    return {
        JUNOS_AUDIT_VERSION,
        {{"asio", fmt::format("{}.{}.{}", ASIO_VERSION / 100'000, ASIO_VERSION / 100 % 1000,
                              ASIO_VERSION % 100)},
         {"c-ares", ares_version(nullptr)},
         {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10'000, FMT_VERSION / 100 % 100,
                             FMT_VERSION % 100)},
         {"libssh", printable(ssh::library_version())},
         {"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                       NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
         {"openssl", openssl_version()},
         {"pugixml", fmt::format("{}.{}", PUGIXML_VERSION / 1000, PUGIXML_VERSION / 10 % 100)},
         {"spdlog",
          fmt::format("{}.{}.{}", SPDLOG_VER_MAJOR, SPDLOG_VER_MINOR, SPDLOG_VER_PATCH)}}};
}

std::string version_text() {
    const auto [version, libraries] = tool();
    auto text = fmt::format("junos-audit {}\n", version);
    for (const auto& [name, library_version] : libraries)
        text += fmt::format("  {:<14} {}\n", name, library_version);
    const auto test = ssh::cipher_self_test();
    text += "ciphers, tried in this process with one flipped bit:\n";
    for (const auto& [cipher, rejects] : test.rejects_flipped_bit)
        text += fmt::format("  {:<30} {}\n", cipher,
                            rejects ? "rejects it" : "DOES NOT reject it: never offered");
    text += fmt::format("AES-GCM is {}offered\n", test.gcm_allowed() ? "" : "not ");
    return text;
}

} // namespace junos_audit::cli
