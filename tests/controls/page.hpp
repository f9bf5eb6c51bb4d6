// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"

#include <string>

namespace junos_audit::policy::test {

/// The control as a page of Markdown, for docs/controls/<id>.md.
std::string page_of(const Control& control);

} // namespace junos_audit::policy::test
