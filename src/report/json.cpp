// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/report.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/report/summary.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace junos_audit::report {
namespace {

using Json = nlohmann::ordered_json;

/// Device text in a report is visible text, whatever reads the report later (`jq -r` undoes JSON's
/// own escapes). Nothing is cut here: what is kept of a value was decided where the evidence was
/// made.
Json text(std::string_view device_text) {
    return printable(device_text, std::numeric_limits<std::size_t>::max());
}

Json texts(const std::vector<std::string>& lines) {
    Json array = Json::array();
    for (const auto& line : lines)
        array.push_back(text(line));
    return array;
}

Json texts(const std::map<std::string, std::string>& pairs) {
    Json object = Json::object();
    for (const auto& [name, value] : pairs)
        object[printable(name)] = text(value);
    return object;
}

template <class Range, class Render>
Json array_of(const Range& range, Render render) {
    Json array = Json::array();
    for (const auto& element : range)
        array.push_back(render(element));
    return array;
}

Json time(const std::optional<WallTime>& time) {
    return time ? Json(to_rfc3339(*time)) : Json(nullptr);
}

Json evidence(const policy::Evidence& evidence) {
    return {{"source", text(evidence.source)},
            {"path", text(evidence.path)},
            {"value", text(evidence.value)},
            {"set", text(evidence.set)},
            {"group", text(evidence.group)}};
}

Json advice(const policy::Advice& advice) {
    return {{"code", text(advice.code)},
            {"message", text(advice.message)},
            {"node", text(advice.node)},
            {"evidence", array_of(advice.evidence, evidence)},
            {"fix", texts(advice.fix)}};
}

Json finding(const policy::Finding& finding) {
    return {{"outcome", to_word(finding.outcome)},
            {"code", text(finding.code)},
            {"message", text(finding.message)},
            {"node", text(finding.node)},
            {"evidence", array_of(finding.evidence, evidence)},
            {"fix", texts(finding.fix)}};
}

Json result(const policy::ControlResult& result) {
    return {{"control", text(result.control)},
            {"title", text(result.title)},
            {"severity", text(result.severity)},
            {"outcome", to_word(policy::outcome_of(result.verdict))},
            {"findings", array_of(policy::findings_of(result.verdict), finding)},
            {"notes", array_of(result.notes, advice)},
            {"examined", policy::examined_by(result.verdict)},
            {"holds_until", time(holds_until(result))},
            {"waiver", nullptr}};
}

Json failure(const std::optional<Failure>& failure) {
    if (!failure)
        return nullptr;
    return {{"phase", to_word(failure->phase)},
            {"code", to_word(failure->code)},
            {"message", text(failure->message)},
            {"advice", text(failure->advice)}};
}

Json host_key(const snapshot::HostKey& key) {
    return {{"check", to_word(key.check)},
            {"type", text(key.type)},
            {"fingerprint", text(key.fingerprint)}};
}

Json facts(const snapshot::DeviceFacts& facts) {
    return {{"host_name", text(facts.host_name)},
            {"model", text(facts.model)},
            {"junos_version", text(facts.junos_version)},
            {"user", text(facts.user)},
            {"user_class", text(facts.user_class)},
            {"commit_time", facts.commit_time.empty() ? Json(nullptr) : text(facts.commit_time)},
            {"commit_user", text(facts.commit_user)},
            {"nodes", texts(facts.nodes)}};
}

Json note(const snapshot::Note& note) {
    return {{"code", text(note.code)}, {"message", text(note.message)}};
}

Json source(const policy::SourceStatus& source) {
    return {{"id", text(source.id)},
            {"status", text(source.status)},
            {"sha256", text(source.sha256)},
            {"rpc", text(source.rpc)}};
}

Json device(const policy::Assessment& device) {
    const auto& provenance = device.provenance;
    return {{"target", text(provenance.target)},
            {"name", text(provenance.name)},
            {"address", text(provenance.address)},
            {"reached", provenance.reached},
            {"failure", failure(provenance.failure)},
            {"started", to_rfc3339(provenance.started)},
            {"finished", to_rfc3339(provenance.finished)},
            {"attempts", provenance.attempts},
            {"host_key", host_key(provenance.host_key)},
            {"authentication", text(provenance.authentication)},
            {"algorithms", texts(provenance.algorithms)},
            {"facts", facts(device.facts)},
            {"notes", array_of(device.notes, note)},
            {"sources", array_of(device.sources, source)},
            {"results", array_of(device.results, result)},
            {"holds_until", time(holds_until(device))}};
}

Json summary(const Run& run) {
    const auto summary = summarise(run);
    Json outcomes = Json::object();
    for (const auto& [outcome, count] : summary.outcomes)
        outcomes[std::string(to_word(outcome))] = count;
    return {{"devices", summary.devices},
            {"reached", summary.reached},
            {"controls", summary.controls},
            {"outcomes", outcomes},
            {"undecided", summary.undecided},
            {"exit_status", summary.exit_status},
            {"holds_until", time(summary.holds_until)}};
}

} // namespace

std::string render_json(const Run& run, const Style&) {
    const Json report = {
        {"format", "junos-audit-report"},
        {"version", 1},
        {"tool", {{"version", text(run.tool.version)}, {"libraries", texts(run.tool.libraries)}}},
        {"started", to_rfc3339(run.started)},
        {"finished", to_rfc3339(run.finished)},
        {"interrupted", run.interrupted},
        {"devices", array_of(run.devices, device)},
        {"summary", summary(run)}};
    return report.dump(2) + "\n";
}

} // namespace junos_audit::report
