// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/netconf/framing.hpp"
#include "mock_device/fault.hpp"
#include "mock_device/hello.hpp"
#include "mock_device/player.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace junos_audit::mock {

/// What the door has to do next.
struct Send {
    std::string bytes;
    bool operator==(const Send&) const = default;
};
struct Wait {
    std::chrono::milliseconds time;
    bool operator==(const Wait&) const = default;
};
/// Send nothing any more and leave the session open: the client's patience ends it.
struct Stall {
    bool operator==(const Stall&) const = default;
};
/// End in order: everything that was sent arrives, then the channel is closed.
struct Close {
    bool operator==(const Close&) const = default;
};
/// Drop the connection.
struct Cut {
    bool operator==(const Cut&) const = default;
};
using Step = std::variant<Send, Wait, Stall, Close, Cut>;

/// The server's half of a NETCONF session (RFC 6241, RFC 6242) as a machine: bytes in, steps out.
/// Does no I/O and keeps no clock. Stall, Close and Cut are the last step of a session.
class ServerSession {
public:
    /// `player` must outlive the session.
    ServerSession(const Player& player, Greeting greeting, Faults faults);

    /// The server speaks first, as Junos does.
    void start();
    void receive(std::string_view bytes);
    /// The client has closed its side: what was asked is still answered.
    void end_of_stream();

    /// Nothing when there is nothing to do until more bytes come.
    [[nodiscard]] std::optional<Step> next();

private:
    void on_message(const std::string& bytes);
    void on_hello(const std::string& bytes);
    void on_rpc(const std::string& bytes);
    void give(const Answer& answer, const Request& request);
    [[nodiscard]] Answer answer_to(const Request& request) const;

    void send_message(std::string_view message);
    void send(std::string bytes);
    void end(Step step);

    const Player& player_;
    Greeting greeting_;
    Faults faults_;
    netconf::Decoder decoder_;
    netconf::Framing framing_ = netconf::Framing::end_of_message; ///< of what we send
    bool hello_received_ = false;
    std::deque<Step> steps_;
    std::size_t sent_ = 0; ///< bytes, as far as they were handed out or stand in steps_
    bool ended_ = false;
};

} // namespace junos_audit::mock
