// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/junos/read.hpp"

#include "junos/authorization.hpp"
#include "junos/cluster.hpp"
#include "junos/configuration.hpp"
#include "junos/device_clock.hpp"
#include "junos/junos_signs.hpp"
#include "junos/pki_store.hpp"
#include "junos/software.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/junos/sources.hpp"

namespace junos_audit::junos {

namespace {

using snapshot::Reading;
using snapshot::Readings;
using snapshot::Snapshot;
using snapshot::Understood;

bool is_understood(const Reading& reading) {
    return std::holds_alternative<Understood>(reading);
}

/// Absence means absence only for a login that was shown everything.
std::string why_absence_is_unproven(const Authorization& authorization,
                                    const Configuration& configuration) {
    if (configuration.denied_marker)
        return "the device marked parts of the configuration ACCESS-DENIED";
    return authorization.doubt;
}

void add_permission_caveat(const std::string& doubt, Reading& reading) {
    auto* understood = std::get_if<Understood>(&reading);
    if (!understood || doubt.empty())
        return;
    understood->caveats.push_back(
        {"permission-not-proven",
         "that the whole configuration was shown is not proven: " + doubt +
             "; give the auditor a login class with permissions [ view view-configuration ]"});
}

bool device_spoke(const Snapshot& snapshot) {
    for (const auto& exchange : snapshot.exchanges)
        if (std::holds_alternative<snapshot::Reply>(exchange.answer))
            return true;
    return false;
}

/// The difference that printed minutes, a slow session and a lazy NTP client explain.
constexpr std::chrono::seconds clock_skew_max{300};

void read_clocks(const Snapshot& snapshot, const DeviceClock& clock, Readings& readings) {
    readings.clocks = {clock.time, snapshot.provenance.finished};
    const auto auditor = readings.clocks.auditor;
    if (!clock.time && device_spoke(snapshot))
        readings.notes.push_back(
            {"clock-from-auditor", "the device's clock could not be read; validity is judged by "
                                   "the auditor's clock alone, " +
                                       to_rfc3339(auditor)});
    if (clock.time && std::chrono::abs(*clock.time - auditor) > clock_skew_max)
        readings.notes.push_back({"clock-skew", "the device's clock says " +
                                                    to_rfc3339(*clock.time) + ", the auditor's " +
                                                    to_rfc3339(auditor) +
                                                    "; a certificate must be in force under both"});
}

snapshot::DeviceFacts facts_of(const Configuration& configuration, const Software& software,
                               const Authorization& authorization, const Cluster& cluster) {
    snapshot::DeviceFacts facts;
    facts.host_name =
        configuration.host_name.empty() ? software.host_name : configuration.host_name;
    facts.model = software.model;
    facts.junos_version = software.version.empty() ? configuration.version : software.version;
    facts.user = authorization.user;
    facts.user_class = authorization.user_class;
    if (const auto time = parse_epoch(configuration.commit_seconds))
        facts.commit_time = to_rfc3339(*time);
    facts.commit_user = configuration.commit_user;
    facts.nodes = cluster.nodes;
    return facts;
}

Readings read_junos(Answers& answers) {
    Readings readings;
    auto tree = std::make_shared<xml::Document>();
    auto& dom = tree->dom();
    auto& read = readings.sources;
    const auto software = read_software(answers);
    const auto cluster = read_cluster(answers, software);
    auto configuration = read_configuration(answers, cluster, dom);
    for (const auto& source : sources())
        if (source.is_pki)
            read[std::string(source.id)] = read_pki(answers, source.id, cluster, dom);
    const auto authorization = read_authorization(answers);
    const auto clock = read_clock(answers);
    const auto doubt = why_absence_is_unproven(authorization, configuration);
    add_permission_caveat(doubt, configuration.reading);
    if (is_understood(authorization.reading))
        append_authorization(authorization, doubt.empty(), dom);
    if (is_understood(software.reading))
        append_software(software, dom);
    if (is_understood(clock.reading))
        append_clock(clock, dom);
    if (is_understood(cluster.reading))
        append_cluster(cluster, dom);
    read["configuration"] = configuration.reading;
    read["authorization"] = authorization.reading;
    read["software"] = software.reading;
    read["clock"] = clock.reading;
    read["cluster"] = cluster.reading;
    readings.notes = configuration.notes;
    readings.facts = facts_of(configuration, software, authorization, cluster);
    read_clocks(answers.snapshot(), clock, readings);
    readings.tree = std::move(tree);
    return readings;
}

/// A device that is no Junos gets no facts: what its answers look like they say is chance.
Readings read_stranger(const Snapshot& snapshot) {
    Readings readings;
    readings.tree = std::make_shared<xml::Document>();
    readings.clocks.auditor = snapshot.provenance.finished;
    const Failure failure{Phase::rpc, FailureCode::not_junos,
                          "none of the answers is one that Junos gives",
                          "check the address and the port"};
    for (const auto& source : sources())
        readings.sources[std::string(source.id)] = snapshot::Failed{failure};
    return readings;
}

} // namespace

Readings read(const Snapshot& snapshot, std::optional<WallTime> at) {
    Answers answers(snapshot);
    const bool stranger = device_spoke(snapshot) && !shows_junos(answers);
    auto readings = stranger ? read_stranger(snapshot) : read_junos(answers);
    if (at) {
        readings.clocks = {*at, *at};
        std::erase_if(readings.notes, [](const snapshot::Note& note) {
            return note.code == "clock-skew" || note.code == "clock-from-auditor";
        });
    }
    return readings;
}

} // namespace junos_audit::junos
