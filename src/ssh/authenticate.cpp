// SPDX-License-Identifier: Apache-2.0
#include "ssh/authenticate.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/overload.hpp"
#include "junos_audit/base/printable.hpp"
#include "ssh/known_hosts_line.hpp"
#include "ssh/private_key.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <string>

namespace junos_audit::ssh {
namespace {

Failure refused(const std::string& message, const std::string& advice) {
    return {Phase::auth, FailureCode::authentication_failed, message, advice};
}

/// The methods that the server named last, in our words.
std::string further_methods(ssh_session raw) {
    const int methods = ssh_userauth_list(raw, nullptr);
    std::string list;
    const auto add = [&](int method, const char* name) {
        if ((methods & method) != 0) {
            list += (list.empty() ? "" : ", ") + std::string(name);
        }
    };
    add(SSH_AUTH_METHOD_PUBLICKEY, "publickey");
    add(SSH_AUTH_METHOD_PASSWORD, "password");
    add(SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive");
    add(SSH_AUTH_METHOD_HOSTBASED, "hostbased");
    add(SSH_AUTH_METHOD_GSSAPI_MIC, "gssapi-with-mic");
    return list.empty() ? "none that we know" : list;
}

std::string advice_for(const Login& login) {
    const auto key = [] {
        return std::string("put the public key on the device: set system login user <user> "
                           "authentication ssh-ed25519 (or ssh-ecdsa, ssh-rsa)");
    };
    return std::visit(
        overload{
            [&](const PublicKeyLogin&) { return key(); },
            [&](const AgentLogin&) { return key() + "; ssh-add -l lists what the agent holds"; },
            [](const PasswordLogin&) {
                return std::string("check user and password; it is not tried again, so that "
                                   "no account is locked");
            },
            [](const KeyboardInteractiveLogin&) {
                return std::string("check user and password; some devices want --auth password");
            }},
        login);
}

/// A server that has had enough says so by disconnecting (RFC 4253 §11.1: reasons 2 and 14).
bool disconnected_for_failures(const std::string& words) {
    return words.find("Too many authentication failures") != std::string::npos ||
           words.find("SSH_MSG_DISCONNECT: 14:") != std::string::npos;
}

Result<Done> outcome_of(const Session& session, const Login& login, int outcome) {
    switch (outcome) {
    case SSH_AUTH_SUCCESS:
        return Done{};
    case SSH_AUTH_PARTIAL:
        return refused("the server wants a further method after " + std::string(to_word(login)) +
                           ": " + further_methods(session.raw()),
                       "only one method per device is supported");
    case SSH_AUTH_DENIED:
        return refused("the server refused " + std::string(to_word(login)) +
                           "; it would go on with " + further_methods(session.raw()),
                       advice_for(login));
    default:
        break;
    }
    if (disconnected_for_failures(session.error_text())) {
        return refused("the server refused " + std::string(to_word(login)) + ": " +
                           session.error_text(),
                       advice_for(login));
    }
    return session.lost("the session ended during the login");
}

/// T2: libssh chooses the signature algorithm of an RSA key before it has read what is waiting, and
/// without the server's EXT_INFO (RFC 8308) it can only choose ssh-rsa. A server sends EXT_INFO
/// right after its NEWKEYS, or after ours: in either case before SERVICE_ACCEPT. So the service is
/// asked for first and its answer awaited, which libssh would do anyway, only later: no round trip
/// more, and no race.
asio::awaitable<Result<Done>> request_service(Session& session) {
    const auto request = [raw = session.raw()] { return ssh_service_request(raw, "ssh-userauth"); };
    auto served = co_await session.decide(request, SSH_AGAIN);
    if (!served) {
        co_return served.error();
    }
    if (*served != SSH_OK) {
        co_return session.lost("the session ended before the login");
    }
    co_return Done{};
}

asio::awaitable<Result<int>> with_key(Session& session, PublicKeyLogin login) {
    const auto attempt = [raw = session.raw(), key = login.key->raw()] {
        return ssh_userauth_publickey(raw, nullptr, key);
    };
    co_return co_await session.decide(attempt, SSH_AUTH_AGAIN);
}

/// Asked beforehand, because libssh makes a missing agent a fatal error of the session.
bool agent_listens(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        return false;
    }
    path.copy(address.sun_path, path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool listens =
        ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(descriptor);
    return listens;
}

asio::awaitable<Result<int>> with_agent(Session& session, AgentLogin login) {
    if (!agent_listens(login.socket) ||
        ssh_options_set(session.raw(), SSH_OPTIONS_IDENTITY_AGENT, login.socket.c_str()) != 0) {
        co_return refused("no ssh agent answers",
                          "start ssh-agent (SSH_AUTH_SOCK), or use --auth key");
    }
    const auto attempt = [raw = session.raw()] { return ssh_userauth_agent(raw, nullptr); };
    co_return co_await session.decide(attempt, SSH_AUTH_AGAIN);
}

asio::awaitable<Result<int>> with_password(Session& session, PasswordLogin login) {
    const auto attempt = [raw = session.raw(), &login] {
        std::string password(login.password->reveal());
        const int outcome = ssh_userauth_password(raw, nullptr, password.c_str());
        wipe(password);
        return outcome;
    };
    co_return co_await session.decide(attempt, SSH_AUTH_AGAIN);
}

/// A server that wants the password changed asks in the same form, and would take our answer for
/// the new one.
bool asks_for_change(std::string_view lower) {
    for (const std::string_view word : {"new", "retype", "again", "change", "expired"}) {
        if (lower.find(word) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// Why the server's question gets no answer; nothing when it may have one. Questions for anything
/// but a password, shown ones, and several at once are how a hostile server collects secrets.
std::optional<Failure> objection(ssh_session raw) {
    const int prompts = ssh_userauth_kbdint_getnprompts(raw);
    if (prompts == 0) {
        return std::nullopt;
    }
    const auto other_method = "try --auth key or --auth password";
    if (prompts != 1) {
        return refused("the server asks " + std::to_string(prompts) + " questions at once",
                       other_method);
    }
    char echo = 1;
    const char* prompt = ssh_userauth_kbdint_getprompt(raw, 0, &echo);
    const std::string text = prompt != nullptr ? prompt : "";
    const auto shown = "'" + printable(text, 80) + "'";
    if (echo != 0) {
        return refused("the server asks for an answer that may be seen: " + shown, other_method);
    }
    const auto lower = lower_case(text);
    if (asks_for_change(lower)) {
        return refused("the server wants the password changed: " + shown,
                       "log in by hand and change the password");
    }
    const bool expected =
        lower.find("password") != std::string::npos || lower.find("passcode") != std::string::npos;
    // printable() only trims and joins blanks where there is nothing to hide.
    const bool clean = text.find_first_of("\x1b\x07\b\x7f") == std::string::npos;
    if (!expected || !clean) {
        return refused("the server asks for something other than a password: " + shown,
                       other_method);
    }
    return std::nullopt;
}

void answer(ssh_session raw, const Secret& password) {
    if (ssh_userauth_kbdint_getnprompts(raw) == 1) {
        std::string text(password.reveal());
        ssh_userauth_kbdint_setanswer(raw, 0, text.c_str());
        wipe(text);
    }
}

/// RFC 4256. libssh has no limit on rounds of its own: a server that asks for ever was measured at
/// 8,000 rounds/s.
asio::awaitable<Result<int>> with_answers(Session& session, KeyboardInteractiveLogin login) {
    const auto attempt = [raw = session.raw()] {
        return ssh_userauth_kbdint(raw, nullptr, nullptr);
    };
    for (int round = 0;; ++round) {
        auto outcome = co_await session.decide(attempt, SSH_AUTH_AGAIN);
        if (!outcome || *outcome != SSH_AUTH_INFO) {
            co_return outcome;
        }
        if (round == limits::prompt_rounds_max) {
            co_return refused("the server goes on asking after " + std::to_string(round) +
                                  " answers",
                              "try --auth password");
        }
        if (const auto reason = objection(session.raw())) {
            co_return *reason;
        }
        answer(session.raw(), *login.password);
    }
}

/// What can be told from here is told before anything is sent.
std::optional<Failure> unusable(const Login& login) {
    const auto holds_nul = [](const Secret& secret) {
        return secret.reveal().find('\0') != std::string_view::npos;
    };
    const auto* password = std::get_if<PasswordLogin>(&login);
    const auto* answers = std::get_if<KeyboardInteractiveLogin>(&login);
    if ((password != nullptr && holds_nul(*password->password)) ||
        (answers != nullptr && holds_nul(*answers->password))) {
        return refused("the password holds a NUL byte, which cannot be sent", "");
    }
    return std::nullopt;
}

/// An RSA key that the server would only take with SHA-1 is refused by libssh itself; nothing was
/// sent.
bool only_sha1(const Session& session) {
    return session.error_text().find("'ssh-rsa' is not allowed") != std::string::npos;
}

} // namespace

asio::awaitable<Result<Done>> authenticate(Session& session, const Login& login) {
    session.set_phase(Phase::auth);
    if (auto failure = unusable(login)) {
        co_return *failure;
    }
    auto served = co_await request_service(session);
    if (!served) {
        co_return served.error();
    }
    auto attempt = std::visit(
        overload{[&](const PublicKeyLogin& with) { return with_key(session, with); },
                 [&](const AgentLogin& with) { return with_agent(session, with); },
                 [&](const PasswordLogin& with) { return with_password(session, with); },
                 [&](const KeyboardInteractiveLogin& with) { return with_answers(session, with); }},
        login);
    auto outcome = co_await std::move(attempt);
    if (!outcome) {
        co_return outcome.error();
    }
    if (*outcome == SSH_AUTH_DENIED && only_sha1(session)) {
        co_return refused("the server takes this RSA key only with SHA-1 (ssh-rsa)",
                          "use an ECDSA or Ed25519 key, or --legacy-algorithms");
    }
    co_return outcome_of(session, login, *outcome);
}

} // namespace junos_audit::ssh
