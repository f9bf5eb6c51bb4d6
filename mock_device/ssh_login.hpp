// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/secret.hpp"
#include "mock_device/fault.hpp"

#include <libssh/libssh.h>
#include <libssh/server.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::mock {

struct KeyFree {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyFree>;

/// Who may log in, and by what.
struct LoginRules {
    std::string user; ///< empty: every name
    std::vector<Key> authorized_keys;
    std::optional<Secret> password; ///< also the answer to the keyboard-interactive prompt
    bool accept_any = false;        ///< every key and every password, for benchmarks

    /// SSH_AUTH_METHOD_… that are offered.
    [[nodiscard]] int methods() const;
    [[nodiscard]] bool takes_password() const;
    [[nodiscard]] bool admits_user(std::string_view name) const;
    [[nodiscard]] bool admits_key(ssh_key key) const;
    [[nodiscard]] bool admits_password(std::string_view text) const;
};

/// Reads public keys as in OpenSSH's authorized_keys, without options. Throws UsageError.
[[nodiscard]] std::vector<Key> read_authorized_keys(const std::filesystem::path& file);
/// The first line of a file. Throws UsageError.
[[nodiscard]] Secret read_password(const std::filesystem::path& file);

/// One line for everything that a client tried: session, user, method, what was offered, the
/// result. Never a secret. Sessions of all threads write to it; a line is on disk when record()
/// returns.
class AuthLog {
public:
    /// An empty path: nothing is kept. Throws UsageError.
    explicit AuthLog(const std::filesystem::path& file);
    void record(unsigned session, std::string_view user, std::string_view what,
                std::string_view result);

private:
    std::mutex mutex_;
    std::ofstream file_;
};

/// The authentication of one connection: what libssh's callbacks ask is answered here, in its
/// words.
class Login {
public:
    Login(const LoginRules& rules, const Faults& faults, AuthLog& log, unsigned session);

    [[nodiscard]] bool succeeded() const { return succeeded_; }
    /// Too often denied: the server hangs up.
    [[nodiscard]] bool exhausted() const { return denials_ >= denials_max; }
    [[nodiscard]] const std::string& user() const { return user_; }

    int on_password(const char* user, const char* password);
    int on_public_key(const char* user, ssh_key key, char signature_state);
    int on_none(const char* user);
    /// Keyboard-interactive, which has no callback of its own. Returns 1 to let libssh give its own
    /// answer: no.
    int on_message(ssh_session session, ssh_message message);

private:
    static constexpr int denials_max = 6; ///< OpenSSH's MaxAuthTries

    int conclude(std::string_view user, std::string_view what, bool accepted);
    int ask(ssh_message message);
    [[nodiscard]] bool is_answered(ssh_session session) const;

    const LoginRules& rules_;
    const Faults& faults_;
    AuthLog& log_;
    unsigned session_;
    std::string user_;
    std::string prompted_user_;
    std::size_t rounds_ = 0;
    int denials_ = 0;
    bool succeeded_ = false;
};

} // namespace junos_audit::mock
