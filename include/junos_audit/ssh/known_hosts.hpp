// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/usage_error.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::ssh {

/// One key that known_hosts has for a host.
struct KnownKey {
    std::string type; ///< "ssh-ed25519"
    std::string blob; ///< the public key, decoded from base64
    bool revoked = false;
    bool with_port = false; ///< matched as [host]:port (or port 22); else by host alone
    std::string file;
    int line = 0;

    bool operator==(const KnownKey&) const = default;
};

/// What the known_hosts files say, read strictly and once. libssh's own reading is not used: 0.10.6
/// passes over
/// @revoked and negation, and takes a damaged file for "no such host" (docs/security.md).
/// Understood: plain names, lists, `[host]:port`, wildcards with negation, hashed names
/// (HMAC-SHA1), @revoked.
/// @cert-authority and lines that cannot be read are skipped; unsupported() and damaged() tell
/// which, with file and line.
class KnownHosts {
public:
    /// Adds what a file's text says. Later files add; a key revoked anywhere is revoked. Throws
    /// UsageError (bad_data) for @revoked lines that cannot be read: passed over, they would leave
    /// a revoked key trusted.
    void add(std::string_view text, const std::string& file);

    /// The entries for a host, as OpenSSH would match them: by `[host]:port` (just `host` for port
    /// 22, with_port = true either way), and by the bare name for a port other than 22 (with_port =
    /// false then). Stricter in one point: a negation of either form keeps an entry out. Hashed
    /// entries are only looked at where no other trusts the host (one or two HMACs each: keep large
    /// files unhashed); hashed @revoked ones always are.
    [[nodiscard]] std::vector<KnownKey> find(std::string_view host, std::uint16_t port) const;

    [[nodiscard]] const std::vector<Problem>& unsupported() const { return unsupported_; }
    [[nodiscard]] const std::vector<Problem>& damaged() const { return damaged_; }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::vector<std::string> patterns;
        std::string salt; ///< hashed entries
        std::string hash;
        KnownKey key;
    };
    struct Names {
        std::string exact; ///< "[host]:port", or the bare name for port 22
        std::string bare;
    };
    /// Nothing: does not match; true: by the exact name; false: by the bare one.
    [[nodiscard]] static std::optional<bool> matches(const Entry& entry, const Names& names);
    void store(Entry entry);

    std::vector<Entry> entries_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
    std::vector<std::size_t>
        searched_; ///< wildcards, negations and hashed @revoked ones: asked every time
    std::vector<std::size_t> hashed_; ///< asked when nothing else is known for a host
    std::vector<Problem> unsupported_;
    std::vector<Problem> damaged_;
};

enum class Verdict { verified, verified_without_port, unknown, mismatch, revoked };
/// Judges the key that a server showed. A mismatch needs a known key of any type for the host and
/// none that is equal. As in OpenSSH, entries for `[host]:port` outweigh those for the bare name:
/// where there are any, only they verify.
[[nodiscard]] Verdict judge(const std::vector<KnownKey>& known, std::string_view type,
                            std::string_view blob);

} // namespace junos_audit::ssh
