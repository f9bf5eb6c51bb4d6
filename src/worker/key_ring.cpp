// SPDX-License-Identifier: Apache-2.0
#include "worker/key_ring.hpp"

#include "junos_audit/base/printable.hpp"

namespace junos_audit::worker {

namespace {

std::shared_ptr<const Secret> shared(const Secret& secret) {
    return std::make_shared<const Secret>(secret.clone());
}

} // namespace

Result<ssh::Login> KeyRing::login(const Credential& credential) {
    switch (credential.method) {
    case LoginMethod::agent:
        return ssh::Login(ssh::AgentLogin{credential.agent_socket});
    case LoginMethod::password:
        return ssh::Login(ssh::PasswordLogin{shared(credential.secret)});
    case LoginMethod::keyboard_interactive:
        return ssh::Login(ssh::KeyboardInteractiveLogin{shared(credential.secret)});
    case LoginMethod::publickey:
        break;
    }
    auto parsed = key(credential);
    if (!parsed)
        return parsed.error();
    return ssh::Login(ssh::PublicKeyLogin{*parsed});
}

Result<std::shared_ptr<const ssh::PrivateKey>> KeyRing::key(const Credential& credential) {
    for (const auto& entry : entries_)
        if (entry.pem.reveal() == credential.secret.reveal() &&
            entry.passphrase.reveal() == credential.passphrase.reveal())
            return entry.key;
    auto parsed = ssh::parse_private_key(credential.secret, credential.passphrase);
    if (!parsed)
        return Failure{Phase::auth, FailureCode::authentication_failed,
                       "the private key cannot be used: " + printable(parsed.error().message),
                       parsed.error().needs_passphrase ? "give its passphrase" : ""};
    entries_.push_back({credential.secret.clone(), credential.passphrase.clone(), *parsed});
    return *parsed;
}

} // namespace junos_audit::worker
