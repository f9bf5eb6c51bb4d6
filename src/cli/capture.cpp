// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "cli/control_list.hpp"
#include "cli/delivery.hpp"
#include "cli/log.hpp"
#include "cli/plan.hpp"
#include "cli/preparation.hpp"
#include "cli/process.hpp"
#include "cli/run_devices.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/snapshot/store.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace junos_audit::cli {
namespace {

namespace fs = std::filesystem;

constexpr int undecided_status = 4;

/// DIR itself for one device; for several, one directory below it for each.
std::vector<fs::path> places_for(const std::vector<Device>& devices, const fs::path& directory) {
    if (devices.size() == 1)
        return {directory};
    std::vector<fs::path> places;
    std::set<std::string> taken;
    for (const auto& device : devices) {
        auto name = encoded_name(device.name);
        if (!taken.insert(name).second) // the same device, asked as another user
            name = encoded_name(device.target);
        places.push_back(directory / name);
    }
    return places;
}

void refuse_places_in_use(const std::vector<fs::path>& places) {
    std::vector<Problem> problems;
    for (const auto& place : places)
        if (fs::exists(place / "manifest.json"))
            problems.push_back({printable(place.string()), 0, 0, "already holds a snapshot"});
    if (!problems.empty())
        throw UsageError(ExitStatus::cannot_write, std::move(problems));
}

/// Also of a device that was not reached: a snapshot that says so, lest it be missed when the
/// others are judged.
snapshot::Snapshot snapshot_of(const Device& device, DeviceResult& result, WallTime when) {
    if (result.snapshot && !result.failure)
        return std::move(*result.snapshot);
    return {provenance_of(device, result.failure.value_or(not_believed()), when), {}};
}

bool is_complete(const snapshot::Snapshot& snapshot) {
    return !snapshot.provenance.failure &&
           std::ranges::all_of(snapshot.exchanges, [](const snapshot::Exchange& exchange) {
               return std::holds_alternative<snapshot::Reply>(exchange.answer);
           });
}

/// A place that cannot be written to costs no other device its snapshot.
void save(const snapshot::Snapshot& snapshot, const fs::path& place,
          std::vector<Problem>& problems) {
    try {
        snapshot::save(snapshot, place);
    } catch (const UsageError& error) {
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
}

} // namespace

int capture(const Arguments& arguments, fleet::Spawner& spawner, const Clock& clock) {
    if (arguments.plan) { // a capture is made to be judged by any built-in control
        print(plan_text(all_built_in_controls()));
        return 0;
    }
    Log log(arguments);
    std::optional<WireLog> wire_log;
    if (arguments.wire_log)
        wire_log.emplace(*arguments.wire_log);
    auto order = live_order(arguments, spawner, log);
    order.setup.keep_snapshot = true;
    const auto devices = order.devices;
    const auto places = places_for(devices, arguments.to.value());
    refuse_places_in_use(places);
    auto done = run_devices(std::move(order), family_of(arguments.addresses), spawner, clock,
                            wire_log ? &*wire_log : nullptr);
    bool complete = true;
    std::vector<Problem> unwritten;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const auto snapshot = snapshot_of(devices[i], done.results[i], clock.wall());
        if (const auto& failure = snapshot.provenance.failure)
            log.error(failure_line(devices[i].target, *failure));
        const auto problems_before = unwritten.size();
        save(snapshot, places[i], unwritten);
        if (unwritten.size() == problems_before)
            log.tell(devices[i].target + ": written to " + places[i].string());
        complete = complete && is_complete(snapshot);
    }
    if (wire_log && !wire_log->complete())
        unwritten.push_back(wire_log_problem(*arguments.wire_log));
    if (done.interrupted) {
        for (const auto& problem : unwritten)
            log.error(to_string(problem)); // the interrupt is what the exit status says
        return interrupted_status;
    }
    if (!unwritten.empty())
        throw UsageError(ExitStatus::cannot_write, std::move(unwritten));
    return complete ? 0 : undecided_status;
}

} // namespace junos_audit::cli
