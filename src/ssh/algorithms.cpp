// SPDX-License-Identifier: Apache-2.0
#include "ssh/algorithms.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace junos_audit::ssh {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view key_exchange =
    "curve25519-sha256,curve25519-sha256@libssh.org,"
    "ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group-exchange-sha256,"
    "diffie-hellman-group16-sha512,diffie-hellman-group14-sha256";
constexpr std::string_view legacy_key_exchange =
    ",diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1";

constexpr std::string_view gcm_ciphers = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,";
constexpr std::string_view ctr_ciphers = "aes256-ctr,aes192-ctr,aes128-ctr";

constexpr std::string_view macs = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
                                  "hmac-sha2-256,hmac-sha2-512";
constexpr std::string_view legacy_macs = ",hmac-sha1";

constexpr std::array<std::string_view, 6> signatures = {
    "ssh-ed25519",         "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521", "rsa-sha2-512",        "rsa-sha2-256",
};
constexpr std::string_view legacy_signature = "ssh-rsa";

constexpr std::array<std::string_view, 4> legacy_names = {
    "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "hmac-sha1", "ssh-rsa"};

/// The type of key that a signature algorithm belongs to (RFC 8332: three algorithms for RSA keys).
std::string_view key_type(std::string_view signature) {
    return signature.starts_with("rsa-sha2-") ? legacy_signature : signature;
}

std::string join(const Names& names) {
    std::string list;
    for (const auto& name : names) {
        list += (list.empty() ? "" : ",") + name;
    }
    return list;
}

Names all_signatures(bool legacy) {
    Names names(signatures.begin(), signatures.end());
    if (legacy) {
        names.emplace_back(legacy_signature);
    }
    return names;
}

} // namespace

AlgorithmOffer offer(const std::vector<KnownKey>& known, bool gcm, bool legacy) {
    const auto is_known = [&](std::string_view signature) {
        return std::any_of(known.begin(), known.end(), [&](const KnownKey& key) {
            return !key.revoked && key.type == key_type(signature);
        });
    };
    auto host_keys = all_signatures(legacy);
    std::stable_partition(host_keys.begin(), host_keys.end(), is_known);

    AlgorithmOffer offered;
    offered.key_exchange =
        std::string(key_exchange) + std::string(legacy ? legacy_key_exchange : "");
    offered.host_keys = join(host_keys);
    offered.ciphers = std::string(gcm ? gcm_ciphers : "") + std::string(ctr_ciphers);
    offered.macs = std::string(macs) + std::string(legacy ? legacy_macs : "");
    offered.user_keys = join(all_signatures(legacy));
    return offered;
}

const std::vector<std::string>& all_ciphers() {
    static const Names names = {"aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes256-ctr",
                                "aes192-ctr", "aes128-ctr"};
    return names;
}

bool is_legacy(std::string_view algorithm) {
    return std::find(legacy_names.begin(), legacy_names.end(), algorithm) != legacy_names.end();
}

} // namespace junos_audit::ssh
