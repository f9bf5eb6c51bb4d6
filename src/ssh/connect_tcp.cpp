// SPDX-License-Identifier: Apache-2.0
#include "ssh/connect_tcp.hpp"

#include "junos_audit/base/printable.hpp"

#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace junos_audit::ssh {
namespace {

Failure timed_out() {
    return {Phase::connect, FailureCode::timeout, "no answer to the TCP connection in time",
            "check the address, the port and the filters on the way"};
}

int pending_error(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

asio::awaitable<Result<Descriptor>> connect_one(asio::any_io_executor executor,
                                                asio::ip::tcp::endpoint peer, SteadyTime deadline) {
    const int opened =
        ::socket(peer.data()->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
    if (opened < 0) {
        co_return connect_failure(errno);
    }
    Descriptor descriptor(executor, opened);
    const int on = 1;
    ::setsockopt(opened, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // T13
    if (::connect(opened, peer.data(), static_cast<socklen_t>(peer.size())) != 0) {
        if (errno != EINPROGRESS) {
            co_return connect_failure(errno);
        }
        if (!co_await descriptor.wait(Descriptor::Event::wait_write, deadline)) {
            co_return timed_out();
        }
        if (const int error = pending_error(opened); error != 0) {
            co_return connect_failure(error);
        }
    }
    co_return Result<Descriptor>(std::move(descriptor));
}

/// The time until which one address may be tried, when `waiting` are left, this one included.
SteadyTime share(SteadyTime deadline, std::size_t waiting) {
    const auto now = std::chrono::steady_clock::now();
    if (waiting <= 1 || deadline <= now) {
        return deadline;
    }
    return now + (deadline - now) / static_cast<long>(waiting);
}

} // namespace

Failure connect_failure(int error) {
    const auto words = printable(std::generic_category().message(error));
    switch (error) {
    case ECONNREFUSED:
        return {Phase::connect, FailureCode::connection_refused,
                "nothing listens on this address and port, or a filter rejects it",
                "on the device: set system services netconf ssh (port 830); or give --port 22"};
    case ETIMEDOUT:
        return timed_out();
    case EMFILE:
    case ENFILE:
        return {Phase::connect, FailureCode::unreachable, "no socket could be opened: " + words,
                "raise the limit on open files (ulimit -n) or lower the concurrency"};
    default:
        return {Phase::connect, FailureCode::unreachable, words,
                "check the address, the routes and the filters on the way"};
    }
}

asio::awaitable<Result<Descriptor>> connect_tcp(asio::any_io_executor executor,
                                                const Endpoint& endpoint, SteadyTime deadline,
                                                ConnectionFacts& facts) {
    Failure last{Phase::connect, FailureCode::unreachable, "the name has no address", ""};
    for (std::size_t i = 0; i < endpoint.addresses.size(); ++i) {
        facts.address = endpoint.addresses[i];
        std::error_code malformed;
        const auto address = asio::ip::make_address(facts.address, malformed);
        if (malformed) {
            last.message = "'" + printable(facts.address) + "' is not a numeric address";
            continue;
        }
        const asio::ip::tcp::endpoint peer(address, endpoint.port);
        auto connected =
            co_await connect_one(executor, peer, share(deadline, endpoint.addresses.size() - i));
        if (connected) {
            co_return std::move(connected);
        }
        last = connected.error();
    }
    co_return last;
}

} // namespace junos_audit::ssh
