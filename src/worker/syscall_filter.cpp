// SPDX-License-Identifier: Apache-2.0
#include "worker/syscall_filter.hpp"

#include <linux/audit.h>
#include <linux/seccomp.h>

#include <fcntl.h>
#include <sched.h>
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

constexpr std::uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC;

constexpr std::uint32_t forbidden[] = {
    __NR_execve, __NR_execveat,
#ifdef __NR_fork
    __NR_fork, __NR_vfork, __NR_creat, __NR_unlink, __NR_rename, __NR_mkdir, __NR_rmdir, __NR_link,
    __NR_symlink, __NR_mknod, __NR_chmod, __NR_chown, __NR_lchown,
#endif
    __NR_unlinkat, __NR_renameat, __NR_renameat2, __NR_mkdirat, __NR_linkat, __NR_symlinkat,
    __NR_mknodat, __NR_fchmodat, __NR_fchownat, __NR_truncate,
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
    /// Refuses a call when an argument has one of these bits. The number is loaded again for what
    /// comes behind.
    void refuse_bits(std::uint32_t number, std::size_t argument, std::uint32_t bits_set) {
        add({unless(BPF_JEQ, number, 4), load_argument(argument), unless(BPF_JSET, bits_set, 1),
             refuse(EPERM), load(offsetof(seccomp_data, nr))});
    }
    /// Refuses a call when an argument lacks these bits.
    void demand_bits(std::uint32_t number, std::size_t argument, std::uint32_t bits_set) {
        add({unless(BPF_JEQ, number, 4), load_argument(argument), unless(BPF_JSET, bits_set, 1),
             answer(SECCOMP_RET_ALLOW), refuse(EPERM)});
    }
    std::vector<sock_filter> take() { return std::move(code_); }

private:
    std::vector<sock_filter> code_;
};

} // namespace

std::vector<sock_filter> syscall_filter() {
    Program program;
    program.add({load(offsetof(seccomp_data, arch)), unless(BPF_JEQ, architecture, 1),
                 statement(BPF_JMP | BPF_JA | BPF_K, 1), answer(SECCOMP_RET_KILL_PROCESS),
                 load(offsetof(seccomp_data, nr)), unless(BPF_JGT, highest_number, 1),
                 answer(SECCOMP_RET_KILL_PROCESS)});
    for (const auto number : forbidden)
        program.refuse_call(number, EPERM);
#ifdef __NR_open
    program.refuse_bits(__NR_open, 1, writing);
#endif
    program.refuse_bits(__NR_openat, 2, writing);
    program.refuse_call(__NR_openat2, ENOSYS);
    program.demand_bits(__NR_clone, 0, CLONE_THREAD);
    program.refuse_call(__NR_clone3, ENOSYS);
    program.add({answer(SECCOMP_RET_ALLOW)});
    return program.take();
}

} // namespace junos_audit::worker
