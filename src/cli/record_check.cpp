// SPDX-License-Identifier: Apache-2.0
#include "cli/record_check.hpp"

#include "junos_audit/base/usage_error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace junos_audit::cli {
namespace {

bool is_about(const snapshot::Provenance& provenance, const Asked& asked) {
    return asked.target.empty() || provenance.target == asked.target;
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

} // namespace

std::optional<policy::Assessment> checked_assessment(std::string_view record, const Asked& asked) {
    auto assessment = policy::from_record(record);
    if (!assessment || !is_about(assessment->provenance, asked) ||
        !std::ranges::equal(assessment->results, asked.controls, judges))
        return std::nullopt;
    return assessment;
}

std::optional<snapshot::Snapshot> checked_snapshot(std::string_view record, const Asked& asked) {
    const auto files = files_of(record);
    if (!files)
        return std::nullopt;
    try {
        auto snapshot = snapshot::from_files(*files, asked.target);
        if (is_about(snapshot.provenance, asked))
            return snapshot;
    } catch (const UsageError&) {
        return std::nullopt; // the reasons are the worker's business, which cannot be believed
    }
    return std::nullopt;
}

} // namespace junos_audit::cli
