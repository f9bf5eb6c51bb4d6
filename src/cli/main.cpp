// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/delivery.hpp"
#include "cli/process.hpp"
#include "cli/terminal.hpp"
#include "cli/version.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/worker/run.hpp"

#include <cstdio>

namespace {

using namespace junos_audit;
using namespace junos_audit::cli;

int run(const Arguments& arguments, fleet::Spawner& spawner) {
    const SystemClock clock;
    switch (arguments.command) {
    case Command::scan:
        return scan(arguments, spawner, clock);
    case Command::capture:
        return capture(arguments, spawner, clock);
    case Command::controls:
        return controls(arguments);
    case Command::explain:
        return explain(arguments);
    case Command::schema:
        return schema();
    case Command::help:
        print(help_text(arguments.help_topic));
        return 0;
    case Command::version:
        print(version_text());
        return 0;
    }
    return static_cast<int>(ExitStatus::internal);
}

void complain(const std::string& message) {
    std::fprintf(stderr, "junos-audit: %s\n", message.c_str());
}

} // namespace

int main(int argc, char** argv) {
    harden_process();
    try {
        auto spawner =
            fleet::Spawner::start(worker::run); // before anything that a worker must not inherit
        leave_on_interrupt();
        return run(parse_arguments({argv + 1, argv + argc}), spawner);
    } catch (const UsageError& error) {
        for (const auto& problem : error.problems())
            complain(to_string(problem));
        return static_cast<int>(error.status());
    } catch (const Interrupted&) {
        return interrupted_status;
    } catch (const std::exception& error) {
        complain(std::string("internal error: ") + error.what());
        return static_cast<int>(ExitStatus::internal);
    }
}
