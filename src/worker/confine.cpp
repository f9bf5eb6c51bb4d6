// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/confine.hpp"

#include "junos_audit/base/require.hpp"
#include "worker/syscall_filter.hpp"

#include <linux/seccomp.h>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace junos_audit::worker {

namespace {

void limit(__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    require(::setrlimit(resource, &both) == 0, "a worker's limits can be lowered");
}

/// The soft limit is 1024 on most hosts, for the sake of select(2), which we do not use.
void allow_descriptors() {
    rlimit descriptors{};
    require(::getrlimit(RLIMIT_NOFILE, &descriptors) == 0, "the limit of descriptors is known");
    descriptors.rlim_cur = descriptors.rlim_max;
    require(::setrlimit(RLIMIT_NOFILE, &descriptors) == 0,
            "a soft limit can be raised to the hard one");
}

void limit_address_space() {
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_AS, address_space_bytes_max);
#endif
}

void set(int option, unsigned long value) {
    require(::prctl(option, value, 0, 0, 0) == 0, "a worker can be confined");
}

void install(std::vector<sock_filter> code) {
    const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
    require(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0,
            "the kernel takes a seccomp filter");
}

} // namespace

void confine() {
    allow_descriptors();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit_address_space();
    set(PR_SET_PDEATHSIG, SIGKILL);
    set(PR_SET_DUMPABLE, 0);
    set(PR_SET_NO_NEW_PRIVS, 1);
    install(syscall_filter(::getpid()));
}

void forbid_local_sockets() {
    install(local_socket_filter());
}

} // namespace junos_audit::worker
