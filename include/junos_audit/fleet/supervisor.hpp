// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/failure.hpp"
#include "junos_audit/base/limits.hpp"
#include "junos_audit/fleet/queue.hpp"
#include "junos_audit/fleet/spawner.hpp"

#include <asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace junos_audit::fleet {

/// What a frame from a worker is to the supervisor. Its content is none of its business.
struct Message {
    enum class Kind {
        ready,     ///< the worker can be given devices
        heartbeat, ///< it is alive
        passing,   ///< of a device, to be handed on at once and possibly twice (a log line)
        record,    ///< of a device, to be handed on when the device is done, and only then
        done,      ///< the device is over
        malformed, ///< nothing that a worker says: it will be killed
    };
    Kind kind = Kind::malformed;
    std::size_t device = 0;
};

/// What the fleet works on: knows what is said on the sockets, and hears the results.
class Job {
public:
    virtual ~Job() = default;
    /// Everything to be sent, framed (base/frame.hpp). Overwritten after it was sent.
    [[nodiscard]] virtual std::string setup() = 0;
    [[nodiscard]] virtual std::string task(std::size_t device, int attempt) = 0;
    /// Reads the content of one frame as something that an enemy may have written.
    [[nodiscard]] virtual Message read(std::string_view content) = 0;

    /// The records of a device in the order in which they came, then on_finished; or on_lost
    /// without any record. A record that throws is one that did not come. Exactly one of
    /// on_finished and on_lost is called for each device, once.
    virtual void on_record(std::size_t device, std::string_view content) = 0;
    /// Returns whether this device's records show that its credential was accepted.
    virtual bool on_finished(std::size_t device) = 0;
    /// worker_killed: its worker died, and again when it was alone. interrupted: request_stop().
    virtual void on_lost(std::size_t device, const Failure& failure) = 0;
};

struct SupervisorOptions {
    std::size_t workers = 1;
    QueueLimits queue;
    /// A device's whole time and some grace: what is not done by then is stuck inside a library
    /// call.
    std::chrono::milliseconds device_deadline{35'000};
    /// A worker speaks every second; parsing a large answer keeps it silent for a while.
    std::chrono::milliseconds silence_max{10'000};
    std::size_t frame_bytes_max = limits::record_bytes_max;
};

/// Runs devices in worker processes and sees to it that each has an end. A worker that dies, falls
/// silent, does not finish a device in time or says what makes no sense is killed. The devices that
/// it had not finished are run once more, each alone in a fresh worker; only the one whose worker
/// dies again is lost.
class Supervisor {
public:
    Supervisor(asio::io_context& loop, Spawner& spawner, Job& job, SupervisorOptions options);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// Returns when every device has its end. `credentials` as for Queue. Drives the loop
    /// meanwhile. To be called once.
    void run(std::vector<std::size_t> credentials);
    /// Kills the workers; every device that has no end yet is lost as interrupted. May be called
    /// from any handler.
    void request_stop();

private:
    class Shift;
    std::unique_ptr<Shift> shift_;
};

} // namespace junos_audit::fleet
