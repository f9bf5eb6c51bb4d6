// SPDX-License-Identifier: Apache-2.0
#include "ssh/flipped_bit.hpp"

#include "ssh/private_key.hpp"

#include <libssh/libssh.h>
#include <libssh/server.h>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace junos_audit::ssh {
namespace {

/// A handshake takes about ten turns; what takes more will not end.
constexpr int turns_max = 200;
constexpr std::size_t payload_bytes = 512;

struct FreeSession {
    void operator()(ssh_session session) const { ssh_free(session); }
};
struct FreeBind {
    void operator()(ssh_bind bind) const { ssh_bind_free(bind); }
};
struct FreeMessage {
    void operator()(ssh_message message) const { ssh_message_free(message); }
};
using OwnedSession = std::unique_ptr<ssh_session_struct, FreeSession>;
using OwnedBind = std::unique_ptr<ssh_bind_struct, FreeBind>;
using OwnedMessage = std::unique_ptr<ssh_message_struct, FreeMessage>;

class Socket {
public:
    explicit Socket(int owned = -1)
        : descriptor_(owned) {}
    Socket(Socket&& other) noexcept
        : descriptor_(other.release()) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~Socket() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] int get() const { return descriptor_; }
    [[nodiscard]] int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

struct Pair {
    Socket near, far;
    Pair() {
        std::array<int, 2> both{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both.data()) == 0) {
            near = Socket(both[0]);
            far = Socket(both[1]);
        }
    }
};

/// Moves what lies ready from one socket to the other; how much it was.
std::size_t carry(const Socket& from, const Socket& to, BitFlip flip = BitFlip::none) {
    std::array<char, 16'384> buffer{};
    const auto size = ::recv(from.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size <= 0) {
        return 0;
    }
    const auto count = static_cast<std::size_t>(size);
    if (flip == BitFlip::one) {
        buffer[count / 2] = static_cast<char>(buffer[count / 2] ^ 1);
    }
    const auto sent = ::send(to.get(), buffer.data(), count, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent == size ? count : 0;
}

class Rehearsal {
public:
    explicit Rehearsal(const std::string& cipher)
        : client_(ssh_new())
        , server_(ssh_new())
        , bind_(ssh_bind_new()) {
        ready_ = client_ != nullptr && server_ != nullptr && bind_ != nullptr &&
                 server_pair_.near.get() >= 0 && client_pair_.near.get() >= 0 && prepare_server() &&
                 prepare_client(cipher);
    }

    bool exchange_keys() {
        bool client_done = false;
        bool server_done = false;
        for (int turn = 0; ready_ && turn < turns_max; ++turn) {
            if (!advance(client_done, [&] { return ssh_connect(client_.get()); }) ||
                !advance(server_done, [&] { return ssh_handle_key_exchange(server_.get()); })) {
                return false;
            }
            const auto moved = carry_both_ways();
            if (client_done && server_done && moved == 0) {
                return true;
            }
            pump_if(client_done, client_.get());
            pump_if(server_done, server_.get());
        }
        return false;
    }

    PacketFate send_packet(BitFlip flip) {
        const std::string payload(payload_bytes, 'x');
        if (ssh_send_ignore(server_.get(), payload.c_str()) != SSH_OK) {
            return PacketFate::untested;
        }
        ssh_blocking_flush(server_.get(), 0);
        if (carry(server_pair_.far, client_pair_.far, flip) < payload_bytes) {
            return PacketFate::untested;
        }
        const auto before = packets_.in_packets;
        // A block is read at a time: several pumps for one packet.
        for (int turn = 0; turn < turns_max; ++turn) {
            pump_if(true, client_.get());
            if (ssh_get_error_code(client_.get()) == SSH_FATAL) {
                return PacketFate::rejected;
            }
            if (packets_.in_packets != before) {
                return PacketFate::accepted;
            }
        }
        return PacketFate::untested;
    }

private:
    bool prepare_server() {
        ssh_key key = nullptr;
        const bool no_configuration = false;
        if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK ||
            ssh_bind_options_set(bind_.get(), SSH_BIND_OPTIONS_PROCESS_CONFIG, &no_configuration) !=
                0 ||
            ssh_bind_options_set(bind_.get(), SSH_BIND_OPTIONS_IMPORT_KEY, key) !=
                0 || // takes it over
            ssh_bind_accept_fd(bind_.get(), server_.get(), server_pair_.near.get()) != SSH_OK) {
            return false;
        }
        static_cast<void>(server_pair_.near.release()); // the server's session closes it
        ssh_set_blocking(server_.get(), 0);
        return true;
    }

    bool prepare_client(const std::string& cipher) {
        const auto text = [&](ssh_options_e option, const std::string& value) {
            return ssh_options_set(client_.get(), option, value.c_str()) == 0;
        };
        const bool no_configuration = false;
        const socket_t descriptor = client_pair_.near.get();
        if (ssh_options_set(client_.get(), SSH_OPTIONS_PROCESS_CONFIG, &no_configuration) != 0 ||
            !text(SSH_OPTIONS_SSH_DIR, "/dev/null") || !text(SSH_OPTIONS_HOST, "rehearsal") ||
            !text(SSH_OPTIONS_USER, "rehearsal") || !text(SSH_OPTIONS_KNOWNHOSTS, "/dev/null") ||
            !text(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") ||
            !text(SSH_OPTIONS_KEY_EXCHANGE, "curve25519-sha256") ||
            !text(SSH_OPTIONS_CIPHERS_C_S, cipher) || !text(SSH_OPTIONS_CIPHERS_S_C, cipher) ||
            ssh_options_set(client_.get(), SSH_OPTIONS_FD, &descriptor) != 0) {
            return false;
        }
        static_cast<void>(client_pair_.near.release()); // ssh_free closes it
        ssh_set_blocking(client_.get(), 0);
        ssh_set_counters(client_.get(), nullptr, &packets_);
        return true;
    }

    /// One step of a side that is not done yet; false when it fails.
    template <class Step>
    static bool advance(bool& done, Step step) {
        if (!done) {
            const int outcome = step();
            done = outcome == SSH_OK;
            return done || outcome == SSH_AGAIN;
        }
        return true;
    }

    static void pump_if(bool done, ssh_session session) {
        if (done) { // T3: the one public call that only pumps
            const OwnedMessage ignored(ssh_message_get(session));
        }
    }

    std::size_t carry_both_ways() {
        return carry(client_pair_.far, server_pair_.far) +
               carry(server_pair_.far, client_pair_.far);
    }

    ssh_counter_struct packets_{};
    Pair client_pair_, server_pair_;
    OwnedSession client_, server_;
    OwnedBind bind_;
    bool ready_ = false;
};

} // namespace

PacketFate send_one_packet(const std::string& cipher, BitFlip flip) {
    Rehearsal rehearsal(cipher);
    return rehearsal.exchange_keys() ? rehearsal.send_packet(flip) : PacketFate::untested;
}

} // namespace junos_audit::ssh
