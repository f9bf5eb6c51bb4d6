// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/ssh/client.hpp"
#include "junos_audit/worker/job.hpp"

#include <memory>
#include <vector>

namespace junos_audit::worker {

/// Turns credentials into logins. Private keys are parsed once for all devices that use them: an
/// encrypted one costs hundreds of milliseconds, during which the whole loop stands still.
class KeyRing {
public:
    /// Failure: phase auth.
    [[nodiscard]] Result<ssh::Login> login(const Credential& credential);

private:
    struct Entry {
        Secret pem;
        Secret passphrase;
        std::shared_ptr<const ssh::PrivateKey> key;
    };

    [[nodiscard]] Result<std::shared_ptr<const ssh::PrivateKey>> key(const Credential& credential);

    std::vector<Entry> entries_;
};

} // namespace junos_audit::worker
