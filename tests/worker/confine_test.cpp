// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/confine.hpp"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>

using namespace junos_audit;

namespace {

/// Whether it holds in a confined process of its own.
bool holds_confined(const std::function<bool()>& claim) {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        worker::confine();
        ::_exit(claim() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool denied(long result) {
    return result == -1 && errno == EPERM;
}

bool has_limit(__rlimit_resource resource, rlim_t most) {
    rlimit both{};
    return ::getrlimit(resource, &both) == 0 && both.rlim_cur == most && both.rlim_max == most;
}

} // namespace

TEST_CASE("a confined process starts no program and no process", "[worker][confine]") {
    CHECK(holds_confined([] { return denied(::execl("/bin/true", "true", nullptr)); }));
    CHECK(holds_confined([] { return denied(::fork()); }));
    CHECK(holds_confined([] { return denied(::vfork()); }));
    CHECK(holds_confined([] { return denied(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }));
    CHECK(holds_confined([] { return std::system("true") != 0; }));
}

TEST_CASE("a confined process reads files and writes none", "[worker][confine]") {
    CHECK(holds_confined([] { return ::open("/proc/self/status", O_RDONLY) >= 0; }));
    CHECK(holds_confined([] { return denied(::open("/dev/null", O_WRONLY)); }));
    CHECK(holds_confined([] { return denied(::open("/dev/null", O_RDWR)); }));
    CHECK(holds_confined([] { return denied(::open("made", O_RDONLY | O_CREAT, 0600)); }));
    CHECK(holds_confined([] { return denied(::syscall(SYS_openat, AT_FDCWD, "made", O_WRONLY)); }));
#ifdef SYS_open
    CHECK(holds_confined([] { return denied(::syscall(SYS_open, "/dev/null", O_WRONLY)); }));
#endif
    CHECK(holds_confined([] {
        return ::syscall(SYS_openat2, AT_FDCWD, "/dev/null", nullptr, 0) == -1 && errno == ENOSYS;
    }));
    CHECK(holds_confined([] { return denied(::unlink("/tmp/none")); }));
    CHECK(holds_confined([] { return denied(::rename("/tmp/none", "/tmp/other")); }));
    CHECK(holds_confined([] { return denied(::mkdir("/tmp/none", 0700)); }));
    CHECK(holds_confined([] { return denied(::chmod("/tmp", 0700)); }));
    CHECK(holds_confined([] { return denied(::fchmod(STDIN_FILENO, 0700)); }));
    CHECK(holds_confined([] { return denied(::fchown(STDIN_FILENO, 0, 0)); }));
    CHECK(holds_confined([] { return denied(::futimens(STDIN_FILENO, nullptr)); }));
    CHECK(holds_confined([] { return denied(::utimensat(AT_FDCWD, "/tmp", nullptr, 0)); }));
    CHECK(holds_confined([] { return denied(::setxattr("/tmp", "user.x", "", 0, 0)); }));
    CHECK(holds_confined([] { return denied(::fsetxattr(STDIN_FILENO, "user.x", "", 0, 0)); }));
    CHECK(holds_confined([] { return denied(::removexattr("/tmp", "user.x")); }));
    CHECK(holds_confined([] { return denied(::fremovexattr(STDIN_FILENO, "user.x")); }));
    constexpr long fchmodat2 = 452; // newer than many a header
    CHECK(holds_confined(
        [] { return ::syscall(fchmodat2, AT_FDCWD, "/tmp", 0700, 0) == -1 && errno == ENOSYS; }));
}

TEST_CASE("a confined process reaches no other process", "[worker][confine]") {
    const pid_t other = ::getpid();
    CHECK(holds_confined([=] { return denied(::kill(other, 0)); }));
    CHECK(holds_confined([] { return denied(::kill(-1, 0)); }));
    CHECK(holds_confined([=] { return denied(::syscall(SYS_tkill, other, 0)); }));
    CHECK(holds_confined([=] { return denied(::syscall(SYS_tgkill, other, other, 0)); }));
    CHECK(holds_confined([=] { return denied(::sigqueue(other, 0, {})); }));
    CHECK(holds_confined([=] { return denied(::syscall(SYS_pidfd_open, other, 0)); }));
    CHECK(holds_confined([] { return denied(::syscall(SYS_pidfd_send_signal, 0, 0, 0, 0)); }));
    CHECK(holds_confined([] { return denied(::syscall(SYS_pidfd_getfd, 0, 0, 0)); }));
    CHECK(holds_confined([=] { return denied(::fcntl(STDIN_FILENO, F_SETOWN, other)); }));
    CHECK(holds_confined([] { return denied(::fcntl(STDIN_FILENO, F_SETSIG, SIGKILL)); }));
    CHECK(holds_confined([=] {
        rlimit limit{};
        return denied(::prlimit(other, RLIMIT_CPU, nullptr, &limit)) &&
               ::prlimit(::getpid(), RLIMIT_CPU, nullptr, &limit) == 0;
    }));
    CHECK(holds_confined([] { return ::kill(::getpid(), 0) == 0; }));
}

TEST_CASE("a confined process can still abort", "[worker][confine]") {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        std::signal(SIGABRT, SIG_DFL); // the test program's own handler is inherited
        worker::confine();
        std::abort();
    }
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
}

TEST_CASE("a confined process cannot type into a terminal", "[worker][confine]") {
    CHECK(holds_confined([] { return denied(::ioctl(STDIN_FILENO, TIOCSTI, "x")); }));
    CHECK(holds_confined([] { return denied(::ioctl(STDIN_FILENO, TIOCLINUX, "\2")); }));
}

TEST_CASE("where no agent is used there are no local sockets", "[worker][confine]") {
    CHECK(holds_confined([] {
        worker::forbid_local_sockets();
        int ends[2];
        return denied(::socket(AF_UNIX, SOCK_STREAM, 0)) &&
               ::socket(AF_INET, SOCK_STREAM, 0) >= 0 && denied(::fork()) &&
               ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
    }));
}

TEST_CASE("a confined process speaks on sockets and pipes", "[worker][confine]") {
    CHECK(holds_confined([] {
        int ends[2];
        return ::pipe(ends) == 0 && ::write(ends[1], "x", 1) == 1;
    }));
    CHECK(holds_confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }));
    CHECK(holds_confined([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }));
}

TEST_CASE("a confined process leaves no traces and has limits", "[worker][confine]") {
    CHECK(holds_confined([] { return has_limit(RLIMIT_CORE, 0); }));
    CHECK(holds_confined([] { return has_limit(RLIMIT_FSIZE, 0); }));
    CHECK(holds_confined([] { return ::prctl(PR_GET_DUMPABLE) == 0; }));
    CHECK(holds_confined([] { return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1; }));
    CHECK(holds_confined([] { return ::prctl(PR_GET_SECCOMP) == 2; }));
    CHECK(holds_confined([] {
        rlimit files{};
        return ::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur == files.rlim_max;
    }));
#ifndef __SANITIZE_ADDRESS__
    CHECK(holds_confined([] { return has_limit(RLIMIT_AS, worker::address_space_bytes_max); }));
#endif
}
