// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/spawner.hpp"

#include "fleet/spawner_channel.hpp"
#include "fleet/spawner_process.hpp"

#include "junos_audit/base/limits.hpp"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace junos_audit::fleet {

namespace {

const std::string gone = "the spawner process is gone";

std::optional<Packet> ask(int socket, Request request, std::string_view body) {
    if (!send_packet(socket, static_cast<char>(request), body))
        return std::nullopt;
    return receive_packet(socket);
}

bool is(const Packet& packet, Answer answer) {
    return packet.kind == static_cast<char>(answer);
}

} // namespace

Spawner Spawner::start(WorkerMain worker_main) {
    auto [ours, theirs] = make_pair(SOCK_SEQPACKET);
    require(ours.get() >= 0, "a pair of sockets for the spawner");
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    require(pid >= 0, "a process for the spawner");
    if (pid == 0) {
        ours.reset();
        run_spawner(std::move(theirs), worker_main, parent);
    }
    return {pid, std::move(ours)};
}

Spawner::~Spawner() {
    if (socket_.get() < 0)
        return; // moved from
    socket_.reset();
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

Result<WorkerProcess, std::string> Spawner::spawn() {
    auto answer = ask(socket_.get(), Request::spawn, "");
    if (!answer)
        return gone;
    if (!is(*answer, Answer::worker) || answer->descriptor.get() < 0)
        return answer->body.empty() ? "no descriptor left" : answer->body;
    return WorkerProcess{static_cast<pid_t>(to_number(answer->body)),
                         std::move(answer->descriptor)};
}

std::string Spawner::end(pid_t worker) {
    const auto answer = ask(socket_.get(), Request::end, std::to_string(worker));
    return answer ? answer->body : gone;
}

Result<Secret, std::string> Spawner::run_command(const std::string& command,
                                                 std::chrono::milliseconds time_limit) {
    if (command.size() > limits::secret_file_bytes_max - 32)
        return std::string("the command is too long");
    auto answer =
        ask(socket_.get(), Request::run, std::to_string(time_limit.count()) + " " + command);
    if (!answer)
        return gone;
    if (!is(*answer, Answer::output))
        return answer->body;
    return Secret(std::move(answer->body));
}

} // namespace junos_audit::fleet
