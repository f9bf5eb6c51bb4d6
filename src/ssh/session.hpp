// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"
#include "ssh/descriptor.hpp"

#include <libssh/libssh.h>

#include <asio/awaitable.hpp>

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace junos_audit::ssh {

/// One non-blocking libssh session over a connected descriptor, and the one way to wait for it.
///
/// T4: who closes the descriptor. libssh 0.10.6 closes the one it was given on some errors and not
/// in ssh_disconnect; 0.11 changed it. So libssh gets a duplicate of its own and Asio keeps the
/// original: whatever libssh does, Asio's number stays ours, and at the end libssh's number is
/// closed if and only if it still is this very socket (same inode).
class Session {
public:
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(Descriptor connected);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    [[nodiscard]] ssh_session raw() const { return raw_; }
    /// What libssh is to use as SSH_OPTIONS_FD.
    [[nodiscard]] int libssh_descriptor() const { return duplicate_; }

    void set_deadline(SteadyTime deadline) { deadline_ = deadline; }
    [[nodiscard]] SteadyTime deadline() const { return deadline_; }
    void set_phase(Phase phase) { phase_ = phase; }
    [[nodiscard]] Phase phase() const { return phase_; }
    /// T13: acknowledge at once while the peer's Nagle still waits for it: until the subsystem is
    /// up.
    void acknowledge_quickly(bool quickly) { quickly_ = quickly; }

    /// Repeats `call` for as long as it returns `again`, waiting in between. Holds what it returned
    /// last; SSH_ERROR when the session is dead, whatever the call says (T1). A Failure is a
    /// timeout or a limit.
    template <class Call>
    [[nodiscard]] asio::awaitable<Result<int>> decide(Call call, int again);

    /// To be awaited after a call that could not do its work: returns when trying again may help,
    /// which is at once if bytes came in since received() was `seen`.
    [[nodiscard]] asio::awaitable<Result<Done>> wait(std::uint64_t seen);

    [[nodiscard]] std::uint64_t received() const { return socket_.in_bytes; }
    [[nodiscard]] std::uint64_t packets_received() const { return packets_.in_packets; }
    [[nodiscard]] bool unsent() const;
    /// T3: moves waiting bytes both ways, once, where no other call does: libssh polls no channel
    /// that is at its end.
    void pump();
    /// T1: libssh goes on saying AGAIN after an error that it knows to be fatal.
    [[nodiscard]] bool dead() const;
    /// libssh's words, which may hold the peer's, made printable. May be empty.
    [[nodiscard]] std::string error_text() const;

    /// `what` and libssh's words, as session-lost in the current phase.
    [[nodiscard]] Failure lost(const std::string& what) const;
    [[nodiscard]] Failure limit_exceeded(const std::string& what) const;

    /// Says goodbye without waiting, frees libssh's memory and closes both descriptors. Nothing
    /// else may be called then.
    void end();

private:
    Session(Descriptor connected, int duplicate, ssh_session raw);
    [[nodiscard]] Failure timed_out() const;

    Descriptor descriptor_;
    int duplicate_;
    ino_t inode_;
    ssh_session raw_;
    ssh_counter_struct socket_{};
    ssh_counter_struct packets_{};
    Phase phase_ = Phase::kex;
    SteadyTime deadline_ = SteadyTime::max();
    bool quickly_ = true;
    int turns_ = 0;
};

template <class Call>
asio::awaitable<Result<int>> Session::decide(Call call, int again) {
    for (;;) {
        const auto seen = received();
        const int outcome = call();
        if (dead()) {
            co_return SSH_ERROR;
        }
        if (outcome != again) {
            co_return outcome;
        }
        auto waited = co_await wait(seen);
        if (!waited) {
            co_return waited.error();
        }
    }
}

} // namespace junos_audit::ssh
