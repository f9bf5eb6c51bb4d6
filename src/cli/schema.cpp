// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "cli/delivery.hpp"
#include "junos_audit/report/report.hpp"

namespace junos_audit::cli {

int schema() {
    print(report::json_schema());
    return 0;
}

} // namespace junos_audit::cli
