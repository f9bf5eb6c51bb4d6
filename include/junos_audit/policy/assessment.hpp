// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/verdict.hpp"
#include "junos_audit/snapshot/readings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::policy {

struct ControlResult {
    std::string control; ///< id
    std::string title;
    std::string severity;
    Verdict verdict;
    std::vector<Advice> notes;

    bool operator==(const ControlResult&) const = default;
};

struct SourceStatus {
    std::string id;     ///< with "@node" when one node was asked by itself
    std::string status; ///< "document", "refused", "failed", "not-asked"
    std::string sha256;
    std::string rpc;

    bool operator==(const SourceStatus&) const = default;
};

/// All that a report says about one device.
struct Assessment {
    snapshot::Provenance provenance;
    snapshot::DeviceFacts facts;
    std::vector<snapshot::Note> notes; ///< of provenance and readings together
    std::vector<SourceStatus> sources;
    std::vector<ControlResult> results; ///< in the order of the controls' ids

    bool operator==(const Assessment&) const = default;
};

/// The record that a worker sends to the parent and the history keeps: JSON, versioned, complete.
[[nodiscard]] std::string to_record(const Assessment& assessment);
/// Reads and checks a record: known form, known words, a verdict that its findings bear out (a pass
/// without proof is no record). Nothing for anything else: the sender may be a process that a
/// device has taken over.
[[nodiscard]] std::optional<Assessment> from_record(std::string_view record);

/// The assessment of a device of which nothing was had: every control is error with the failure's
/// code.
struct ControlHead {
    std::string id;
    std::string title;
    std::string severity;
    bool operator==(const ControlHead&) const = default;
};
[[nodiscard]] Assessment not_assessed(snapshot::Provenance provenance,
                                      const std::vector<ControlHead>& controls);

/// What a run amounts to: bit 2 for a fail, bit 4 for anything undecided, 0 when every control is
/// decided and none fails.
[[nodiscard]] int exit_status(const std::vector<Assessment>& assessments);

} // namespace junos_audit::policy
