// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/snapshot/store.hpp"
#include "junos_audit/worker/job.hpp"

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
    std::string name;   ///< of a stored snapshot: what it is called where it has no name of its own
    std::vector<policy::ControlHead> controls;
    worker::LoginMethod authentication = worker::LoginMethod::publickey;
    bool legacy_algorithms = false;
    bool accept_new_host_keys = false;
    bool host_is_known = false; ///< there are keys that could verify it
};

/// For a device whose worker said what cannot be.
[[nodiscard]] Failure not_believed();

/// The assessment, if it is well-formed, of the device that was asked, reached as it was asked, and
/// judges exactly the controls that were selected. What was conceded (worker/concessions.hpp) is
/// noted in it whether the worker did so or not.
[[nodiscard]] std::optional<policy::Assessment> checked_assessment(std::string_view record,
                                                                   const Asked& asked);

/// The files of a snapshot, by the same standard.
[[nodiscard]] std::optional<snapshot::Snapshot> checked_snapshot(std::string_view record,
                                                                 const Asked& asked);

} // namespace junos_audit::cli
