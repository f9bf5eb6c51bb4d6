// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/devices.hpp"
#include "cli/record_check.hpp"
#include "cli/wire_log.hpp"
#include "junos_audit/fleet/supervisor.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace junos_audit::cli {

/// What came of one device. Without an assessment (or, when capturing, a snapshot) there is a
/// failure.
struct DeviceResult {
    std::optional<policy::Assessment> assessment;
    std::optional<snapshot::Snapshot> snapshot;
    std::optional<Failure> failure;
};

/// What workers are to do, in their language and in that of the supervisor, and what they say about
/// it.
class Audit final : public fleet::Job {
public:
    struct Order {
        std::vector<Device> devices; ///< all of them can be begun
        std::vector<policy::ControlHead> controls;
        worker::Setup setup;
        worker::Credential credential; ///< of all devices
    };
    /// `wire_log` may be null; otherwise it outlives this.
    Audit(Order order, const Clock& clock, WireLog* wire_log);

    [[nodiscard]] std::string setup() override;
    [[nodiscard]] std::string task(std::size_t device, int attempt) override;
    [[nodiscard]] fleet::Message read(std::string_view content) override;
    void on_record(std::size_t device, std::string_view content) override;
    bool on_finished(std::size_t device) override;
    void on_lost(std::size_t device, const Failure& failure) override;

    /// In the order of the devices, once the supervisor has returned.
    [[nodiscard]] std::vector<DeviceResult> take_results() { return std::move(results_); }

private:
    [[nodiscard]] Asked asked_of(std::size_t device) const;
    void take_record(std::size_t device, const worker::Record& record);

    Order order_;
    const Clock& clock_;
    WireLog* wire_log_;
    std::vector<DeviceResult> results_;
};

} // namespace junos_audit::cli
