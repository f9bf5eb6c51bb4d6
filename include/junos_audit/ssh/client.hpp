// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"
#include "junos_audit/base/secret.hpp"
#include "junos_audit/ssh/known_hosts.hpp"
#include "junos_audit/transport/byte_stream.hpp"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace junos_audit::ssh {

/// A private key, parsed once and shared by all sessions of a process. RSA keys are rebuilt with
/// their CRT parameters, which libssh 0.10.6 loses when it reads OpenSSH's container (119 M instead
/// of 36 M instructions per signature).
class PrivateKey;
/// `pem` in PEM, PKCS#8 or OpenSSH form. The error's message says what is wrong and never holds key
/// bytes; `needs_passphrase` tells an encrypted key without or with the wrong passphrase from one
/// that cannot be read.
struct KeyError {
    bool needs_passphrase = false;
    std::string message;
};
[[nodiscard]] Result<std::shared_ptr<const PrivateKey>, KeyError>
parse_private_key(const Secret& pem, const Secret& passphrase);

struct PublicKeyLogin {
    std::shared_ptr<const PrivateKey> key;
};
struct AgentLogin {
    std::string socket; ///< path of the agent's socket
};
struct PasswordLogin {
    std::shared_ptr<const Secret> password;
};
/// Answers at most limits::prompt_rounds_max rounds of exactly one hidden prompt with the same
/// secret, and no other.
struct KeyboardInteractiveLogin {
    std::shared_ptr<const Secret> password;
};
/// Exactly one method; never a second one after it was refused.
using Login = std::variant<PublicKeyLogin, AgentLogin, PasswordLogin, KeyboardInteractiveLogin>;
/// "publickey", "agent", "password", "keyboard-interactive".
[[nodiscard]] std::string_view to_word(const Login& login);

enum class HostKeyPolicy { strict, accept_new };

struct Endpoint {
    std::vector<std::string> addresses; ///< numeric, tried in order within the connect deadline
    std::string host;                   ///< what known_hosts is asked for
    std::uint16_t port = 830;
    std::string user;
};

struct ConnectOptions {
    HostKeyPolicy host_key_policy = HostKeyPolicy::strict;
    std::vector<KnownKey> known_keys; ///< KnownHosts::find for this endpoint
    bool legacy_algorithms = false;   ///< group14-sha1, ssh-rsa and the like, for old Junos
    bool offer_gcm = false;           ///< only when cipher_self_test() allows it
    std::string subsystem = "netconf";
    SteadyTime connect_deadline; ///< for TCP
    SteadyTime deadline;         ///< for everything
};

/// What is known about a connection, filled in as far as it came, also when it failed.
struct ConnectionFacts {
    std::string address;
    std::string host_key_type;
    std::string host_key_fingerprint; ///< "SHA256:…"
    Verdict host_key_verdict = Verdict::unknown;
    bool host_key_judged = false;
    std::map<std::string, std::string> algorithms; ///< kex, host-key, cipher, mac
};

/// Connects, verifies the host key, logs in (in that order: no credential leaves before the key is
/// verified), opens the channel and asks for the subsystem. The subsystem's own reply is awaited.
/// All under the deadlines, without blocking the loop; the one exception is AgentLogin, whose
/// signature blocks for as long as the agent takes. No ssh configuration is read, no `none` probe
/// is sent, nothing is written to known_hosts. Failures: phases connect to subsystem with every
/// cause of FailureCode that can occur there, in our own words. A session holds two descriptors,
/// libssh's and the loop's; libssh takes none above 65,535.
[[nodiscard]] asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>
connect(asio::any_io_executor executor, const Endpoint& endpoint, const Login& login,
        const ConnectOptions& options, ConnectionFacts& facts);

} // namespace junos_audit::ssh
