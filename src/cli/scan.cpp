// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "cli/delivery.hpp"
#include "cli/log.hpp"
#include "cli/plan.hpp"
#include "cli/preparation.hpp"
#include "cli/process.hpp"
#include "cli/run_devices.hpp"
#include "cli/style.hpp"
#include "cli/version.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/policy/load.hpp"
#include "junos_audit/report/report.hpp"
#include "junos_audit/report/summary.hpp"

#include <map>
#include <string>

namespace junos_audit::cli {
namespace {

const std::string default_profile = "web-pki";

/// Every device has a row for every control, whatever became of it.
std::vector<policy::Assessment> rows_of(const std::vector<Device>& devices,
                                        const std::vector<policy::ControlHead>& controls,
                                        std::vector<DeviceResult> results, WallTime when) {
    std::vector<policy::Assessment> rows;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        auto& result = results.at(i);
        if (result.failure || !result.assessment)
            rows.push_back(policy::not_assessed(
                provenance_of(devices[i], result.failure.value_or(not_believed()), when),
                controls));
        else
            rows.push_back(std::move(*result.assessment));
    }
    return rows;
}

/// Two snapshots of one device are two rows that may contradict each other.
void note_same_targets(std::vector<policy::Assessment>& rows) {
    std::map<std::string, int> count;
    for (const auto& row : rows)
        ++count[row.provenance.target];
    for (auto& row : rows)
        if (count[row.provenance.target] > 1)
            row.notes.push_back(
                {"same-target", "another row of this report is of the same device"});
}

void tell_failures(const report::Run& run, Log& log) {
    for (const auto& device : run.devices)
        if (const auto& failure = device.provenance.failure)
            log.error(failure_line(device.provenance.target, *failure));
}

report::Run judge(const Arguments& arguments, const std::vector<policy::Control>& controls,
                  fleet::Spawner& spawner, const Clock& clock, Log& log, WireLog* wire_log) {
    report::Run run;
    run.tool = tool();
    run.started = clock.wall();
    auto order =
        arguments.from ? stored_order(*arguments.from) : live_order(arguments, spawner, log);
    order.controls = heads_of(controls);
    order.setup.controls = ids_of(controls);
    if (arguments.at)
        order.setup.at = arguments.at->time_since_epoch().count();
    const auto devices = order.devices;
    const auto heads = order.controls;
    auto done =
        run_devices(std::move(order), family_of(arguments.addresses), spawner, clock, wire_log);
    run.interrupted = done.interrupted;
    run.finished = clock.wall();
    run.devices = rows_of(devices, heads, std::move(done.results), run.finished);
    note_same_targets(run.devices);
    return run;
}

} // namespace

int scan(const Arguments& arguments, fleet::Spawner& spawner, const Clock& clock) {
    const auto controls = policy::select_controls(
        arguments.profile.empty() ? default_profile : arguments.profile, arguments.controls);
    if (arguments.plan) {
        print(plan_text(controls));
        return 0;
    }
    check_outputs(arguments.outputs);
    Log log(arguments);
    std::optional<WireLog> wire_log;
    if (arguments.wire_log)
        wire_log.emplace(*arguments.wire_log);
    const auto run =
        judge(arguments, controls, spawner, clock, log, wire_log ? &*wire_log : nullptr);
    tell_failures(run, log);
    try {
        deliver(arguments.outputs, [&](const Output& output) {
            return report::find_format(output.format)->render(run, style_of(arguments, output));
        });
    } catch (const UsageError& error) {
        if (!run.interrupted)
            throw;
        log.error(error.what()); // the interrupt is what the exit status says
    }
    if (wire_log && !wire_log->complete() && !run.interrupted)
        throw UsageError(ExitStatus::cannot_write, {wire_log_problem(*arguments.wire_log)});
    return report::summarise(run).exit_status;
}

} // namespace junos_audit::cli
