// SPDX-License-Identifier: Apache-2.0
#include "mock_device/ssh_connection.hpp"

#include "junos_audit/base/overload.hpp"

#include <libssh/callbacks.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/socket.h>

namespace junos_audit::mock {
namespace {

/// After our close the client gets this long to close the connection itself. A server that closes
/// TCP first, while a client's WINDOW_ADJUST is unread, resets the connection and takes back
/// replies that were not read yet.
constexpr auto drain_time = std::chrono::seconds(5);
constexpr int poll_ms = 1000;
constexpr std::uint32_t session_id_base = 4700;

constexpr std::string_view subsystem_name = "netconf";
// What clients run over a plain ssh login where the subsystem is not configured (ncclient).
constexpr std::string_view exec_command = "xml-mode netconf need-trailer";

struct EventFree {
    void operator()(ssh_event event) const { ssh_event_free(event); }
};
using Event = std::unique_ptr<ssh_event_struct, EventFree>;

class Connection {
public:
    Connection(ssh_session session, const ServiceOffer& offer, const Faults& faults,
               unsigned number)
        : session_(session)
        , offer_(offer)
        , faults_(faults)
        , number_(number)
        , login_(offer.rules, faults, offer.auth_log, number) {
        channel_callbacks_.userdata = this;
        channel_callbacks_.channel_data_function = on_data;
        channel_callbacks_.channel_eof_function = on_eof;
        channel_callbacks_.channel_close_function = on_eof;
        channel_callbacks_.channel_subsystem_request_function = on_subsystem;
        channel_callbacks_.channel_exec_request_function = on_exec;
        channel_callbacks_.size = sizeof(channel_callbacks_);
        server_callbacks_.userdata = this;
        server_callbacks_.auth_password_function = on_password;
        server_callbacks_.auth_pubkey_function = on_public_key;
        server_callbacks_.auth_none_function = on_none;
        server_callbacks_.channel_open_request_session_function = on_channel;
        server_callbacks_.size = sizeof(server_callbacks_);
    }

    void serve() {
        ssh_set_auth_methods(session_, offer_.rules.methods());
        ssh_set_server_callbacks(session_, &server_callbacks_);
        ssh_set_message_callback(session_, on_message, this);
        if (ssh_handle_key_exchange(session_) != SSH_OK ||
            faults_.has(FaultKind::ssh_drop_after_kex)) {
            return;
        }
        event_.reset(ssh_event_new());
        if (!event_ || ssh_event_add_session(event_.get(), session_) != SSH_OK) {
            return;
        }
        log_in();
        if (is_granted_) {
            converse();
        }
        ssh_event_remove_session(event_.get(), session_);
    }

private:
    enum class Go { on, silently, drain, away };

