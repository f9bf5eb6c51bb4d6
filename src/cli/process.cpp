// SPDX-License-Identifier: Apache-2.0
#include "cli/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

namespace junos_audit::cli {
namespace {

extern "C" void leave_at_once(int) {
    ::_exit(interrupted_status);
}

} // namespace

void harden_process() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::umask(S_IRWXG | S_IRWXO);
    std::signal(SIGPIPE, SIG_IGN);
    // Read-only, so that writing to a standard output that was closed fails and is noticed.
    for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; ++standard)
        if (::fcntl(standard, F_GETFD) < 0)
            (void)::open("/dev/null", O_RDONLY);
}

void leave_on_interrupt() {
    std::signal(SIGINT, leave_at_once);
    std::signal(SIGTERM, leave_at_once);
}

} // namespace junos_audit::cli
