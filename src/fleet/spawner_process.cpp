// SPDX-License-Identifier: Apache-2.0
#include "fleet/spawner_process.hpp"

#include "fleet/spawner_channel.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

namespace junos_audit::fleet {

namespace {

/// A process group hears ^C as a whole. What it means for the run is the parent's to decide, which
/// then ends us.
constexpr std::array left_to_the_parent{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

std::string error_text(int error) {
    return std::strerror(error);
}

/// Standard streams that lead nowhere, the socket as the next, and nothing else: what a process
/// inherited it can read from and write to, whatever it is forbidden to open.
int keep_only(int socket, std::initializer_list<int> to_nowhere) {
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : to_nowhere)
        if (nowhere < 0 || ::dup2(nowhere, standard) < 0)
            ::_exit(126);
    constexpr int place = STDERR_FILENO + 1;
    if (socket != place && ::dup3(socket, place, O_CLOEXEC) < 0)
        ::_exit(126);
    ::closefrom(place + 1);
    return place;
}

/// An exception ends the process: above us are the frames of the program that it was forked from.
[[noreturn]] void become_worker(int socket, const WorkerMain& worker_main) noexcept {
    ::_exit(worker_main(keep_only(socket, {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})));
}

void spawn_worker(int control, const WorkerMain& worker_main) {
    auto [ours, theirs] = make_pair(SOCK_STREAM);
    const pid_t spawner = ::getpid();
    const pid_t pid = ours.get() < 0 ? -1 : ::fork();
    if (pid < 0) {
        send_packet(control, static_cast<char>(Answer::failed), error_text(errno));
        return;
    }
    if (pid == 0) {
        die_with(spawner);
        become_worker(theirs.get(), worker_main);
    }
    send_packet(control, static_cast<char>(Answer::worker), std::to_string(pid), ours.get());
}

/// A pid stays taken until it is waited for, and that happens here only: it cannot be another
/// process by now.
void end_worker(int control, pid_t pid) {
    int status = 0;
    ::kill(pid, SIGKILL); // without effect on one that has ended: its status was made then
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    send_packet(control, static_cast<char>(Answer::ended), describe_end(status));
}

void run_command(int control, std::string_view body) {
    const auto separator = body.find(' ');
    const std::chrono::milliseconds time_limit(to_number(body.substr(0, separator)));
    const auto output = run_shell(std::string(body.substr(separator + 1)), time_limit);
    if (output)
        send_packet(control, static_cast<char>(Answer::output), output->reveal());
    else
        send_packet(control, static_cast<char>(Answer::failed), output.error());
}

} // namespace

void die_with(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(0);
}

std::string describe_end(int status) {
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        const char* words = ::sigdescr_np(signal);
        return "killed by signal " + std::to_string(signal) +
               (words == nullptr ? "" : " (" + std::string(words) + ")");
    }
    return "exited with status " + std::to_string(WEXITSTATUS(status));
}

void run_spawner(Descriptor inherited, const WorkerMain& worker_main, pid_t parent) noexcept {
    die_with(parent);
    ::prctl(PR_SET_DUMPABLE, 0); // the output of password commands goes through here
    for (const int signal : left_to_the_parent)
        std::signal(signal, SIG_IGN);
    // Standard error stays: what password commands say there is for the user.
    const int socket = keep_only(inherited.release(), {STDIN_FILENO, STDOUT_FILENO});
    while (const auto request = receive_packet(socket)) {
        switch (static_cast<Request>(request->kind)) {
        case Request::spawn:
            spawn_worker(socket, worker_main);
            break;
        case Request::end:
            end_worker(socket, static_cast<pid_t>(to_number(request->body)));
            break;
        case Request::run:
            run_command(socket, request->body);
            break;
        }
    }
    ::_exit(0); // and the kernel ends the workers
}

} // namespace junos_audit::fleet
