// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::policy {

/// Reads one control and compiles every XPath in it. Errors carry file, line and column, all of
/// them at once: unknown, duplicate and missing keys, words that are none of the language's, XPath
/// written without quotes, XPath that does not compile or uses a variable that is not in scope, an
/// absolute path into a source that the control does not declare or into configuration that it does
/// not read, a template that names no variable, an `each` that would pass over nothing, an `absent`
/// without a witness. Throws UsageError (bad_data).
[[nodiscard]] Control load_control(std::string_view text, const std::string& file);

/// The text of the controls that this program was built with, and where it came from.
struct BuiltIn {
    std::string_view file; ///< "controls/rest-https-mutual-authentication.yaml"
    std::string_view text;
};
[[nodiscard]] std::span<const BuiltIn> built_in_controls();

struct Profile {
    std::string id;
    std::string title;
    std::vector<std::string> controls;
};
[[nodiscard]] std::span<const Profile> built_in_profiles();

/// The controls to judge: those named by `ids`, or else by the profile (default "web-pki"); sorted
/// by id. Throws UsageError: an id or profile that does not exist (usage), nothing selected
/// (missing_input).
[[nodiscard]] std::vector<Control> select_controls(const std::string& profile,
                                                   const std::vector<std::string>& ids);

} // namespace junos_audit::policy
