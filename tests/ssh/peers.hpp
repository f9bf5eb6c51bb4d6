// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libssh/libssh.h>
#include <libssh/server.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

/// Servers that misbehave in ways that sshd cannot be asked for. Each serves one client, in a
/// thread of its own.
namespace peers {

/// Says `greeting` to the first client and then nothing more; hangs up at once if so told.
class RawServer {
public:
    enum class Then { wait, hang_up };
    RawServer(std::string greeting, Then then);
    ~RawServer();
    [[nodiscard]] int port() const { return port_; }

private:
    void serve(const std::string& greeting, Then then) const;
    int listener_;
    int port_;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

struct Prompt {
    std::string text;
    bool echo = false;
};

/// What an SshServer does. The defaults let a client in by any password and then close the channel.
struct Script {
    std::string password = "secret";
    bool partial = false;     ///< a right password is not enough
    bool answer_login = true; ///< false: the login is never answered
    std::vector<Prompt> prompts = {{"Password: "}};
    int rounds = 1; ///< keyboard-interactive: how often it asks before it looks at the answers
    bool allow_channel = true;
    bool allow_subsystem = true;
    std::string ciphers;
    std::function<void(ssh_session, ssh_channel)> then; ///< once the subsystem is up
};

class SshServer {
public:
    explicit SshServer(Script script);
    ~SshServer();
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string known_hosts_line() const { return known_hosts_line_; }
    /// Ends the conversation and tells what the client sent: "password:secret", "answer:secret",
    /// "none".
    [[nodiscard]] const std::vector<std::string>& credentials();

private:
    void make_key();
    void serve();
    void converse(ssh_session session);
    bool handle(ssh_session session, ssh_message message);
    void handle_login(ssh_message message);
    void handle_answers(ssh_session session, ssh_message message);
    void ask(ssh_message message);

    Script script_;
    ssh_bind bind_;
    int listener_;
    int port_;
    std::string known_hosts_line_;
    std::vector<std::string> credentials_;
    int rounds_ = 0;
    ssh_channel channel_ = nullptr;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

} // namespace peers
