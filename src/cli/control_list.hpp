// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"

#include <string>
#include <vector>

/// Controls for people and programs: what `controls` and `explain` print. Pure.
namespace junos_audit::cli {

[[nodiscard]] std::vector<policy::Control> all_built_in_controls();

[[nodiscard]] std::string controls_as_text(const std::vector<policy::Control>& controls);
[[nodiscard]] std::string controls_as_json(const std::vector<policy::Control>& controls);
/// What the control reads, how it decides, every code that it can answer with, why, and how to
/// mend.
[[nodiscard]] std::string explanation(const policy::Control& control);

} // namespace junos_audit::cli
