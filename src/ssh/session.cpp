// SPDX-License-Identifier: Apache-2.0
#include "ssh/session.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "ssh/connect_tcp.hpp"

#include <asio/post.hpp>
#include <asio/use_awaitable.hpp>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace junos_audit::ssh {
namespace {

/// T9: so many reads of 4 KiB on one session before the others of the loop have their turn.
constexpr int turns_per_yield = 64;
/// libssh keeps the descriptor in 16 bits: `session->opts.fd = *x & 0xffff` (options.c, 0.10.6 to
/// 0.12).
constexpr int descriptor_max = 0xffff;

ino_t inode_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

/// T5: libssh's sends block. They come right after POLLOUT and are small, so they should not; if
/// one does, it fails after a second rather than holding up every other session of the loop.
void limit_blocking_sends(int descriptor) {
    const timeval second{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof second);
}

std::string_view what_was_awaited(Phase phase) {
    switch (phase) {
    case Phase::resolve:
    case Phase::connect:
        return "no connection in time";
    case Phase::kex:
        return "the SSH handshake did not end in time";
    case Phase::host_key:
        return "the host key was not shown in time";
    case Phase::auth:
        return "no answer to the login in time";
    case Phase::channel:
        return "no answer to the request for a channel in time";
    case Phase::subsystem:
        return "no answer to the request for the subsystem in time";
    case Phase::hello:
        return "no NETCONF hello in time";
    case Phase::rpc:
    case Phase::parse:
        return "no complete reply in time";
    case Phase::close:
        return "the session was not closed in time";
    }
    return "no answer in time";
}

} // namespace

Result<std::unique_ptr<Session>> Session::open(Descriptor connected) {
    const int duplicate = ::fcntl(connected.native(), F_DUPFD_CLOEXEC, 0);
    if (duplicate < 0) {
        return connect_failure(errno);
    }
    const ssh_session raw = duplicate <= descriptor_max ? ssh_new() : nullptr;
    if (raw == nullptr) {
        ::close(duplicate);
        return Failure{Phase::connect, FailureCode::unreachable,
                       "no SSH session could be made: too little memory or too many descriptors",
                       "lower the concurrency"};
    }
    return std::unique_ptr<Session>(new Session(std::move(connected), duplicate, raw));
}

Session::Session(Descriptor connected, int duplicate, ssh_session raw)
    : descriptor_(std::move(connected))
    , duplicate_(duplicate)
    , inode_(inode_of(duplicate))
    , raw_(raw) {
    limit_blocking_sends(duplicate);
    ssh_set_blocking(raw_, 0);
    ssh_set_counters(raw_, &socket_, &packets_);
}

Session::~Session() {
    end();
}

void Session::end() {
    if (raw_ == nullptr) {
        return;
    }
    // ssh_disconnect sends at most what the socket takes at once and forgets the descriptor that it
    // was given by option; ssh_free then has none left to close.
    ssh_disconnect(raw_);
    ssh_free(raw_);
    raw_ = nullptr;
    if (inode_ != 0 && inode_of(duplicate_) == inode_) {
        ::close(duplicate_); // T4
    }
    // T4: the original goes last. While it is open no other socket can have this inode.
    [[maybe_unused]] const Descriptor closing = std::move(descriptor_);
}

bool Session::unsent() const {
    return (ssh_get_poll_flags(raw_) & SSH_WRITE_PENDING) != 0;
}

asio::awaitable<Result<Done>> Session::wait(std::uint64_t seen) {
    if (received() > limits::device_bytes_max) {
        co_return limit_exceeded("the device sent more than 128 MiB in one session");
    }
    if (std::chrono::steady_clock::now() >= deadline_) {
        co_return timed_out();
    }
    // T6: only the first write after a POLLOUT is sent at once. What waits in libssh's buffer must
    // leave before we sleep, or both sides wait for ever. The flush also reads: what it read must
    // be looked at before sleeping.
    if (received() == seen && unsent()) {
        ssh_blocking_flush(raw_, 0);
    }
    if (received() != seen) {
        if (++turns_ % turns_per_yield == 0) { // T9
            co_await asio::post(descriptor_.executor(), asio::use_awaitable);
        }
        co_return Done{};
    }
    if (dead()) {
        co_return Done{};
    }
    const auto event = unsent() ? Descriptor::Event::wait_write : Descriptor::Event::wait_read;
    const bool in_time = co_await descriptor_.wait(event, deadline_);
    if (!in_time) {
        co_return timed_out();
    }
    if (quickly_) { // T13: the kernel forgets it after a few acknowledgements
        const int on = 1;
        ::setsockopt(descriptor_.native(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    }
    co_return Done{};
}

void Session::pump() {
    if (ssh_message message = ssh_message_get(raw_)) {
        ssh_message_free(message);
    }
}

bool Session::dead() const {
    return ssh_get_error_code(raw_) == SSH_FATAL || (ssh_get_status(raw_) & SSH_CLOSED_ERROR) != 0;
}

std::string Session::error_text() const {
    return printable(ssh_get_error(raw_), limits::message_bytes_max);
}

Failure Session::lost(const std::string& what) const {
    const auto words = error_text();
    return {phase_, FailureCode::session_lost, words.empty() ? what : what + ": " + words, ""};
}

Failure Session::limit_exceeded(const std::string& what) const {
    return {phase_, FailureCode::limit_exceeded, what, ""};
}

Failure Session::timed_out() const {
    return {phase_, FailureCode::timeout, std::string(what_was_awaited(phase_)),
            "raise --timeout if the device is slow"};
}

} // namespace junos_audit::ssh
