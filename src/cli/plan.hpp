// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/junos/sources.hpp"
#include "junos_audit/policy/control.hpp"

#include <string>
#include <vector>

namespace junos_audit::cli {

/// What the controls need of a device: the union of the sources and paths that they declare.
[[nodiscard]] junos::Needs needs_of(const std::vector<policy::Control>& controls);

/// What --plan prints: every request that a device would get, in order, with what it is for.
/// Connects to nothing.
[[nodiscard]] std::string plan_text(const std::vector<policy::Control>& controls);

} // namespace junos_audit::cli
