// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/base/secret.hpp"

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>

namespace junos_audit::fleet {

/// An open file descriptor that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd)
        : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept
        : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] int release();
    void reset();

private:
    int fd_ = -1;
};

/// A worker: its process, and our end of the socket that it speaks on.
struct WorkerProcess {
    pid_t pid = -1;
    Descriptor socket;
};

/// What a worker process runs; the argument is its end of the socket, beside which it has no
/// descriptor but three of /dev/null. Its return value is the exit status; an exception aborts it.
using WorkerMain = std::function<int(int socket)>;

/// A small process that forks other processes. It is itself forked as the first thing in main,
/// before threads, files and secrets, so that nothing of these can be inherited: a fork from a
/// program that is under way would copy every credential it holds. Ends with its parent, and every
/// process that it forked ends with it. Interrupts from the terminal are left to the parent. All
/// calls wait for the spawner, which is quick but for run_command.
class Spawner {
public:
    /// Aborts when there is not even a second process to be had.
    [[nodiscard]] static Spawner start(WorkerMain worker_main);

    /// A new worker, or why there is none ("Resource temporarily unavailable").
    [[nodiscard]] Result<WorkerProcess, std::string> spawn();

    /// Kills a worker unless it has ended already, and says how it ended: "killed by signal 11
    /// (Segmentation fault)", "exited with status 70". To be called exactly once for each.
    std::string end(pid_t worker);

    /// Runs `/bin/sh -c command` without input and gives its output without the line break at its
    /// end. The error says what went wrong and never holds output: the command failed, printed
    /// nothing, more than limits::secret_file_bytes_max, or took longer than the time limit.
    [[nodiscard]] Result<Secret, std::string> run_command(const std::string& command,
                                                          std::chrono::milliseconds time_limit);

    [[nodiscard]] pid_t pid() const { return pid_; }

    Spawner(Spawner&&) = default;
    Spawner& operator=(Spawner&&) = delete;
    /// Ends the process and with it all workers.
    ~Spawner();

private:
    Spawner(pid_t pid, Descriptor socket)
        : pid_(pid)
        , socket_(std::move(socket)) {}

    pid_t pid_;
    Descriptor socket_;
};

} // namespace junos_audit::fleet
