// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "cli/control_list.hpp"
#include "cli/delivery.hpp"
#include "junos_audit/policy/load.hpp"

namespace junos_audit::cli {

int explain(const Arguments& arguments) {
    for (const auto& control : policy::select_controls("", arguments.operands))
        print(explanation(control));
    return 0;
}

} // namespace junos_audit::cli
