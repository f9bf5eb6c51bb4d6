// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/summary.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <variant>

namespace junos_audit::report {
namespace {

constexpr int interrupted_status = 130; // as a shell shows SIGINT

std::optional<WallTime> sooner(std::optional<WallTime> a, std::optional<WallTime> b) {
    if (!a || !b)
        return a ? a : b;
    return std::min(*a, *b);
}

} // namespace

std::optional<WallTime> holds_until(const policy::ControlResult& result) {
    const auto* pass = std::get_if<policy::Pass>(&result.verdict);
    return pass ? pass->holds_until() : std::nullopt;
}

std::optional<WallTime> holds_until(const policy::Assessment& device) {
    std::optional<WallTime> soonest;
    for (const auto& result : device.results)
        soonest = sooner(soonest, holds_until(result));
    return soonest;
}

Summary summarise(const Run& run) {
    Summary summary;
    summary.devices = run.devices.size();
    for (const auto outcome : policy::outcomes)
        summary.outcomes[outcome] = 0;
    std::set<std::string_view> controls;
    for (const auto& device : run.devices) {
        summary.reached += device.provenance.reached ? 1 : 0;
        summary.holds_until = sooner(summary.holds_until, holds_until(device));
        for (const auto& result : device.results) {
            controls.insert(result.control);
            ++summary.outcomes[policy::outcome_of(result.verdict)];
        }
    }
    summary.controls = controls.size();
    summary.undecided =
        summary.outcomes[policy::Outcome::unknown] + summary.outcomes[policy::Outcome::error];
    summary.exit_status = run.interrupted ? interrupted_status : policy::exit_status(run.devices);
    return summary;
}

} // namespace junos_audit::report
