// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/known_hosts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::ssh {

/// The names that we offer, best first, comma-separated as on the wire. Nothing is left to libssh's
/// defaults.
struct AlgorithmOffer {
    std::string key_exchange;
    std::string host_keys;
    std::string ciphers;
    std::string macs;
    std::string user_keys; ///< what our own key may sign with

    bool operator==(const AlgorithmOffer&) const = default;
};

/// Host key types that are known for this host go first, so that the server shows one that can be
/// verified. ChaCha20 is never offered: libssh 0.10.6 cannot tell whether strict kex holds
/// (CVE-2023-48795).
[[nodiscard]] AlgorithmOffer offer(const std::vector<KnownKey>& known, bool gcm, bool legacy);

/// Every cipher that offer() may hold.
[[nodiscard]] const std::vector<std::string>& all_ciphers();

/// Whether a name is one that only `legacy` adds.
[[nodiscard]] bool is_legacy(std::string_view algorithm);

} // namespace junos_audit::ssh
