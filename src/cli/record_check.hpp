// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/snapshot/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A worker's records, read as something that a device may have written which took the worker over.
/// Pure.
namespace junos_audit::cli {

/// What a record must be about.
struct Asked {
    std::string target; ///< empty: a stored snapshot, which says by itself where it came from
    std::vector<policy::ControlHead> controls;
};

/// The assessment, if it is well-formed, of the device that was asked and judges exactly the
/// controls that were selected.
[[nodiscard]] std::optional<policy::Assessment> checked_assessment(std::string_view record,
                                                                   const Asked& asked);

/// The files of a snapshot, if they are one of the device that was asked.
[[nodiscard]] std::optional<snapshot::Snapshot> checked_snapshot(std::string_view record,
                                                                 const Asked& asked);

} // namespace junos_audit::cli
