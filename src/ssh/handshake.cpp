// SPDX-License-Identifier: Apache-2.0
#include "ssh/handshake.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "ssh/algorithms.hpp"
#include "ssh/base64.hpp"
#include "ssh/host_key.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace junos_audit::ssh {
namespace {

/// libssh's own marks in its error texts (kex.c and packet_cb.c, 0.10.6 to 0.12).
constexpr std::string_view no_match_words = "no match for method ";
constexpr std::string_view signature_words = "Failed to verify server hostkey signature";
constexpr std::string_view rsa_size_words = "RSA_MIN_SIZE";

long seconds_until(SteadyTime deadline) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left).count() + 1;
    return static_cast<long>(std::clamp<std::int64_t>(seconds, 1, 3600));
}

/// The block that docs/security.md requires, in its order. False when libssh refuses any of it.
bool set_options(const Session& session, const Endpoint& endpoint, const ConnectOptions& options) {
    const ssh_session raw = session.raw();
    const auto text = [raw](ssh_options_e option, const std::string& value) {
        return ssh_options_set(raw, option, value.c_str()) == 0;
    };
    const auto value = [raw](ssh_options_e option, const auto& number) {
        return ssh_options_set(raw, option, &number) == 0;
    };
    const AlgorithmOffer offered =
        offer(options.known_keys, options.offer_gcm, options.legacy_algorithms);
    // T12: first of all, no configuration file: by default libssh runs `Match exec` and
    // ProxyCommand from it, and lets it override what is set here.
    return value(SSH_OPTIONS_PROCESS_CONFIG, false) && text(SSH_OPTIONS_SSH_DIR, "/dev/null") &&
           text(SSH_OPTIONS_HOST, endpoint.host) &&
           value(SSH_OPTIONS_PORT, static_cast<unsigned int>(endpoint.port)) &&
           text(SSH_OPTIONS_USER, endpoint.user) &&
           value(SSH_OPTIONS_TIMEOUT, seconds_until(options.deadline)) &&
           value(SSH_OPTIONS_STRICTHOSTKEYCHECK, 1) &&
           // T11: libssh's reading of known_hosts is neither trusted nor paid for.
           text(SSH_OPTIONS_KNOWNHOSTS, "/dev/null") &&
           text(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") &&
           text(SSH_OPTIONS_KEY_EXCHANGE, offered.key_exchange) &&
           text(SSH_OPTIONS_HOSTKEYS, offered.host_keys) &&
           text(SSH_OPTIONS_CIPHERS_C_S, offered.ciphers) &&
           text(SSH_OPTIONS_CIPHERS_S_C, offered.ciphers) &&
           text(SSH_OPTIONS_HMAC_C_S, offered.macs) && text(SSH_OPTIONS_HMAC_S_C, offered.macs) &&
           text(SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, offered.user_keys) &&
           text(SSH_OPTIONS_COMPRESSION, "no") &&
           value(SSH_OPTIONS_RSA_MIN_SIZE, limits::rsa_host_key_bits_min) &&
           value(SSH_OPTIONS_FD, static_cast<socket_t>(session.libssh_descriptor()));
}

Failure weak_key(const std::string& message) {
    return {Phase::host_key, FailureCode::host_key_weak, message,
            "give the device an ECDSA, Ed25519 or RSA key of 2048 bits or more"};
}

/// Why ssh_connect ended in an error.
Failure kex_failure(const Session& session, bool legacy_offered) {
    const std::string_view words = ssh_get_error(session.raw());
    if (words.find(no_match_words) != std::string_view::npos) {
        return no_common_algorithm(words, legacy_offered);
    }
    // RSA_MIN_SIZE has no words of its own here: its message is overwritten by the general one
    // (packet_cb.c:178).
    if (words.find(signature_words) != std::string_view::npos ||
        words.find(rsa_size_words) != std::string_view::npos) {
        return weak_key("the host key was refused: RSA with fewer than 2048 bits, or its signature "
                        "does not verify");
    }
    if (ssh_get_serverbanner(session.raw()) != nullptr) {
        auto failure = session.lost("the session ended during the handshake");
        failure.advice = "the device may limit the rate of connections: "
                         "set system services netconf ssh rate-limit";
        return failure;
    }
    if (session.received() > 0) {
        return {Phase::kex, FailureCode::malformed_reply,
                "what answers on this port does not speak SSH",
                "check the port: 830, or 22 where NETCONF runs over the ssh service"};
    }
    return {Phase::kex, FailureCode::session_lost,
            "the connection was closed before the SSH greeting",
            "the device may limit connections or their rate: set system services netconf ssh "
            "connection-limit, rate-limit"};
}

/// The key's blob as it went over the wire; nothing when libssh has none.
std::optional<std::string> server_key(ssh_session raw) {
    ssh_key key = nullptr;
    if (ssh_get_server_publickey(raw, &key) != SSH_OK) {
        return std::nullopt;
    }
    char* text = nullptr;
    const int exported = ssh_pki_export_pubkey_base64(key, &text);
    ssh_key_free(key);
    if (exported != SSH_OK || text == nullptr) {
        return std::nullopt;
    }
    auto blob = decode_base64(text);
    ssh_string_free_char(text);
    return blob;
}

void note_algorithms(ssh_session raw, ConnectionFacts& facts) {
    const auto note = [&facts](const char* what, const char* name) {
        if (name != nullptr) {
            facts.algorithms[what] = printable(name);
        }
    };
    note("kex", ssh_get_kex_algo(raw));
    note("host-key", facts.host_key_type.c_str());
    note("cipher", ssh_get_cipher_in(raw));
    note("mac", ssh_get_hmac_in(raw));
}

std::string record_it(const Endpoint& endpoint) {
    return "compare it over the console (ssh-keygen -l on the device), then: "
           "ssh-keyscan -p " +
           std::to_string(endpoint.port) + " " + printable(endpoint.host) +
           " >> ~/.ssh/known_hosts";
}

std::string where_known(const ConnectOptions& options) {
    for (const auto& key : options.known_keys) {
        if (!key.revoked) {
            return printable(key.file) + ":" + std::to_string(key.line);
        }
    }
    return "known_hosts";
}

Result<Done> act_on(const ConnectionFacts& facts, const Endpoint& endpoint,
                    const ConnectOptions& options) {
    const auto shown = facts.host_key_type + " " + facts.host_key_fingerprint;
    switch (facts.host_key_verdict) {
    case Verdict::verified:
    case Verdict::verified_without_port:
        return Done{};
    case Verdict::unknown:
        if (options.host_key_policy == HostKeyPolicy::accept_new) {
            return Done{};
        }
        return Failure{Phase::host_key, FailureCode::host_key_unknown,
                       "the host key is not known: " + shown, record_it(endpoint)};
    case Verdict::mismatch:
        return Failure{Phase::host_key, FailureCode::host_key_mismatch,
                       "the host key is not the one that is known: " + shown,
                       "someone may stand between, or the device has a new key: find out which "
                       "before touching " +
                           where_known(options)};
    case Verdict::revoked:
        return Failure{Phase::host_key, FailureCode::host_key_revoked,
                       "the host key is marked @revoked: " + shown,
                       "give the device a new host key"};
    }
    return Failure{Phase::host_key, FailureCode::host_key_unknown, "the host key was not judged",
                   ""};
}

Result<Done> verify(Session& session, const Endpoint& endpoint, const ConnectOptions& options,
                    ConnectionFacts& facts) {
    session.set_phase(Phase::host_key);
    const auto blob = server_key(session.raw());
    const auto type = blob ? type_of_blob(*blob) : std::nullopt;
    if (!type) {
        return session.lost("the server's host key cannot be read");
    }
    facts.host_key_type = printable(*type);
    facts.host_key_fingerprint = fingerprint(*blob);
    facts.host_key_verdict = judge(options.known_keys, *type, *blob);
    facts.host_key_judged = true;
    note_algorithms(session.raw(), facts);
    const auto bits = rsa_bits(*blob);
    if (bits && *bits < limits::rsa_host_key_bits_min) {
        return weak_key("the host key is RSA with " + std::to_string(*bits) +
                        " bits: " + facts.host_key_fingerprint);
    }
    return act_on(facts, endpoint, options);
}

} // namespace

