// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace junos_audit::ssh {

/// Whether the libssh that is loaded rejects one flipped bit under a cipher, tried in this process
/// with a client, a server and a flipper between them. libssh before Debian's 0.10.6-0+deb12u3 does
/// not enforce AES-GCM tags (CVE-2026-59847) and its version does not tell.
struct SelfTest {
    std::map<std::string, bool> rejects_flipped_bit; ///< by cipher name
    [[nodiscard]] bool gcm_allowed() const;          ///< every AES-GCM cipher rejected it
    [[nodiscard]] bool usable() const; ///< at least one cipher that we offer rejected it
};

/// Takes about 20 ms. Opens no sockets but two pairs, reads no file, starts no thread or process. A
/// test that cannot be carried out counts as not rejected.
[[nodiscard]] SelfTest cipher_self_test();

/// "0.10.6/openssl/zlib": what libssh says of itself.
[[nodiscard]] std::string library_version();

} // namespace junos_audit::ssh
