// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/require.hpp"
#include "junos_audit/snapshot/redact.hpp"

#include <openssl/evp.h>

#include <array>

namespace junos_audit::snapshot {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    const int done =
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    require(done == 1 && length == 32, "OpenSSL has no SHA-256");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += digits[digest[i] >> 4U];
        hex += digits[digest[i] & 0xFU];
    }
    return hex;
}

} // namespace junos_audit::snapshot
