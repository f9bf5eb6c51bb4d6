// SPDX-License-Identifier: Apache-2.0
#include "ssh/peers.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <tuple>
#include <utility>

namespace peers {
namespace {

std::pair<int, int> listen_somewhere() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(descriptor, 8) != 0 ||
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no listener");
    }
    return {descriptor, ntohs(address.sin_port)};
}

/// The first client, or -1 when the test is over before there is one.
int accept_one(int listener, const std::atomic<bool>& stop) {
    pollfd waiting{listener, POLLIN, 0};
    while (!stop) {
        if (::poll(&waiting, 1, 20) == 1) {
            return ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        }
    }
    return -1;
}

/// Deprecated for callbacks, which would take the order of events out of our hands.
std::string password_of(ssh_message message) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    return ssh_message_auth_password(message);
#pragma GCC diagnostic pop
}

} // namespace

RawServer::RawServer(std::string greeting, Then then) {
    std::tie(listener_, port_) = listen_somewhere();
    thread_ = std::thread([this, greeting = std::move(greeting), then] { serve(greeting, then); });
}

RawServer::~RawServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
}

void RawServer::serve(const std::string& greeting, Then then) const {
    const int client = accept_one(listener_, stop_);
    if (client < 0) {
        return;
    }
    ::send(client, greeting.data(), greeting.size(), MSG_NOSIGNAL);
    while (then == Then::wait && !stop_) {
        ::usleep(5'000);
    }
    if (then == Then::hang_up) {
        ::shutdown(client,
                   SHUT_WR); // what the client sent stays unread, which would make it a reset
        char unread[256];
        while (::recv(client, unread, sizeof unread, 0) > 0) {
        }
    }
    ::close(client);
}

SshServer::SshServer(Script script)
    : script_(std::move(script))
    , bind_(ssh_bind_new()) {
    std::tie(listener_, port_) = listen_somewhere();
    make_key();
    thread_ = std::thread([this] { serve(); });
}

SshServer::~SshServer() {
    stop_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
    ::close(listener_);
    ssh_bind_free(bind_);
}

const std::vector<std::string>& SshServer::credentials() {
    stop_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
    return credentials_;
}

void SshServer::make_key() {
    ssh_key key = nullptr;
    ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key);
    char* text = nullptr;
    ssh_pki_export_pubkey_base64(key, &text);
    known_hosts_line_ = "[127.0.0.1]:" + std::to_string(port_) + " ssh-ed25519 " + text + "\n";
    ssh_string_free_char(text);
    const bool no_configuration = false;
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no_configuration);
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_IMPORT_KEY, key);
}

void SshServer::serve() {
    const int client = accept_one(listener_, stop_);
    const ssh_session session = ssh_new();
    if (client >= 0 && ssh_bind_accept_fd(bind_, session, client) == SSH_OK) {
        const long patience = 5;
        ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &patience);
        if (ssh_handle_key_exchange(session) == SSH_OK) {
            converse(session);
        }
    }
    ssh_disconnect(session);
    ssh_free(session);
}

void SshServer::converse(ssh_session session) {
    ssh_set_blocking(session, 0);
    while (!stop_ && ssh_is_connected(session) != 0) {
        const ssh_message message = ssh_message_get(session);
        if (message == nullptr) {
            if ((ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0) {
                return;
            }
            ::usleep(1'000);
            continue;
        }
        const bool up = handle(session, message);
        ssh_message_free(message);
        if (up && script_.then) {
            script_.then(session, channel_);
        }
    }
}

/// True when the subsystem has just come up.
bool SshServer::handle(ssh_session session, ssh_message message) {
    switch (ssh_message_type(message)) {
    case SSH_REQUEST_AUTH:
        ssh_message_subtype(message) == SSH_AUTH_METHOD_INTERACTIVE
            ? handle_answers(session, message)
            : handle_login(message);
        return false;
    case SSH_REQUEST_CHANNEL_OPEN:
        if (script_.allow_channel) {
            channel_ = ssh_message_channel_request_open_reply_accept(message);
        } else {
            ssh_message_reply_default(message);
        }
        return false;
    case SSH_REQUEST_CHANNEL:
        if (script_.allow_subsystem) {
            ssh_message_channel_request_reply_success(message);
            return true;
        }
        ssh_message_reply_default(message);
        return false;
    default:
        ssh_message_reply_default(message);
        return false;
    }
}

void SshServer::handle_login(ssh_message message) {
    const int methods = SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE;
    if (ssh_message_subtype(message) != SSH_AUTH_METHOD_PASSWORD) {
        credentials_.push_back(ssh_message_subtype(message) == SSH_AUTH_METHOD_NONE ? "none"
                                                                                    : "key");
        ssh_message_auth_set_methods(message, methods);
        ssh_message_reply_default(message);
        return;
    }
    credentials_.push_back("password:" + password_of(message));
    if (!script_.answer_login) {
        return;
    }
    if (password_of(message) == script_.password) {
        ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_PUBLICKEY);
        ssh_message_auth_reply_success(message, script_.partial ? 1 : 0);
    } else {
        ssh_message_auth_set_methods(message, methods);
        ssh_message_reply_default(message);
    }
}

void SshServer::handle_answers(ssh_session session, ssh_message message) {
    if (ssh_message_auth_kbdint_is_response(message) == 0) {
        ask(message);
        return;
    }
    std::string last;
    for (int i = 0; i < ssh_userauth_kbdint_getnanswers(session); ++i) {
        last = ssh_userauth_kbdint_getanswer(session, static_cast<unsigned int>(i));
        credentials_.push_back("answer:" + last);
    }
    if (++rounds_ < script_.rounds) {
        ask(message);
    } else if (last == script_.password || script_.prompts.empty()) {
        ssh_message_auth_reply_success(message, 0);
    } else {
        ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_INTERACTIVE);
        ssh_message_reply_default(message);
    }
}

void SshServer::ask(ssh_message message) {
    std::vector<const char*> texts;
    std::vector<char> echoes;
    for (const auto& prompt : script_.prompts) {
        texts.push_back(prompt.text.c_str());
        echoes.push_back(prompt.echo ? 1 : 0);
    }
    ssh_message_auth_interactive_request(message, "name", "instruction",
                                         static_cast<unsigned int>(texts.size()), texts.data(),
                                         echoes.data());
}

} // namespace peers
