// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/junos/sources.hpp"
#include "junos_audit/policy/control.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/worker/job.hpp"

#include <vector>

namespace junos_audit::worker {

/// What a worker judges by, made once from its Setup.
struct Bench {
    std::vector<policy::Control> controls;
    junos::Needs needs;
};

/// The controls that are named, none when none is; the needs of these, or of all built-in ones when
/// the snapshot is what is wanted. Throws UsageError for a control that does not exist.
[[nodiscard]] Bench make_bench(const Setup& setup);

/// The records that a snapshot amounts to: its assessment and, where wanted, its files. Without
/// `done`.
[[nodiscard]] std::vector<Record> judge(const snapshot::Snapshot& snapshot, const Bench& bench,
                                        const Setup& setup, std::uint32_t task);

} // namespace junos_audit::worker
