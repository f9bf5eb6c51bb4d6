// SPDX-License-Identifier: Apache-2.0
#include "fleet/lookup.hpp"

#include "junos_audit/base/printable.hpp"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/time.h>

namespace junos_audit::fleet {

namespace {

using Wait = asio::posix::stream_descriptor::wait_type;

int address_family(Family family) {
    switch (family) {
    case Family::any:
        return AF_UNSPEC;
    case Family::ipv4:
        return AF_INET;
    case Family::ipv6:
        return AF_INET6;
    }
    return AF_UNSPEC;
}

std::string to_text(const ares_addrinfo_node& node) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* address = nullptr;
    if (node.ai_family == AF_INET)
        address = &reinterpret_cast<const sockaddr_in*>(node.ai_addr)->sin_addr;
    else if (node.ai_family == AF_INET6)
        address = &reinterpret_cast<const sockaddr_in6*>(node.ai_addr)->sin6_addr;
    if (address == nullptr ||
        ::inet_ntop(node.ai_family, address, text.data(), text.size()) == nullptr)
        return {};
    return text.data();
}

} // namespace

Lookup::Lookup(asio::any_io_executor executor)
    : executor_(executor)
    , timer_(executor) {
    ares_options options{};
    options.sock_state_cb = &Lookup::on_socket;
    options.sock_state_cb_data = this;
    char files_first[] = "fb"; // hosts file, then DNS, whatever nsswitch.conf says
    options.lookups = files_first;
    status_ = ares_init_options(&channel_, &options, ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS);
}

Lookup::~Lookup() {
    if (channel_ != nullptr)
        ares_destroy(channel_); // calls back: answered, and every socket closed
}

asio::awaitable<Result<std::vector<std::string>>> Lookup::run(std::string host, Family family,
                                                              SteadyTime deadline) {
    if (status_ != ARES_SUCCESS)
        co_return failure(host);
    ares_addrinfo_hints hints{};
    hints.ai_family = address_family(family);
    hints.ai_socktype = SOCK_STREAM;
    ares_getaddrinfo(channel_, host.c_str(), nullptr, &hints, &Lookup::on_answer, this);
    while (!answered_) {
        if (std::chrono::steady_clock::now() >= deadline)
            co_return Failure{Phase::resolve, FailureCode::timeout,
                              "no answer for the name " + printable(host) + " in time", ""};
        timer_.expires_at(next_event(deadline));
        asio::error_code cancelled;
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (!cancelled && !answered_)
            ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
    if (status_ != ARES_SUCCESS || addresses_.empty())
        co_return failure(host);
    co_return addresses_;
}

SteadyTime Lookup::next_event(SteadyTime deadline) const {
    const auto now = std::chrono::steady_clock::now();
    timeval longest{1, 0};
    timeval next{};
    ares_timeout(channel_, &longest, &next);
    return std::min(deadline, now + std::chrono::seconds(next.tv_sec) +
                                  std::chrono::microseconds(next.tv_usec) +
                                  std::chrono::milliseconds(1));
}

void Lookup::on_socket(void* self, ares_socket_t socket, int readable, int writable) {
    auto& lookup = *static_cast<Lookup*>(self);
    if (readable == 0 && writable == 0) {
        lookup.sockets_.erase(socket);
        return;
    }
    auto& entry = lookup.sockets_[socket];
    if (!entry)
        entry = std::make_shared<Socket>(asio::posix::stream_descriptor(lookup.executor_, socket));
    const bool new_read = readable != 0 && !entry->wants_read;
    const bool new_write = writable != 0 && !entry->wants_write;
    entry->wants_read = readable != 0;
    entry->wants_write = writable != 0;
    if (new_read)
        lookup.wait_for(socket, Wait::wait_read);
    if (new_write)
        lookup.wait_for(socket, Wait::wait_write);
}

void Lookup::wait_for(ares_socket_t socket, Wait type) {
    const auto& entry = sockets_.at(socket);
    entry->descriptor.async_wait(type, [weak = weak_from_this(), same = std::weak_ptr(entry),
                                        socket, type](const asio::error_code& error) {
        const auto self = weak.lock();
        if (error || !self || same.expired())
            return;
        const bool read = type == Wait::wait_read;
        ares_process_fd(self->channel_, read ? socket : ARES_SOCKET_BAD,
                        read ? ARES_SOCKET_BAD : socket);
        const auto still = same.lock();
        if (still && (read ? still->wants_read : still->wants_write))
            self->wait_for(socket, type);
    });
}

void Lookup::on_answer(void* self, int status, int /*timeouts*/, ares_addrinfo* answer) {
    auto& lookup = *static_cast<Lookup*>(self);
    lookup.answered_ = true;
    lookup.status_ = status;
    if (answer != nullptr) {
        for (const auto* node = answer->nodes; node != nullptr; node = node->ai_next)
            if (auto text = to_text(*node); !text.empty())
                if (std::find(lookup.addresses_.begin(), lookup.addresses_.end(), text) ==
                    lookup.addresses_.end())
                    lookup.addresses_.push_back(std::move(text));
        ares_freeaddrinfo(answer);
    }
    lookup.timer_.cancel();
}

Failure Lookup::failure(const std::string& host) const {
    const auto status = status_ == ARES_SUCCESS ? ARES_ENODATA : status_;
    return {Phase::resolve, FailureCode::name_not_resolved,
            printable(host) + ": " + printable(ares_strerror(status)), ""};
}

} // namespace junos_audit::fleet
