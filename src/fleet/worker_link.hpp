// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/frame.hpp"
#include "junos_audit/fleet/spawner.hpp"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/local/stream_protocol.hpp>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace junos_audit::fleet {

class WorkerLink;

class LinkHandler {
public:
    virtual ~LinkHandler() = default;
    virtual void on_frame(WorkerLink& link, std::string content) = 0;
    /// The worker has closed its end, or broken the framing.
    virtual void on_broken(WorkerLink& link, const std::string& why) = 0;
};

/// A worker process as the parent sees it: the socket, and what is known about the devices that it
/// has.
class WorkerLink : public std::enable_shared_from_this<WorkerLink> {
public:
    struct Assignment {
        SteadyTime deadline;
        std::vector<std::string> records; ///< held back until the device is done
        std::size_t record_bytes = 0;
    };

    WorkerLink(asio::io_context& loop, WorkerProcess process, LinkHandler& handler,
               std::size_t frame_bytes_max);

    void start();
    void send(std::string frame);
    /// After this the handler hears nothing more.
    void close();

    [[nodiscard]] pid_t pid() const { return pid_; }

    bool ready = false;
    SteadyTime heard;                 ///< when it last said something
    std::optional<std::size_t> alone; ///< the one device that it was started for
    std::map<std::size_t, Assignment> devices;

private:
    asio::awaitable<void> read();
    asio::awaitable<void> write();
    [[nodiscard]] bool take_frames();

    pid_t pid_;
    asio::local::stream_protocol::socket socket_;
    LinkHandler& handler_;
    FrameReader frames_;
    std::vector<char> buffer_;
    std::deque<std::string> outbox_;
    bool closed_ = false;
};

} // namespace junos_audit::fleet