Failure no_common_algorithm(std::string_view words, bool legacy_offered) {
    constexpr std::string_view server_mark = ": server [";
    words.remove_prefix(words.find(no_match_words) + no_match_words.size());
    const auto method = words.substr(0, words.find(server_mark));
    auto offered = words.substr(std::min(method.size() + server_mark.size(), words.size()));
    offered = offered.substr(0, offered.find(']'));

    bool legacy_would_help = false;
    for (auto rest = offered; !rest.empty();) {
        const auto name = rest.substr(0, rest.find(','));
        legacy_would_help = legacy_would_help || is_legacy(name);
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
    return {Phase::kex, FailureCode::no_common_algorithm,
            "no algorithm in common for " + printable(method, 60) + "; the server offers " +
                printable(offered, 200),
            legacy_would_help && !legacy_offered
                ? "--legacy-algorithms allows the old ones; better: set system services ssh "
                  "key-exchange, macs and hostkey-algorithm to current ones"
                : "set current algorithms on the device (set system services ssh)"};
}

asio::awaitable<Result<Done>> handshake(Session& session, const Endpoint& endpoint,
                                        const ConnectOptions& options, ConnectionFacts& facts) {
    session.set_phase(Phase::kex);
    if (!set_options(session, endpoint, options)) {
        co_return session.lost("libssh refuses one of our options");
    }
    const auto connect = [raw = session.raw()] { return ssh_connect(raw); };
    auto connected = co_await session.decide(connect, SSH_AGAIN);
    if (!connected) {
        co_return connected.error();
    }
    if (*connected != SSH_OK) {
        co_return kex_failure(session, options.legacy_algorithms);
    }
    co_return verify(session, endpoint, options, facts);
}

} // namespace junos_audit::ssh
