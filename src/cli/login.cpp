// SPDX-License-Identifier: Apache-2.0
#include "cli/login.hpp"

#include "cli/secret_file.hpp"
#include "cli/terminal.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/ssh/client.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace junos_audit::cli {
namespace {

using worker::Credential;
using worker::LoginMethod;

/// A password manager may have to ask its user for a touch or a PIN.
constexpr std::chrono::seconds command_time_limit{60};

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

bool is_socket(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

Secret run(fleet::Spawner& spawner, const char* option, const std::string& command) {
    auto printed = spawner.run_command(command, command_time_limit);
    if (!printed)
        throw UsageError(ExitStatus::missing_input,
                         std::string(option) + ": the command " + printable(printed.error()));
    return std::move(printed).value();
}

Secret ask(const std::string& prompt, const std::string& instead) {
    auto answer = ask_hidden(prompt);
    if (!answer)
        throw UsageError(ExitStatus::missing_input, "no terminal to ask on (" +
                                                        prompt.substr(0, prompt.find(':')) + "); " +
                                                        instead);
    return std::move(*answer);
}

Secret passphrase(const Arguments& arguments, const std::string& key_file,
                  fleet::Spawner& spawner) {
    if (arguments.passphrase_command)
        return run(spawner, "--passphrase-command", *arguments.passphrase_command);
    return ask("Passphrase for " + printable(key_file) + ": ",
               "use --passphrase-command or an agent");
}

void prepare_key(Credential& credential, const Arguments& arguments, const std::string& key_file,
                 fleet::Spawner& spawner) {
    credential.secret = read_key_file(key_file);
    auto key = ssh::parse_private_key(credential.secret, credential.passphrase);
    if (!key && key.error().needs_passphrase) {
        credential.passphrase = passphrase(arguments, key_file, spawner);
        key = ssh::parse_private_key(credential.secret, credential.passphrase);
    }
    if (!key)
        throw UsageError(ExitStatus::bad_data,
                         {Problem{printable(key_file), 0, 0, printable(key.error().message)}});
}

Secret password(const Arguments& arguments, fleet::Spawner& spawner) {
    if (arguments.password_file)
        return read_password_file(*arguments.password_file);
    if (arguments.password_command)
        return run(spawner, "--password-command", *arguments.password_command);
    auto typed =
        ask(arguments.targets.size() == 1
                ? "Password for " + arguments.targets.front().host + ": "
                : "Password for all " + std::to_string(arguments.targets.size()) + " devices: ",
            "use --password-command, --password-file, --identity or an agent");
    if (typed.empty())
        throw UsageError(ExitStatus::missing_input, "no password was typed");
    return typed;
}

} // namespace

std::string home_directory() {
    if (auto home = environment("HOME"); home.starts_with('/'))
        return home;
    const auto* account = ::getpwuid(::getuid());
    return account == nullptr ? "" : account->pw_dir;
}

std::string login_name() {
    const auto* account = ::getpwuid(::getuid());
    if (account == nullptr)
        throw UsageError(ExitStatus::missing_input, "your account has no name; say --user NAME");
    return account->pw_name;
}

Surroundings look_around() {
    Surroundings surroundings;
    if (auto socket = environment("SSH_AUTH_SOCK"); is_socket(socket))
        surroundings.agent_socket = std::move(socket);
    for (const auto* name : {"id_ed25519", "id_ecdsa", "id_rsa"}) {
        auto path = home_directory() + "/.ssh/" + name;
        if (::access(path.c_str(), F_OK) == 0)
            surroundings.default_keys.push_back(std::move(path));
    }
    return surroundings;
}

LoginChoice choose_login(const Arguments& arguments, const Surroundings& surroundings) {
    const bool password_named = arguments.password_file || arguments.password_command;
    auto method = arguments.auth;
    if (!method && password_named)
        method = LoginMethod::password;
    if (!method && (arguments.identity || arguments.passphrase_command))
        method = LoginMethod::publickey;
    if (!method && !surroundings.agent_socket.empty())
        method = LoginMethod::agent;
    if (!method && !surroundings.default_keys.empty())
        method = LoginMethod::publickey;

    LoginChoice choice;
    choice.method = method.value_or(LoginMethod::password);
    if (choice.method == LoginMethod::agent) {
        choice.agent_socket = surroundings.agent_socket;
        if (choice.agent_socket.empty())
            throw UsageError(ExitStatus::missing_input,
                             "--auth agent: no agent is running (SSH_AUTH_SOCK names no socket)");
    }
    if (choice.method == LoginMethod::publickey) {
        if (!arguments.identity && surroundings.default_keys.empty())
            throw UsageError(
                ExitStatus::missing_input,
                "no key in ~/.ssh (id_ed25519, id_ecdsa, id_rsa); say --identity FILE");
        choice.key_file =
            arguments.identity ? *arguments.identity : surroundings.default_keys.front();
    }
    return choice;
}

Credential prepare_credential(const Arguments& arguments, const LoginChoice& choice,
                              fleet::Spawner& spawner) {
    Credential credential;
    credential.method = choice.method;
    credential.agent_socket = choice.agent_socket;
    switch (choice.method) {
    case LoginMethod::agent:
        break;
    case LoginMethod::publickey:
        prepare_key(credential, arguments, choice.key_file, spawner);
        break;
    case LoginMethod::password:
    case LoginMethod::keyboard_interactive:
        credential.secret = password(arguments, spawner);
        break;
    }
    return credential;
}

Credential clone(const Credential& credential) {
    return {credential.method, credential.secret.clone(), credential.passphrase.clone(),
            credential.agent_socket};
}

} // namespace junos_audit::cli
