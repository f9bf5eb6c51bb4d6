// SPDX-License-Identifier: Apache-2.0
#include "worker/judge.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/junos/read.hpp"
#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/policy/evaluate.hpp"
#include "junos_audit/policy/load.hpp"
#include "junos_audit/snapshot/store.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace junos_audit::worker {

namespace {

void add_needs(const std::vector<policy::Control>& controls, junos::Needs& needs) {
    for (const auto& control : controls) {
        needs.sources.insert(control.sources.begin(), control.sources.end());
        needs.configuration_paths.insert(control.reads.begin(), control.reads.end());
    }
}

std::vector<policy::Control> all_built_in_controls() {
    std::vector<policy::Control> controls;
    for (const auto& [file, text] : policy::built_in_controls())
        controls.push_back(policy::load_control(text, std::string(file)));
    return controls;
}

Record snapshot_record(const snapshot::Snapshot& snapshot, std::uint32_t task) {
    auto body = nlohmann::json(snapshot::to_files(snapshot)).dump();
    if (body.size() > limits::record_bytes_max / 2)
        return {Record::Kind::failed, task,
                "the snapshot is larger than " + std::to_string(limits::record_bytes_max / 2) +
                    " bytes"};
    return {Record::Kind::snapshot, task, std::move(body)};
}

std::optional<WallTime> instant(const Setup& setup) {
    if (!setup.at)
        return std::nullopt;
    return WallTime(std::chrono::seconds(*setup.at));
}

} // namespace

Bench make_bench(const Setup& setup) {
    Bench bench;
    if (!setup.controls.empty())
        bench.controls = policy::select_controls("", setup.controls);
    add_needs(bench.controls, bench.needs);
    if (bench.controls.empty() || setup.keep_snapshot)
        add_needs(all_built_in_controls(), bench.needs);
    bench.needs.sources.insert(setup.capture_sources.begin(), setup.capture_sources.end());
    return bench;
}

std::vector<Record> judge(const snapshot::Snapshot& snapshot, const Bench& bench,
                          const Setup& setup, std::uint32_t task) {
    const auto readings = junos::read(snapshot, instant(setup));
    const auto assessment = policy::assess(bench.controls, snapshot, readings);
    std::vector<Record> records{{Record::Kind::assessment, task, policy::to_record(assessment)}};
    if (setup.keep_snapshot)
        records.push_back(snapshot_record(snapshot, task));
    return records;
}

} // namespace junos_audit::worker
