// SPDX-License-Identifier: Apache-2.0
#include "worker/syscall_filter.hpp"

#include <linux/audit.h>
#include <linux/seccomp.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace junos_audit::worker {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
/// The x32 system calls have the same architecture and other numbers.
constexpr std::uint32_t highest_number = 0x3fffffff;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t highest_number = 0xffffffff;
#else
#error "the numbers of this architecture's system calls have not been looked at"
#endif

/// cachestat. From 424 on both architectures have the same numbers.
constexpr std::uint32_t newest_number = 451;

constexpr std::uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC;

constexpr std::uint32_t forbidden[] = {
    __NR_execve, __NR_execveat,
#ifdef __NR_fork
    __NR_fork, __NR_vfork, __NR_creat, __NR_unlink, __NR_rename, __NR_mkdir, __NR_rmdir, __NR_link,
    __NR_symlink, __NR_mknod, __NR_chmod, __NR_chown, __NR_lchown, __NR_utime, __NR_utimes,
    __NR_futimesat,
#endif
    __NR_unlinkat, __NR_renameat, __NR_renameat2, __NR_mkdirat, __NR_linkat, __NR_symlinkat,
    __NR_mknodat, __NR_fchmodat, __NR_fchownat, __NR_truncate, __NR_fchmod, __NR_fchown,
    __NR_utimensat, __NR_setxattr, __NR_lsetxattr, __NR_fsetxattr, __NR_removexattr,
    __NR_lremovexattr, __NR_fremovexattr,
    // signals to others
    __NR_tkill, __NR_rt_sigqueueinfo, __NR_rt_tgsigqueueinfo, __NR_pidfd_open,
    __NR_pidfd_send_signal, __NR_pidfd_getfd,
    // into other processes, and past this filter
    __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_io_uring_setup, __NR_bpf,
    __NR_userfaultfd, __NR_perf_event_open, __NR_mount, __NR_setns, __NR_unshare};

sock_filter statement(int code, std::uint32_t operand) {
    return BPF_STMT(static_cast<std::uint16_t>(code), operand);
}

/// Goes on with the next instruction when the condition holds, else leaves out `skipped`.
sock_filter unless(int condition, std::uint32_t operand, std::uint8_t skipped) {
    return BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | condition | BPF_K), operand, 0, skipped);
}

sock_filter load(std::size_t offset) {
    return statement(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter answer(std::uint32_t action) {
    return statement(BPF_RET | BPF_K, action);
}

sock_filter refuse(int error) {
    return answer(SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(error) & SECCOMP_RET_DATA));
}

/// The lower half of an argument; both architectures are little-endian, and flags fit into 32 bits.
sock_filter load_argument(std::size_t index) {
    return load(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

class Program {
public:
    void add(std::initializer_list<sock_filter> instructions) {
        code_.insert(code_.end(), instructions);
    }
    void refuse_call(std::uint32_t number, int error) {
        add({unless(BPF_JEQ, number, 1), refuse(error)});
    }
    /// Refuses a call when an argument has one of these bits.
    void refuse_bits(std::uint32_t number, std::size_t argument, std::uint32_t bits_set) {
        refuse_where(number, argument, BPF_JSET, bits_set);
    }
    /// Refuses a call when an argument is this.
    void refuse_value(std::uint32_t number, std::size_t argument, std::uint32_t value) {
        refuse_where(number, argument, BPF_JEQ, value);
    }
    /// Refuses a call unless an argument is one of these two.
    void demand_either(std::uint32_t number, std::size_t argument, std::uint32_t one,
                       std::uint32_t other) {
        add({unless(BPF_JEQ, number, 6), load_argument(argument), unless(BPF_JEQ, one, 1),
             answer(SECCOMP_RET_ALLOW), unless(BPF_JEQ, other, 1), answer(SECCOMP_RET_ALLOW),
             refuse(EPERM)});
    }
    /// Refuses a call when an argument lacks these bits.
    void demand_bits(std::uint32_t number, std::size_t argument, std::uint32_t bits_set) {
        add({unless(BPF_JEQ, number, 4), load_argument(argument), unless(BPF_JSET, bits_set, 1),
             answer(SECCOMP_RET_ALLOW), refuse(EPERM)});
    }
    std::vector<sock_filter> take() { return std::move(code_); }

private:
    /// The number is loaded again for what comes behind.
    void refuse_where(std::uint32_t number, std::size_t argument, int condition,
                      std::uint32_t operand) {
        add({unless(BPF_JEQ, number, 4), load_argument(argument), unless(condition, operand, 1),
             refuse(EPERM), load(offsetof(seccomp_data, nr))});
    }

    std::vector<sock_filter> code_;
};

/// A signal goes to its owner when a descriptor becomes ready, whoever that is said to be.
void refuse_signals(Program& program, std::uint32_t self) {
    program.demand_either(__NR_kill, 0, self, self);
    program.demand_either(__NR_tgkill, 0, self, self); // abort(3)
    for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG})
        program.refuse_value(__NR_fcntl, 1, static_cast<std::uint32_t>(command));
    for (const int request : {FIOSETOWN, SIOCSPGRP})
        program.refuse_value(__NR_ioctl, 1, static_cast<std::uint32_t>(request));
}

} // namespace

std::vector<sock_filter> syscall_filter(pid_t self_id) {
    const auto self = static_cast<std::uint32_t>(self_id);
    Program program;
    program.add({load(offsetof(seccomp_data, arch)), unless(BPF_JEQ, architecture, 1),
                 statement(BPF_JMP | BPF_JA | BPF_K, 1), answer(SECCOMP_RET_KILL_PROCESS),
                 load(offsetof(seccomp_data, nr)), unless(BPF_JGT, highest_number, 1),
                 answer(SECCOMP_RET_KILL_PROCESS)});
    program.add({unless(BPF_JGT, newest_number, 1), refuse(ENOSYS)});
    for (const auto number : forbidden)
        program.refuse_call(number, EPERM);
#ifdef __NR_open
    program.refuse_bits(__NR_open, 1, writing);
#endif
    program.refuse_bits(__NR_openat, 2, writing);
    program.refuse_call(__NR_openat2, ENOSYS);
    program.demand_bits(__NR_clone, 0, CLONE_THREAD);
    program.refuse_call(__NR_clone3, ENOSYS);
    refuse_signals(program, self);
    program.demand_either(__NR_prlimit64, 0, 0, self);
    for (const int request : {TIOCSTI, TIOCLINUX})
        program.refuse_value(__NR_ioctl, 1, static_cast<std::uint32_t>(request));
    program.add({answer(SECCOMP_RET_ALLOW)});
    return program.take();
}

/// Behind syscall_filter(), which has looked at the architecture.
std::vector<sock_filter> local_socket_filter() {
    Program program;
    program.add({load(offsetof(seccomp_data, nr))});
    program.refuse_value(__NR_socket, 0, AF_UNIX);
    program.add({answer(SECCOMP_RET_ALLOW)});
    return program.take();
}

} // namespace junos_audit::worker