    [[nodiscard]] bool poll(int timeout_ms) {
        return ssh_event_dopoll(event_.get(), timeout_ms) != SSH_ERROR &&
               (ssh_get_status(session_) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
    }

    void log_in() {
        while (!is_granted_ && !login_.exhausted() && poll(poll_ms)) {
        }
    }

    void converse() {
        const std::string user = login_.user();
        ServerSession netconf(
            offer_.player, {user, offer_.player.options().login_class, session_id_base + number_},
            faults_);
        netconf.start();
        Go go = take_all(netconf);
        while ((go == Go::on || go == Go::silently) && !(go == Go::silently && has_eof_) &&
               poll(poll_ms)) {
            if (go == Go::on) {
                go = hear(netconf);
            }
        }
        if (go == Go::drain) {
            drain();
        }
    }

    Go hear(ServerSession& netconf) {
        if (!inbox_.empty()) {
            netconf.receive(std::exchange(inbox_, {}));
        }
        if (has_eof_) {
            netconf.end_of_stream();
        }
        return take_all(netconf);
    }

    Go take_all(ServerSession& netconf) {
        Go go = Go::on;
        while (go == Go::on) {
            const std::optional<Step> step = netconf.next();
            if (!step) {
                return go;
            }
            go = take(*step);
        }
        return go;
    }

    Go take(const Step& step) {
        return std::visit(
            overload{
                [this](const Send& send) { return write(send.bytes) ? Go::on : Go::away; },
                [](const Wait& wait) {
                    std::this_thread::sleep_for(wait.time);
                    return Go::on;
                },
                [](const Stall&) { return Go::silently; },
                [](const Close&) { return Go::drain; },
                [this](const Cut&) { return cut(); },
            },
            step);
    }

    [[nodiscard]] bool write(std::string_view bytes) {
        constexpr std::size_t most = 1u << 20;
        while (!bytes.empty()) {
            const auto size = static_cast<std::uint32_t>(std::min(bytes.size(), most));
            const int written = ssh_channel_write(channel_, bytes.data(), size);
            if (written <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    Go cut() {
        ::shutdown(ssh_get_fd(session_), SHUT_RDWR);
        return Go::away;
    }

    void drain() {
        ssh_channel_request_send_exit_status(channel_, 0);
        ssh_channel_send_eof(channel_);
        ssh_channel_close(channel_);
        const auto deadline = std::chrono::steady_clock::now() + drain_time;
        while (std::chrono::steady_clock::now() < deadline && poll(poll_ms)) {
        }
    }

    static Connection& self(void* userdata) { return *static_cast<Connection*>(userdata); }

    static int on_password(ssh_session /*session*/, const char* user, const char* password,
                           void* userdata) {
        return self(userdata).login_.on_password(user, password);
    }
    static int on_public_key(ssh_session /*session*/, const char* user, ssh_key_struct* key,
                             char state, void* userdata) {
        return self(userdata).login_.on_public_key(user, key, state);
    }
    static int on_none(ssh_session /*session*/, const char* user, void* userdata) {
        return self(userdata).login_.on_none(user);
    }
    static int on_message(ssh_session session, ssh_message message, void* userdata) {
        return self(userdata).login_.on_message(session, message);
    }
    static ssh_channel on_channel(ssh_session session, void* userdata) {
        Connection& connection = self(userdata);
        if (connection.channel_ != nullptr || !connection.login_.succeeded()) {
            return nullptr;
        }
        connection.channel_ = ssh_channel_new(session);
        ssh_set_channel_callbacks(connection.channel_, &connection.channel_callbacks_);
        return connection.channel_;
    }
    static int on_data(ssh_session /*session*/, ssh_channel /*channel*/, void* data,
                       std::uint32_t size, int is_stderr, void* userdata) {
        if (is_stderr == 0) {
            self(userdata).inbox_.append(static_cast<const char*>(data), size);
        }
        return static_cast<int>(size);
    }
    static void on_eof(ssh_session /*session*/, ssh_channel /*channel*/, void* userdata) {
        self(userdata).has_eof_ = true;
    }
    static int on_subsystem(ssh_session /*session*/, ssh_channel /*channel*/, const char* name,
                            void* userdata) {
        return self(userdata).grant(name == subsystem_name);
    }
    static int on_exec(ssh_session /*session*/, ssh_channel /*channel*/, const char* command,
                       void* userdata) {
        return self(userdata).grant(command == exec_command);
    }
    /// 0 is yes.
    int grant(bool is_known) {
        is_granted_ = is_known && !is_granted_ && !faults_.has(FaultKind::ssh_no_subsystem);
        return is_granted_ ? 0 : 1;
    }

    ssh_session session_;
    const ServiceOffer& offer_;
    const Faults& faults_;
    unsigned number_;
    Login login_;
    ssh_server_callbacks_struct server_callbacks_{};
    ssh_channel_callbacks_struct channel_callbacks_{};
    Event event_;
    ssh_channel channel_ = nullptr; ///< freed with the session
    std::string inbox_;
    bool is_granted_ = false;
    bool has_eof_ = false;
};

} // namespace

void serve_ssh(ssh_session session, const ServiceOffer& offer, const Faults& faults,
               unsigned number) {
    Connection(session, offer, faults, number).serve();
}

} // namespace junos_audit::mock
