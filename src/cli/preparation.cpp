// SPDX-License-Identifier: Apache-2.0
#include "cli/preparation.hpp"

#include "cli/host_keys.hpp"
#include "cli/login.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/snapshot/store.hpp"

#include <algorithm>

namespace junos_audit::cli {
namespace {

/// A key that was on a damaged line would look like none at all, and then be accepted when changed.
void refuse_damaged_lines(const ssh::KnownHosts& known) {
    auto problems = known.damaged();
    for (auto& problem : problems)
        problem.message += "; with --host-key accept-new every line must be readable";
    if (!problems.empty())
        throw UsageError(ExitStatus::bad_data, std::move(problems));
}

/// A line of known_hosts that could not be read matters when a device's key is not among those that
/// could.
void report_skipped_lines(const ssh::KnownHosts& known, const std::vector<Device>& devices,
                          Log& log) {
    const bool may_matter = std::ranges::any_of(
        devices, [](const Device& device) { return device.known_keys.empty(); });
    for (const auto* problems : {&known.damaged(), &known.unsupported()})
        for (const auto& problem : *problems)
            if (may_matter)
                log.warn("skipped " + to_string(problem));
            else
                log.tell("skipped " + to_string(problem));
    if (const auto count = known.damaged().size(); count > 0 && !may_matter)
        log.warn("lines of known_hosts that cannot be read: " + std::to_string(count));
}

} // namespace

Audit::Order live_order(const Arguments& arguments, fleet::Spawner& spawner, Log& log) {
    const auto known = read_known_hosts(arguments.known_hosts);
    Audit::Order order;
    order.devices = devices_of(arguments, arguments.user ? *arguments.user : login_name(), known);
    if (arguments.host_keys == HostKeys::accept_new)
        refuse_damaged_lines(known);
    report_skipped_lines(known, order.devices, log);
    order.credential =
        prepare_credential(arguments, choose_login(arguments, look_around()), spawner);
    order.setup.legacy_algorithms = arguments.legacy_algorithms;
    order.setup.accept_new_host_keys = arguments.host_keys == HostKeys::accept_new;
    order.setup.eager = arguments.eager;
    order.setup.agent = order.credential.method == worker::LoginMethod::agent;
    order.setup.wire_log = arguments.wire_log.has_value();
    order.setup.connect_timeout = arguments.connect_timeout;
    order.setup.device_timeout = arguments.timeout;
    return order;
}

Audit::Order stored_order(const std::string& directory) {
    Audit::Order order;
    order.devices = devices_of(snapshot::find_snapshots(directory));
    return order;
}

std::vector<policy::ControlHead> heads_of(const std::vector<policy::Control>& controls) {
    std::vector<policy::ControlHead> heads;
    for (const auto& control : controls)
        heads.push_back({control.id, control.title, control.severity});
    return heads;
}

std::vector<std::string> ids_of(const std::vector<policy::Control>& controls) {
    std::vector<std::string> ids;
    for (const auto& control : controls)
        ids.push_back(control.id);
    return ids;
}

fleet::Family family_of(Addresses addresses) {
    switch (addresses) {
    case Addresses::any:
        return fleet::Family::any;
    case Addresses::only_v4:
        return fleet::Family::ipv4;
    case Addresses::only_v6:
        return fleet::Family::ipv6;
    }
    return fleet::Family::any; // not reached: -Wswitch-enum names a new one
}

std::string failure_line(const std::string& target, const Failure& failure) {
    auto line = target + ": " + std::string(to_word(failure.phase)) + ": " + failure.message;
    return failure.advice.empty() ? line : line + "; " + failure.advice;
}

snapshot::Provenance provenance_of(const Device& device, const Failure& failure, WallTime when) {
    snapshot::Provenance provenance;
    provenance.target = device.target;
    provenance.name = device.name;
    provenance.started = provenance.finished = when;
    provenance.failure = failure;
    return provenance;
}

} // namespace junos_audit::cli
