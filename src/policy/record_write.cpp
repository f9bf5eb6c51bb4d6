// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/assessment.hpp"
#include "policy/record_form.hpp"

#include "junos_audit/base/overload.hpp"

#include <nlohmann/json.hpp>

#include <variant>

namespace junos_audit::policy {

namespace {

using nlohmann::json;

json write(WallTime time) {
    return time.time_since_epoch().count();
}

json write(const std::optional<WallTime>& time) {
    return time ? write(*time) : json();
}

json write(const std::optional<Failure>& failure) {
    if (!failure)
        return {};
    return {{"phase", to_word(failure->phase)},
            {"code", to_word(failure->code)},
            {"message", failure->message},
            {"advice", failure->advice}};
}

json write(const snapshot::Note& note);
json write(const SourceStatus& source);
json write(const Evidence& evidence);
json write(const Finding& finding);
json write(const Advice& advice);
json write(const ControlResult& result);

template <class Item>
json write(const std::vector<Item>& items) {
    auto list = json::array();
    for (const auto& item : items)
        list.push_back(write(item));
    return list;
}

json write(const snapshot::Note& note) {
    return {{"code", note.code}, {"message", note.message}};
}

json write(const snapshot::HostKey& key) {
    return {{"check", to_word(key.check)}, {"type", key.type}, {"fingerprint", key.fingerprint}};
}

json write(const snapshot::Provenance& p) {
    return {{"target", p.target},
            {"name", p.name},
            {"address", p.address},
            {"started", write(p.started)},
            {"finished", write(p.finished)},
            {"reached", p.reached},
            {"failure", write(p.failure)},
            {"host_key", write(p.host_key)},
            {"authentication", p.authentication},
            {"algorithms", p.algorithms},
            {"capabilities", p.capabilities},
            {"attempts", p.attempts},
            {"notes", write(p.notes)}};
}

json write(const snapshot::DeviceFacts& facts) {
    return {{"host_name", facts.host_name},         {"model", facts.model},
            {"junos_version", facts.junos_version}, {"user", facts.user},
            {"user_class", facts.user_class},       {"commit_time", facts.commit_time},
            {"commit_user", facts.commit_user},     {"nodes", facts.nodes}};
}

json write(const SourceStatus& source) {
    return {{"id", source.id},
            {"status", source.status},
            {"sha256", source.sha256},
            {"rpc", source.rpc}};
}

json write(const Evidence& evidence) {
    return {{"source", evidence.source},
            {"path", evidence.path},
            {"value", evidence.value},
            {"set", evidence.set},
            {"group", evidence.group}};
}

json write(const Finding& finding) {
    return {{"outcome", to_word(finding.outcome)}, {"code", finding.code},
            {"message", finding.message},          {"node", finding.node},
            {"evidence", write(finding.evidence)}, {"fix", finding.fix}};
}

json write(const Advice& advice) {
    return {{"code", advice.code},
            {"message", advice.message},
            {"node", advice.node},
            {"evidence", write(advice.evidence)},
            {"fix", advice.fix}};
}

json write(const ControlResult& result) {
    const auto* pass = std::get_if<Pass>(&result.verdict);
    return {{"control", result.control},
            {"title", result.title},
            {"severity", result.severity},
            {"outcome", to_word(outcome_of(result.verdict))},
            {"findings", write(findings_of(result.verdict))},
            {"examined", examined_by(result.verdict)},
            {"holds_until", pass != nullptr ? write(pass->holds_until()) : json()},
            {"notes", write(result.notes)}};
}

} // namespace

std::string to_record(const Assessment& assessment) {
    const json whole{{"format", record::format},
                     {"version", record::version},
                     {"provenance", write(assessment.provenance)},
                     {"facts", write(assessment.facts)},
                     {"notes", write(assessment.notes)},
                     {"sources", write(assessment.sources)},
                     {"results", write(assessment.results)}};
    // Bytes that are no UTF-8 cannot come this far (printable.hpp); if they do, the record is still
    // one.
    return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace junos_audit::policy
