// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/assessment.hpp"
#include "policy/record_form.hpp"
#include "policy/record_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace junos_audit::policy {

namespace {

using record::Reader;
using Json = Reader::Json;

std::optional<Failure> read_failure(Reader& reader, const Json& value) {
    if (value.is_null())
        return std::nullopt;
    reader.object(value, {"phase", "code", "message", "advice"});
    const auto phase = phase_from_word(reader.text(value, "phase"));
    const auto code = failure_code_from_word(reader.text(value, "code"));
    reader.check(phase && code);
    return Failure{phase.value_or(Phase::close), code.value_or(FailureCode::worker_killed),
                   reader.text(value, "message"), reader.text(value, "advice")};
}

std::vector<snapshot::Note> read_notes(Reader& reader, const Json& parent) {
    return reader.list<snapshot::Note>(parent, "notes", [&](const Json& value) {
        reader.object(value, {"code", "message"});
        return snapshot::Note{reader.word(value, "code"), reader.text(value, "message")};
    });
}

snapshot::HostKey read_host_key(Reader& reader, const Json& value) {
    using snapshot::HostKeyCheck;
    static constexpr std::array checks{HostKeyCheck::unchecked, HostKeyCheck::verified,
                                       HostKeyCheck::verified_without_port,
                                       HostKeyCheck::accepted_new};
    reader.object(value, {"check", "type", "fingerprint"});
    snapshot::HostKey key;
    const auto word = reader.text(value, "check");
    const auto* const check = std::find_if(
        checks.begin(), checks.end(), [&](auto known) { return snapshot::to_word(known) == word; });
    reader.check(check != checks.end());
    key.check = check != checks.end() ? *check : HostKeyCheck::unchecked;
    key.type = reader.text(value, "type");
    key.fingerprint = reader.text(value, "fingerprint");
    return key;
}

std::map<std::string, std::string> read_algorithms(Reader& reader, const Json& value) {
    std::map<std::string, std::string> algorithms;
    reader.check(value.is_object());
    if (value.is_object())
        for (const auto& [key, name] : value.items())
            algorithms[key] = reader.text(value, key);
    return algorithms;
}

snapshot::Provenance read_provenance(Reader& reader, const Json& value) {
    reader.object(value, {"target", "name", "address", "started", "finished", "reached", "failure",
                          "host_key", "authentication", "algorithms", "capabilities", "attempts",
                          "notes"});
    snapshot::Provenance p;
    p.target = reader.text(value, "target");
    p.name = reader.text(value, "name");
    p.address = reader.text(value, "address");
    p.started = reader.time(value, "started");
    p.finished = reader.time(value, "finished");
    p.reached = reader.flag(value, "reached");
    p.failure = read_failure(reader, reader.member(value, "failure"));
    p.host_key = read_host_key(reader, reader.member(value, "host_key"));
    p.authentication = reader.text(value, "authentication");
    p.algorithms = read_algorithms(reader, reader.member(value, "algorithms"));
    p.capabilities = reader.texts(value, "capabilities");
    p.attempts =
        static_cast<int>(reader.integer(value, "attempts", std::numeric_limits<int>::max()));
    p.notes = read_notes(reader, value);
    return p;
}

snapshot::DeviceFacts read_facts(Reader& reader, const Json& value) {
    reader.object(value, {"host_name", "model", "junos_version", "user", "user_class",
                          "commit_time", "commit_user", "nodes"});
    return {reader.text(value, "host_name"),     reader.text(value, "model"),
            reader.text(value, "junos_version"), reader.text(value, "user"),
            reader.text(value, "user_class"),    reader.text(value, "commit_time"),
            reader.text(value, "commit_user"),   reader.texts(value, "nodes")};
}

SourceStatus read_source(Reader& reader, const Json& value) {
    static constexpr std::array<std::string_view, 4> words{"document", "refused", "failed",
                                                           "not-asked"};
    reader.object(value, {"id", "status", "sha256", "rpc"});
    SourceStatus source{reader.text(value, "id"), reader.text(value, "status"),
                        reader.text(value, "sha256"), reader.text(value, "rpc")};
    reader.check(std::find(words.begin(), words.end(), source.status) != words.end());
    return source;
}

std::vector<Evidence> read_evidence(Reader& reader, const Json& parent) {
    return reader.list<Evidence>(parent, "evidence", [&](const Json& value) {
        reader.object(value, {"source", "path", "value", "set", "group"});
        Evidence evidence{reader.word(value, "source"), reader.text(value, "path"),
                          reader.text(value, "value"), reader.text(value, "set"),
                          reader.text(value, "group")};
        reader.check(evidence.path.starts_with("/"));
        return evidence;
    });
}

Finding read_finding(Reader& reader, const Json& value) {
    reader.object(value, {"outcome", "code", "message", "node", "evidence", "fix"});
    const auto outcome = outcome_from_word(reader.text(value, "outcome"));
    reader.check(outcome.has_value());
    Finding finding{outcome.value_or(Outcome::error), reader.word(value, "code"),
                    reader.text(value, "message"),    reader.text(value, "node"),
                    read_evidence(reader, value),     reader.texts(value, "fix")};
    const bool decides = finding.outcome == Outcome::pass || finding.outcome == Outcome::fail;
    reader.check(!decides || !finding.evidence.empty());
    return finding;
}

Advice read_advice(Reader& reader, const Json& value) {
    reader.object(value, {"code", "message", "node", "evidence", "fix"});
    return {reader.word(value, "code"), reader.text(value, "message"), reader.text(value, "node"),
            read_evidence(reader, value), reader.texts(value, "fix")};
}

/// The verdict that the findings bear out, if it is the one that the record claims. A pass holds
/// nothing but proofs.
std::optional<Verdict> read_verdict(Reader& reader, const Json& value) {
    auto findings = reader.list<Finding>(
        value, "findings", [&](const Json& item) { return read_finding(reader, item); });
    const auto examined = reader.integer(value, "examined", std::numeric_limits<int>::max());
    const auto until = reader.optional_time(value, "holds_until");
    const auto claimed = outcome_from_word(reader.text(value, "outcome"));
    auto worst = Outcome::notapplicable;
    for (const auto& finding : findings)
        worst = worse(worst, finding.outcome);
    reader.check(!findings.empty() && claimed == worst);
    if (worst == Outcome::pass)
        reader.check(examined > 0 && std::all_of(findings.begin(), findings.end(), [](auto& f) {
                         return f.outcome == Outcome::pass;
                     }));
    else
        reader.check(!until);
    if (!reader.good())
        return std::nullopt;
    return conclude(std::move(findings), static_cast<std::size_t>(examined), until);
}

ControlResult read_result(Reader& reader, const Json& value) {
    static constexpr std::array<std::string_view, 4> severities{"low", "medium", "high",
                                                                "critical"};
    reader.object(value, {"control", "title", "severity", "outcome", "findings", "examined",
                          "holds_until", "notes"});
    auto control = reader.word(value, "control");
    auto title = reader.text(value, "title");
    auto severity = reader.text(value, "severity");
    reader.check(std::find(severities.begin(), severities.end(), severity) != severities.end());
    auto verdict = read_verdict(reader, value);
    auto notes = reader.list<Advice>(value, "notes",
                                     [&](const Json& item) { return read_advice(reader, item); });
    return {std::move(control), std::move(title), std::move(severity),
            verdict ? *std::move(verdict) : conclude({}, 0, std::nullopt), std::move(notes)};
}

bool are_in_order(const std::vector<ControlResult>& results) {
    return std::adjacent_find(results.begin(), results.end(), [](const auto& a, const auto& b) {
               return a.control >= b.control;
           }) == results.end();
}

} // namespace

std::optional<Assessment> from_record(std::string_view bytes) {
    const auto whole = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
    Reader reader;
    reader.object(whole,
                  {"format", "version", "provenance", "facts", "notes", "sources", "results"});
    reader.check(reader.text(whole, "format") == record::format);
    reader.check(reader.integer(whole, "version", record::version) == record::version);
    if (!reader.good())
        return std::nullopt;
    Assessment assessment;
    assessment.provenance = read_provenance(reader, reader.member(whole, "provenance"));
    assessment.facts = read_facts(reader, reader.member(whole, "facts"));
    assessment.notes = read_notes(reader, whole);
    assessment.sources = reader.list<SourceStatus>(
        whole, "sources", [&](const Json& item) { return read_source(reader, item); });
    assessment.results = reader.list<ControlResult>(
        whole, "results", [&](const Json& item) { return read_result(reader, item); });
    reader.check(are_in_order(assessment.results));
    return reader.good() ? std::optional(std::move(assessment)) : std::nullopt;
}

} // namespace junos_audit::policy
