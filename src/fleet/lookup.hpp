// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"
#include "junos_audit/fleet/resolver.hpp"

#include <ares.h>
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace junos_audit::fleet {

/// One question to c-ares with sockets of its own. c-ares says which socket it waits for
/// (on_socket), Asio waits, c-ares is told; all of it ends when the answer or the deadline is
/// there.
class Lookup : public std::enable_shared_from_this<Lookup> {
public:
    explicit Lookup(asio::any_io_executor executor);
    ~Lookup();
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    asio::awaitable<Result<std::vector<std::string>>> run(std::string host, Family family,
                                                          SteadyTime deadline);

private:
    struct Socket {
        explicit Socket(asio::posix::stream_descriptor handle)
            : descriptor(std::move(handle)) {}
        ~Socket() { descriptor.release(); } // it is c-ares' to close
        asio::posix::stream_descriptor descriptor;
        bool wants_read = false;
        bool wants_write = false;
    };

    static void on_socket(void* self, ares_socket_t socket, int readable, int writable);
    static void on_answer(void* self, int status, int timeouts, ares_addrinfo* answer);

    void wait_for(ares_socket_t socket, asio::posix::stream_descriptor::wait_type type);
    [[nodiscard]] SteadyTime next_event(SteadyTime deadline) const;
    [[nodiscard]] Failure failure(const std::string& host) const;

    asio::any_io_executor executor_;
    asio::steady_timer timer_; ///< runs out at the next time-out; cancelled by the answer
    ares_channel channel_ = nullptr;
    std::map<ares_socket_t, std::shared_ptr<Socket>> sockets_;
    bool answered_ = false;
    int status_ = ARES_SUCCESS;
    std::vector<std::string> addresses_;
};

} // namespace junos_audit::fleet
