// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/evaluate.hpp"
#include "policy/ground.hpp"

#include "junos_audit/base/failure.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace junos_audit::policy {

namespace {

/// What was never asked because the session ended before is the session's failure, not an oversight
/// of the capture.
snapshot::Readings with_failure(snapshot::Readings readings, const std::optional<Failure>& failure,
                                const std::vector<Control>& controls) {
    if (!failure)
        return readings;
    for (const auto& control : controls)
        for (const auto& source : control.sources) {
            auto& reading =
                readings.sources.try_emplace(source, snapshot::NotAsked()).first->second;
            if (std::holds_alternative<snapshot::NotAsked>(reading))
                reading = snapshot::Failed{*failure};
        }
    return readings;
}

SourceStatus status_of(const snapshot::Exchange& exchange, const snapshot::Readings& readings) {
    SourceStatus status{to_string(exchange.key), "document", {}, exchange.rpc};
    if (const auto* none = std::get_if<snapshot::NoReply>(&exchange.answer)) {
        status.status = "failed";
        status.sha256 = none->sha256;
        return status;
    }
    status.sha256 = std::get<snapshot::Reply>(exchange.answer).sha256;
    const auto reading = readings.sources.find(exchange.key.source);
    if (reading == readings.sources.end())
        return status;
    if (std::holds_alternative<snapshot::Refused>(reading->second))
        status.status = "refused";
    else if (std::holds_alternative<snapshot::Failed>(reading->second))
        status.status = "failed";
    return status;
}

std::vector<SourceStatus> statuses(const std::vector<Control>& controls,
                                   const snapshot::Snapshot& snapshot,
                                   const snapshot::Readings& readings) {
    std::vector<SourceStatus> all;
    std::set<std::string> asked;
    for (const auto& exchange : snapshot.exchanges) {
        asked.insert(exchange.key.source);
        all.push_back(status_of(exchange, readings));
    }
    for (const auto& control : controls)
        for (const auto& source : control.sources)
            if (asked.insert(source).second)
                all.push_back({source, "not-asked", {}, {}});
    return all;
}

void sort_by_id(std::vector<ControlResult>& results) {
    std::sort(results.begin(), results.end(),
              [](const ControlResult& a, const ControlResult& b) { return a.control < b.control; });
}

} // namespace

Assessment assess(const std::vector<Control>& controls, const snapshot::Snapshot& snapshot,
                  const snapshot::Readings& readings) {
    Assessment assessment;
    assessment.provenance = snapshot.provenance;
    assessment.facts = readings.facts;
    assessment.notes = snapshot.provenance.notes;
    assessment.notes.insert(assessment.notes.end(), readings.notes.begin(), readings.notes.end());
    assessment.sources = statuses(controls, snapshot, readings);
    const auto known = with_failure(readings, snapshot.provenance.failure, controls);
    for (const auto& control : controls)
        assessment.results.push_back(evaluate(control, known));
    sort_by_id(assessment.results);
    return assessment;
}

Assessment not_assessed(snapshot::Provenance provenance, const std::vector<ControlHead>& controls) {
    Assessment assessment;
    const auto code = provenance.failure ? provenance.failure->code : FailureCode::not_captured;
    const auto message =
        provenance.failure ? provenance.failure->message : "The device was not asked for anything.";
    for (const auto& control : controls)
        assessment.results.push_back(
            {control.id,
             control.title,
             control.severity,
             conclude({plain_finding(Outcome::error, std::string(to_word(code)), message)}, 0,
                      std::nullopt),
             {}});
    sort_by_id(assessment.results);
    assessment.notes = provenance.notes;
    assessment.provenance = std::move(provenance);
    return assessment;
}

int exit_status(const std::vector<Assessment>& assessments) {
    constexpr int failing = 2;
    constexpr int undecided = 4;
    int status = 0;
    for (const auto& assessment : assessments) {
        if (assessment.results.empty())
            status |= undecided; // nothing selected is nothing decided
        for (const auto& result : assessment.results)
            switch (outcome_of(result.verdict)) {
            case Outcome::notapplicable:
            case Outcome::pass:
                break;
            case Outcome::unknown:
            case Outcome::error:
                status |= undecided;
                break;
            case Outcome::fail:
                status |= failing;
                break;
            }
    }
    return status;
}

} // namespace junos_audit::policy
