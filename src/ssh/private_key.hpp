// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/client.hpp"

#include <libssh/libssh.h>

#include <memory>

namespace junos_audit::ssh {

struct FreeKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using OwnedKey = std::unique_ptr<ssh_key_struct, FreeKey>;

class PrivateKey {
public:
    explicit PrivateKey(OwnedKey key)
        : key_(std::move(key)) {}
    /// Only read by libssh; may be used by many sessions.
    [[nodiscard]] ssh_key raw() const { return key_.get(); }
    [[nodiscard]] bool is_rsa() const { return ssh_key_type(key_.get()) == SSH_KEYTYPE_RSA; }

private:
    OwnedKey key_;
};

} // namespace junos_audit::ssh
