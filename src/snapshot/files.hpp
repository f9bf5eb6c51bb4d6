// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/snapshot/store.hpp"
#include "snapshot/manifest.hpp"

#include <string>

namespace junos_audit::snapshot {

/// Joins a manifest with the files that it lists. Throws UsageError (bad_data) with every problem
/// found.
[[nodiscard]] Snapshot assemble(Manifest manifest, const Files& files,
                                const std::string& directory);

} // namespace junos_audit::snapshot
