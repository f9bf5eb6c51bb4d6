// SPDX-License-Identifier: Apache-2.0
#include "mock_device/ssh_login.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <libssh/callbacks.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace junos_audit::mock {
namespace {

std::string_view word(bool accepted) {
    return accepted ? "accepted" : "denied";
}

std::ifstream open_input(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) {
        throw UsageError(ExitStatus::missing_input, path.string() + ": cannot be read");
    }
    return file;
}

Key import_key(const std::string& type, const std::string& base64) {
    ssh_key key = nullptr;
    const ssh_keytypes_e kind = ssh_key_type_from_name(type.c_str());
    ssh_pki_import_pubkey_base64(base64.c_str(), kind, &key);
    return Key(key);
}

} // namespace

bool LoginRules::takes_password() const {
    return password || accept_any;
}

int LoginRules::methods() const {
    constexpr unsigned by_password = SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE;
    const bool takes_key = !authorized_keys.empty() || accept_any || !takes_password();
    return static_cast<int>((takes_key ? SSH_AUTH_METHOD_PUBLICKEY : 0U) |
                            (takes_password() ? by_password : 0U));
}

bool LoginRules::admits_user(std::string_view name) const {
    return user.empty() || user == name;
}

bool LoginRules::admits_key(ssh_key key) const {
    return accept_any ||
           std::any_of(authorized_keys.begin(), authorized_keys.end(), [&](const Key& known) {
               return ssh_key_cmp(known.get(), key, SSH_KEY_CMP_PUBLIC) == 0;
           });
}

bool LoginRules::admits_password(std::string_view text) const {
    return accept_any || (password && password->reveal() == text);
}

std::vector<Key> read_authorized_keys(const std::filesystem::path& path) {
    std::ifstream file = open_input(path);
    std::vector<Key> keys;
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        std::istringstream words(line);
        std::string type;
        std::string base64;
        words >> type >> base64;
        if (type.empty() || type.starts_with('#')) {
            continue;
        }
        Key key = import_key(type, base64);
        if (!key) {
            throw UsageError(ExitStatus::bad_data,
                             {{path.string(), number, 1, "not a public key"}});
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

Secret read_password(const std::filesystem::path& path) {
    std::ifstream file = open_input(path);
    std::string line;
    std::getline(file, line);
    return Secret(std::move(line));
}

AuthLog::AuthLog(const std::filesystem::path& path) {
    if (path.empty()) {
        return;
    }
    file_.open(path, std::ios::app);
    if (!file_) {
        throw UsageError(ExitStatus::cannot_write, path.string() + ": cannot be written");
    }
}

void AuthLog::record(unsigned session, std::string_view user, std::string_view what,
                     std::string_view result) {
    const std::scoped_lock lock(mutex_);
    if (file_.is_open()) {
        file_ << "session " << session << " user " << printable(user) << " " << what << " "
              << result << std::endl;
    }
}

Login::Login(const LoginRules& rules, const Faults& faults, AuthLog& log, unsigned session)
    : rules_(rules)
    , faults_(faults)
    , log_(log)
    , session_(session) {}

int Login::on_password(const char* user, const char* password) {
    return conclude(user, "password", rules_.admits_password(password));
}

int Login::on_public_key(const char* user, ssh_key key, char signature_state) {
    if (signature_state == SSH_PUBLICKEY_STATE_NONE) {
        const bool welcome = rules_.admits_user(user) && rules_.admits_key(key);
        log_.record(session_, user, "publickey-offer", word(welcome));
        return welcome ? SSH_AUTH_SUCCESS : SSH_AUTH_DENIED;
    }
    const bool is_signed = signature_state == SSH_PUBLICKEY_STATE_VALID;
    return conclude(user, "publickey", is_signed && rules_.admits_key(key));
}

int Login::on_none(const char* user) {
    log_.record(session_, user, "none", word(false));
    return SSH_AUTH_DENIED;
}

int Login::conclude(std::string_view user, std::string_view what, bool accepted) {
    accepted = accepted && rules_.admits_user(user) && !faults_.has(FaultKind::ssh_refuse_auth);
    log_.record(session_, user, what, word(accepted));
    if (accepted) {
        succeeded_ = true;
        user_ = user;
        return SSH_AUTH_SUCCESS;
    }
    ++denials_;
    return SSH_AUTH_DENIED;
}

int Login::on_message(ssh_session session, ssh_message message) {
    const bool is_ours = ssh_message_type(message) == SSH_REQUEST_AUTH &&
                         ssh_message_subtype(message) == SSH_AUTH_METHOD_INTERACTIVE &&
                         rules_.takes_password();
    if (!is_ours) {
        return 1;
    }
    if (ssh_message_auth_kbdint_is_response(message) == 0) {
        rounds_ = 0;
        prompted_user_ = ssh_message_auth_user(message); // libssh 0.10.6: null in the response
        return ask(message);
    }
    ++rounds_;
    if (rounds_ < faults_.number(FaultKind::ssh_prompt_rounds).value_or(1)) {
        return ask(message);
    }
    if (conclude(prompted_user_, "keyboard-interactive", is_answered(session)) ==
        SSH_AUTH_SUCCESS) {
        ssh_message_auth_reply_success(message, 0);
        return 0;
    }
    return 1;
}

int Login::ask(ssh_message message) {
    const std::size_t count = faults_.number(FaultKind::ssh_prompts).value_or(1);
    std::vector<const char*> prompts(count, "Password:");
    std::vector<char> echo(count, 0);
    log_.record(session_, prompted_user_, "keyboard-interactive-prompt", "sent");
    ssh_message_auth_interactive_request(message, "", "", static_cast<unsigned>(count),
                                         prompts.data(), echo.data());
    return 0;
}

bool Login::is_answered(ssh_session session) const {
    const int count = ssh_userauth_kbdint_getnanswers(session);
    for (int i = 0; i < count; ++i) {
        const char* answer = ssh_userauth_kbdint_getanswer(session, static_cast<unsigned>(i));
        if (answer == nullptr || !rules_.admits_password(answer)) {
            return false;
        }
    }
    return count > 0;
}

} // namespace junos_audit::mock
