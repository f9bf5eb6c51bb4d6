// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

namespace junos_audit::junos {

/// The paths that a configuration request asks for: those needed and those that every answer must
/// show, sorted, without doubles and without what cannot be asked for (not below /configuration,
/// not a plain path).
[[nodiscard]] std::vector<std::string> filter_paths(const std::set<std::string>& needed);

/// What is asked for whatever is needed: the witness and the signs of an unexpanded answer.
[[nodiscard]] std::span<const std::string_view> standing_paths();

/// The paths as one `<configuration>` filter: an empty tag selects a subtree, a path below another
/// is within it. The same paths give the same bytes, in whatever order they come.
[[nodiscard]] std::string filter_xml(const std::vector<std::string>& paths);

} // namespace junos_audit::junos
