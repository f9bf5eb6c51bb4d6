// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "cli/control_list.hpp"
#include "cli/delivery.hpp"

namespace junos_audit::cli {

int controls(const Arguments& arguments) {
    const auto all = all_built_in_controls();
    deliver(arguments.outputs, [&all](const Output& output) {
        return output.format == "json" ? controls_as_json(all) : controls_as_text(all);
    });
    return 0;
}

} // namespace junos_audit::cli
