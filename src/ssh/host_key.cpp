// SPDX-License-Identifier: Apache-2.0
#include "ssh/host_key.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/ssh/known_hosts.hpp"
#include "ssh/base64.hpp"
#include "ssh/wire.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>

namespace junos_audit::ssh {
namespace {

/// The blobs are no secrets; the time is constant all the same, so that nobody has to think about
/// it.
bool equal_blobs(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) {
        return false;
    }
    unsigned char difference = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        difference =
            static_cast<unsigned char>(difference | (static_cast<unsigned char>(left[i]) ^
                                                     static_cast<unsigned char>(right[i])));
    }
    return difference == 0;
}

} // namespace

std::optional<std::string> type_of_blob(std::string_view blob) {
    const auto type = take_string(blob);
    if (!type || type->empty()) {
        return std::nullopt;
    }
    return std::string(*type);
}

std::optional<int> rsa_bits(std::string_view blob) {
    const auto type = take_string(blob);
    if (!type || *type != "ssh-rsa" || !take_string(blob)) {
        return std::nullopt;
    }
    auto modulus = take_string(blob);
    if (!modulus) {
        return std::nullopt;
    }
    modulus->remove_prefix(std::min(modulus->find_first_not_of('\0'), modulus->size()));
    if (modulus->empty()) {
        return 0;
    }
    const auto first = static_cast<unsigned char>(modulus->front());
    return static_cast<int>(modulus->size() - 1) * 8 + static_cast<int>(std::bit_width(first));
}

std::string fingerprint(std::string_view blob) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    require(EVP_Digest(blob.data(), blob.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1,
            "SHA-256 of a host key");
    std::string bytes(digest.begin(), digest.begin() + size);
    auto text = encode_base64(bytes);
    text.erase(text.find_last_not_of('=') + 1);
    return "SHA256:" + text;
}

Verdict judge(const std::vector<KnownKey>& known, std::string_view type, std::string_view blob) {
    const auto same = [&](const KnownKey& key) {
        return key.type == type && equal_blobs(key.blob, blob);
    };
    bool any = false;
    bool any_with_port = false;
    bool same_with_port = false;
    bool same_without_port = false;
    for (const auto& key : known) {
        if (key.revoked) {
            if (same(key)) {
                return Verdict::revoked;
            }
            continue;
        }
        any = true;
        any_with_port = any_with_port || key.with_port;
        (key.with_port ? same_with_port : same_without_port) |= same(key);
    }
    if (same_with_port) {
        return Verdict::verified;
    }
    // OpenSSH asks for the bare name only where [host]:port is not known at all.
    if (same_without_port && !any_with_port) {
        return Verdict::verified_without_port;
    }
    return any ? Verdict::mismatch : Verdict::unknown;
}

} // namespace junos_audit::ssh
