// SPDX-License-Identifier: Apache-2.0
#include "fleet/spawner_process.hpp"

#include "junos_audit/base/limits.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace junos_audit::fleet {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void become_shell(const char* command, int output, pid_t spawner) {
    die_with(spawner);
    // A command that asks on the terminal must hear ^C, which the spawner itself leaves to its
    // parent.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGPIPE})
        std::signal(signal, SIG_DFL);
    const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0 || ::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0)
        ::_exit(126);
    ::execl("/bin/sh", "sh", "-c", command, nullptr);
    ::_exit(127);
}

struct Caught {
    std::string output;
    std::string problem; ///< empty when the output ended in order
};

/// Reads until the output ends. The buffer never grows, so that no copy of a secret is left behind.
Caught catch_output(int pipe, Clock::time_point deadline) {
    Caught caught;
    caught.output.reserve(limits::secret_file_bytes_max + 1);
    std::array<char, 4096> block{};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd waiting{pipe, POLLIN, 0};
        const int ready =
            left.count() <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready == 0) {
            caught.problem = "took too long";
            break;
        }
        const auto room = limits::secret_file_bytes_max + 1 - caught.output.size();
        const auto got = ready < 0 ? -1 : ::read(pipe, block.data(), std::min(room, block.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            caught.problem = std::strerror(errno);
        if (got <= 0)
            break;
        caught.output.append(block.data(), static_cast<std::size_t>(got));
        if (caught.output.size() > limits::secret_file_bytes_max) {
            caught.problem =
                "printed more than " + std::to_string(limits::secret_file_bytes_max) + " bytes";
            break;
        }
    }
    ::explicit_bzero(block.data(), block.size());
    return caught;
}

/// Waits for a child that has closed its output, but not for ever.
int wait_for(pid_t pid, Clock::time_point deadline) {
    int status = 0;
    for (;;) {
        const pid_t ended = ::waitpid(pid, &status, Clock::now() < deadline ? WNOHANG : 0);
        if (ended == pid || (ended < 0 && errno != EINTR))
            return status;
        if (Clock::now() < deadline)
            ::poll(nullptr, 0, 1);
        if (Clock::now() >= deadline)
            ::kill(pid, SIGKILL);
    }
}

void drop_line_break(std::string& output) {
    if (output.ends_with('\n'))
        output.pop_back();
    if (output.ends_with('\r'))
        output.pop_back();
}

} // namespace

Result<Secret, std::string> run_shell(const std::string& command,
                                      std::chrono::milliseconds time_limit) {
    const auto deadline = Clock::now() + time_limit;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::string(std::strerror(errno));
    Descriptor read_end(ends[0]);
    Descriptor write_end(ends[1]);
    const pid_t spawner = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0)
        return std::string(std::strerror(errno));
    if (pid == 0)
        become_shell(command.c_str(), write_end.get(), spawner);
    write_end.reset();

    auto caught = catch_output(read_end.get(), deadline);
    if (!caught.problem.empty())
        ::kill(pid, SIGKILL);
    const auto status = wait_for(pid, deadline);
    drop_line_break(caught.output);
    Secret secret(std::move(caught.output));
    if (!caught.problem.empty())
        return caught.problem;
    if (status != 0)
        return describe_end(status);
    if (secret.empty())
        return std::string("printed nothing");
    return secret;
}

} // namespace junos_audit::fleet
