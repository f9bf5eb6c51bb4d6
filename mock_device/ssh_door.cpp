// SPDX-License-Identifier: Apache-2.0
#include "mock_device/ssh_door.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "mock_device/ssh_connection.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

namespace junos_audit::mock {
namespace {

constexpr int backlog = 4096;
/// libssh's server needs about 60 KB; thousands of threads at the default of 8 MB would not fit.
constexpr std::size_t stack_bytes = 256u << 10;
constexpr auto ending_time = std::chrono::seconds(5);

std::string in_brackets(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

[[noreturn]] void cannot_listen(const DoorPlan& plan, const char* why) {
    throw UsageError(ExitStatus::locked, "cannot listen on " + in_brackets(plan.address) + ":" +
                                             plan.port + ": " + why);
}

struct AddressListFree {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListFree>;

AddressList numeric_address(const DoorPlan& plan) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    addrinfo* list = nullptr;
    const int error = ::getaddrinfo(plan.address.c_str(), plan.port.c_str(), &hints, &list);
    if (error != 0) {
        cannot_listen(plan, ::gai_strerror(error));
    }
    return AddressList(list);
}

std::string bound_port(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    std::array<char, NI_MAXSERV> port{};
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, nullptr, 0, port.data(), port.size(),
                  NI_NUMERICSERV);
    return port.data();
}

} // namespace

struct SshDoor::Job {
    SshDoor& door;
    ssh_session session;
    ServiceOffer offer;
    Faults faults;
    unsigned number;
    int fd;
};

Key read_host_key(const std::string& file) {
    ssh_key key = nullptr;
    if (ssh_pki_import_privkey_file(file.c_str(), nullptr, nullptr, nullptr, &key) != SSH_OK) {
        throw UsageError(ExitStatus::missing_input, file + ": not a private key that can be read");
    }
    return Key(key);
}

Key make_host_key() {
    ssh_key key = nullptr;
    const int made = ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key);
    require(made == SSH_OK, "an ed25519 key can be made");
    return Key(key);
}

std::string known_hosts_line(const Listening& door, ssh_key host_key) {
    char* base64 = nullptr;
    const int exported = ssh_pki_export_pubkey_base64(host_key, &base64);
    require(exported == SSH_OK, "a host key has a public half");
    const std::string address =
        door.address.starts_with("[") ? door.address : "[" + door.address + "]";
    std::string line = address + ":" + door.port + " " +
                       ssh_key_type_to_char(ssh_key_type(host_key)) + " " + base64;
    ssh_string_free_char(base64);
    return line;
}

SshDoor::SshDoor(Key host_key, const LoginRules& rules, AuthLog& auth_log,
                 const std::vector<Fault>& faults)
    : bind_(ssh_bind_new())
    , rules_(rules)
    , auth_log_(auth_log)
    , faults_(faults) {
    const bool process_config = false; // not /etc/ssh/libssh_server_config
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_PROCESS_CONFIG, &process_config);
    ssh_bind_options_set(bind_, SSH_BIND_OPTIONS_IMPORT_KEY, host_key.release());
}

SshDoor::~SshDoor() {
    for (const Listener& listener : listeners_) {
        ::close(listener.fd);
    }
    ssh_bind_free(bind_);
}

Listening SshDoor::listen(const DoorPlan& plan) {
    const AddressList address = numeric_address(plan);
    const int fd = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (fd < 0 || ::bind(fd, address->ai_addr, address->ai_addrlen) != 0 ||
        ::listen(fd, backlog) != 0) {
        cannot_listen(plan, std::strerror(errno));
    }
    listeners_.push_back({fd, plan.player});
    return {in_brackets(plan.address), bound_port(fd), plan.name};
}

void SshDoor::serve(int stop_fd) {
    std::vector<pollfd> watched{{stop_fd, POLLIN, 0}};
    for (const Listener& listener : listeners_) {
        watched.push_back({listener.fd, POLLIN, 0});
    }
    while (true) {
        const int ready = ::poll(watched.data(), watched.size(), -1);
        if (ready < 0 && errno != EINTR) {
            break;
        }
        if (watched[0].revents != 0) {
            break;
        }
        for (std::size_t i = 1; ready > 0 && i < watched.size(); ++i) {
            if (watched[i].revents != 0) {
                accept_from(listeners_[i - 1]);
            }
        }
    }
    end_connections();
}

void SshDoor::accept_from(const Listener& listener) {
    while (true) {
        const int fd = ::accept4(listener.fd, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) {
            return; // EAGAIN, or a client that has left already
        }
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        const unsigned number = ++accepted_;
        ssh_session session = ssh_new();
        if (session == nullptr || ssh_bind_accept_fd(bind_, session, fd) != SSH_OK) {
            ssh_free(session);
            ::close(fd);
            continue;
        }
        start_thread(std::make_unique<Job>(Job{*this,
                                               session,
                                               {*listener.player, rules_, auth_log_},
                                               Faults(faults_, number),
                                               number,
                                               fd}));
    }
}

void SshDoor::start_thread(std::unique_ptr<Job> job) {
    {
        const std::scoped_lock lock(mutex_);
        open_.insert(job->fd);
    }
    pthread_attr_t attributes;
    ::pthread_attr_init(&attributes);
    ::pthread_attr_setstacksize(&attributes, stack_bytes);
    ::pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread{};
    if (::pthread_create(&thread, &attributes, run, job.get()) == 0) {
        static_cast<void>(job.release()); // run() owns it now
    } else {
        ssh_free(job->session);
        finished(job->fd);
    }
    ::pthread_attr_destroy(&attributes);
}

void* SshDoor::run(void* argument) {
    const std::unique_ptr<Job> job(static_cast<Job*>(argument));
    serve_ssh(job->session, job->offer, job->faults, job->number);
    ssh_disconnect(job->session);
    ssh_free(job->session);
    job->door.finished(job->fd);
    return nullptr;
}

void SshDoor::finished(int fd) {
    const std::scoped_lock lock(mutex_);
    open_.erase(open_.find(fd)); // one entry: the number may have been given out again already
    all_finished_.notify_all();
}

void SshDoor::end_connections() {
    std::unique_lock lock(mutex_);
    for (const int fd : open_) {
        ::shutdown(fd, SHUT_RDWR);
    }
    all_finished_.wait_for(lock, ending_time, [this] { return open_.empty(); });
}

} // namespace junos_audit::mock
