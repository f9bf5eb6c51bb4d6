// SPDX-License-Identifier: Apache-2.0
#include "cli/record_check.hpp"

#include "junos_audit/worker/concessions.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>

namespace junos_audit::cli {
namespace {

bool is_possible(snapshot::HostKeyCheck check, const Asked& asked) {
    using snapshot::HostKeyCheck;
    switch (check) {
    case HostKeyCheck::unchecked:
        return true;
    case HostKeyCheck::verified:
    case HostKeyCheck::verified_without_port:
        return asked.host_is_known;
    case HostKeyCheck::accepted_new:
        return asked.accept_new_host_keys;
    }
    return false;
}

bool is_stored(const Asked& asked) {
    return asked.target.empty();
}

bool is_about(const snapshot::Provenance& provenance, const Asked& asked) {
    return is_stored(asked) ||
           (provenance.target == asked.target && provenance.name == asked.name &&
            provenance.authentication == to_word(asked.authentication) &&
            is_possible(provenance.host_key.check, asked));
}

void add_missing(const std::vector<snapshot::Note>& due, std::vector<snapshot::Note>& notes) {
    for (const auto& note : due)
        if (std::ranges::find(notes, note) == notes.end())
            notes.push_back(note);
}

std::vector<snapshot::Note> due_notes(const snapshot::Provenance& provenance, const Asked& asked) {
    if (is_stored(asked))
        return {};
    return worker::concessions(asked.legacy_algorithms, provenance.host_key.check);
}

/// Nothing for bytes that are no record, also where they drive a reader out of its mind.
template <class Read>
auto believed(Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const std::exception&) {
        return std::nullopt; // the reasons are the worker's business, which cannot be believed
    }
}

bool judges(const policy::ControlResult& result, const policy::ControlHead& head) {
    return result.control == head.id && result.title == head.title &&
           result.severity == head.severity;
}

std::optional<snapshot::Files> files_of(std::string_view record) {
    const auto document = nlohmann::json::parse(record, nullptr, false);
    if (!document.is_object())
        return std::nullopt;
    snapshot::Files files;
    for (const auto& [name, content] : document.items()) {
        if (!content.is_string())
            return std::nullopt;
        files.emplace(name, content.get<std::string>());
    }
    return files;
}

std::optional<policy::Assessment> read_assessment(std::string_view record, const Asked& asked) {
    auto assessment = policy::from_record(record);
    if (!assessment || !is_about(assessment->provenance, asked) ||
        !std::ranges::equal(assessment->results, asked.controls, judges))
        return std::nullopt;
    const auto due = due_notes(assessment->provenance, asked);
    add_missing(due, assessment->provenance.notes);
    add_missing(due, assessment->notes);
    if (is_stored(asked) && assessment->provenance.name.empty())
        assessment->provenance.name = asked.name;
    return assessment;
}

std::optional<snapshot::Snapshot> read_snapshot(std::string_view record, const Asked& asked) {
    const auto files = files_of(record);
    if (!files)
        return std::nullopt;
    auto snapshot = snapshot::from_files(*files, asked.target);
    if (!is_about(snapshot.provenance, asked))
        return std::nullopt;
    add_missing(due_notes(snapshot.provenance, asked), snapshot.provenance.notes);
    return snapshot;
}

} // namespace

Failure not_believed() {
    return {Phase::close, FailureCode::worker_killed,
            "what its worker reported does not fit what was asked",
            "this is a fault of junos-audit or an attack by the device"};
}

std::optional<policy::Assessment> checked_assessment(std::string_view record, const Asked& asked) {
    return believed([&] { return read_assessment(record, asked); });
}

std::optional<snapshot::Snapshot> checked_snapshot(std::string_view record, const Asked& asked) {
    return believed([&] { return read_snapshot(record, asked); });
}

} // namespace junos_audit::cli
