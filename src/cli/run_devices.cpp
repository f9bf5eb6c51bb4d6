// SPDX-License-Identifier: Apache-2.0
#include "cli/run_devices.hpp"

#include "cli/process.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <functional>

namespace junos_audit::cli {
namespace {

/// Beyond a device's own deadline, for its worker to say so.
constexpr std::chrono::seconds grace{5};
/// An agent signs while its session, and so its worker, waits.
constexpr std::size_t workers_with_agent_max = 16;
constexpr std::size_t workers_max = 4;

/// The first signal ends the run in order, the second at once.
class Interrupts {
public:
    explicit Interrupts(asio::io_context& loop)
        : signals_(loop, SIGINT, SIGTERM) {
        wait();
    }
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    ~Interrupts() {
        signals_.clear();
        leave_on_interrupt();
    }

    [[nodiscard]] bool arrived() const { return arrived_; }
    /// What else is to be done when one arrives.
    void on_first(std::function<void()> stop) { stop_ = std::move(stop); }

private:
    void wait() {
        signals_.async_wait([this](const std::error_code& error, int) {
            if (error)
                return;
            if (arrived_)
                ::_exit(interrupted_status);
            arrived_ = true;
            if (stop_)
                stop_();
            wait();
        });
    }

    asio::signal_set signals_;
    bool arrived_ = false;
    std::function<void()> stop_;
};

asio::awaitable<void> resolve_one(Device& device, fleet::Family family, SteadyTime deadline) {
    auto addresses = co_await fleet::resolve(device.host, family, deadline);
    if (addresses)
        device.addresses = std::move(addresses).value();
    else
        device.unresolved = addresses.error();
}

void resolve_all(std::vector<Device>& devices, fleet::Family family, SteadyTime deadline,
                 asio::io_context& loop, const Interrupts& interrupts) {
    std::size_t open = 0;
    for (auto& device : devices)
        if (device.snapshot_directory.empty()) {
            ++open;
            asio::co_spawn(loop, resolve_one(device, family, deadline),
                           [&open](const std::exception_ptr& error) {
                               --open;
                               if (error)
                                   std::rethrow_exception(error); // ends the run
                           });
        }
    while (open > 0 && !interrupts.arrived())
        loop.run_one();
}

fleet::SupervisorOptions supervision_of(const Audit::Order& order) {
    fleet::SupervisorOptions options;
    const auto devices = std::max<std::size_t>(order.devices.size(), 1);
    options.workers = std::min(devices, workers_max);
    if (order.credential.method == worker::LoginMethod::agent) {
        options.workers = std::min(devices, workers_with_agent_max);
        options.queue.concurrency = options.workers;
    }
    options.device_deadline = order.setup.device_timeout + grace;
    return options;
}

std::vector<DeviceResult> supervise(Audit::Order order, fleet::Spawner& spawner, const Clock& clock,
                                    WireLog* wire_log, asio::io_context& loop,
                                    Interrupts& interrupts) {
    const auto options = supervision_of(order);
    const auto count = order.devices.size();
    Audit audit(std::move(order), clock, wire_log);
    if (count > 0) {
        fleet::Supervisor supervisor(loop, spawner, audit, options);
        interrupts.on_first([&supervisor] { supervisor.request_stop(); });
        supervisor.run(std::vector<std::size_t>(count, 0)); // one credential for all of them
        interrupts.on_first({});
    }
    return audit.take_results();
}

Failure interrupted() {
    return {Phase::resolve, FailureCode::interrupted, "the run was interrupted before it began",
            ""};
}

} // namespace

DevicesDone run_devices(Audit::Order order, fleet::Family family, fleet::Spawner& spawner,
                        const Clock& clock, WireLog* wire_log) {
    asio::io_context loop(1);
    Interrupts interrupts(loop);
    auto devices = std::move(order.devices);
    resolve_all(devices, family, clock.steady() + order.setup.device_timeout, loop, interrupts);

    DevicesDone done;
    done.results.resize(devices.size());
    std::vector<std::size_t> places; // of the devices that can be begun, among all of them
    order.devices.clear();
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (interrupts.arrived())
            done.results[i].failure = interrupted();
        else if (devices[i].unresolved)
            done.results[i].failure = devices[i].unresolved;
        else {
            order.devices.push_back(std::move(devices[i]));
            places.push_back(i);
        }
    }
    auto results = supervise(std::move(order), spawner, clock, wire_log, loop, interrupts);
    for (std::size_t i = 0; i < places.size(); ++i)
        done.results[places[i]] = std::move(results[i]);
    done.interrupted = interrupts.arrived();
    return done;
}

} // namespace junos_audit::cli
