// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/spawner.hpp"

#include "junos_audit/base/limits.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <stdexcept>

using namespace junos_audit;
using namespace junos_audit::fleet;
using namespace std::chrono_literals;

namespace {

/// A worker that does what one letter says.
int obey(int socket) {
    char order = 0;
    while (::read(socket, &order, 1) == 1) {
        switch (order) {
        case 'e': // echo
            if (::write(socket, "e", 1) != 1)
                return 1;
            break;
        case 'x': // end in order
            return 7;
        case 'a':
            std::signal(SIGABRT, SIG_DFL); // the test program's own handler is inherited
            ::raise(SIGABRT);
            break;
        case 't':
            std::signal(SIGABRT, SIG_DFL);
            throw std::runtime_error("out of a worker");
        case 's': { // whether the standard streams lead nowhere
            bool nowhere = true;
            for (const char* standard : {"/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2"})
                nowhere = nowhere && std::filesystem::read_symlink(standard) == "/dev/null";
            const char answer = nowhere ? 'y' : 'n';
            if (::write(socket, &answer, 1) != 1)
                return 1;
            break;
        }
        case 'f': { // how many descriptors are open
            const std::filesystem::directory_iterator all("/proc/self/fd");
            const auto open = static_cast<char>(std::distance(begin(all), end(all)));
            if (::write(socket, &open, 1) != 1)
                return 1;
            break;
        }
        default:
            return 1;
        }
    }
    return 0;
}

char say(const WorkerProcess& worker, char order) {
    char answer = 0;
    REQUIRE(::write(worker.socket.get(), &order, 1) == 1);
    const auto got = ::read(worker.socket.get(), &answer, 1);
    return got == 1 ? answer : '\0';
}

WorkerProcess spawn(Spawner& spawner) {
    auto worker = spawner.spawn();
    REQUIRE(worker);
    return std::move(*worker);
}

bool is_alive(pid_t pid) {
    return ::kill(pid, 0) == 0;
}

std::string output_of(Spawner& spawner, const std::string& command,
                      std::chrono::milliseconds time_limit = 5s) {
    const auto output = spawner.run_command(command, time_limit);
    return output ? "ok: " + std::string(output->reveal()) : "error: " + output.error();
}

} // namespace

TEST_CASE("a worker is a process with a socket to us", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    const auto worker = spawn(spawner);
    CHECK(worker.pid != spawner.pid());
    CHECK(worker.pid != ::getpid());
    CHECK(say(worker, 'e') == 'e');
    CHECK(is_alive(worker.pid));
}

TEST_CASE("how a worker ended is told", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    SECTION("by itself") {
        const auto worker = spawn(spawner);
        CHECK(say(worker, 'x') == '\0');
        CHECK(spawner.end(worker.pid) == "exited with status 7");
    }
    SECTION("by a signal of its own") {
        const auto worker = spawn(spawner);
        CHECK(say(worker, 'a') == '\0');
        CHECK(spawner.end(worker.pid) == "killed by signal 6 (Aborted)");
    }
    SECTION("by an exception, which does not run into the program that it was forked from") {
        const auto worker = spawn(spawner);
        CHECK(say(worker, 't') == '\0');
        CHECK(spawner.end(worker.pid) == "killed by signal 6 (Aborted)");
    }
    SECTION("by us") {
        const auto worker = spawn(spawner);
        CHECK(say(worker, 'e') == 'e');
        CHECK(spawner.end(worker.pid) == "killed by signal 9 (Killed)");
        CHECK_FALSE(is_alive(worker.pid));
    }
}

TEST_CASE("workers see nothing of each other", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    const auto first = spawn(spawner);
    const auto alone = say(first, 'f');
    const auto second = spawn(spawner);
    const auto third = spawn(spawner);
    CHECK(say(third, 'f') == alone);
    CHECK(say(first, 'a') == '\0');
    CHECK(say(second, 'e') == 'e');
    CHECK(say(third, 'e') == 'e');
}

TEST_CASE("a worker inherits nothing but its socket", "[fleet][spawner]") {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    auto spawner = Spawner::start(obey);
    const auto worker = spawn(spawner);
    CHECK(say(worker, 's') == 'y');
    CHECK(say(worker, 'f') == 5); // three of /dev/null, the socket, and the directory that is read
    ::close(pipe[1]);
    const timeval patience{5, 0};
    fd_set waiting;
    FD_ZERO(&waiting);
    FD_SET(pipe[0], &waiting);
    auto left = patience;
    CHECK(::select(pipe[0] + 1, &waiting, nullptr, nullptr, &left) == 1); // nobody else can write
    ::close(pipe[0]);
}

TEST_CASE("a command inherits nothing but standard error", "[fleet][spawner]") {
    const int open_file = ::open("/dev/zero", O_RDONLY); // not closed on exec
    auto spawner = Spawner::start(obey);
    CHECK(output_of(spawner, "ls /proc/self/fd | tr '\\n' ' '") == "ok: 0 1 2 3 ");
    CHECK(output_of(spawner, "readlink /proc/self/fd/2") ==
          "ok: " + std::filesystem::read_symlink("/proc/self/fd/2").string());
    ::close(open_file);
}

TEST_CASE("workers end with the spawner", "[fleet][spawner]") {
    WorkerProcess worker;
    {
        auto spawner = Spawner::start(obey);
        worker = spawn(spawner);
        CHECK(say(worker, 'e') == 'e');
    }
    char byte = 0;
    CHECK(::read(worker.socket.get(), &byte, 1) == 0);
}

TEST_CASE("a spawner that is gone is an answer, not a hang", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    REQUIRE(::kill(spawner.pid(), SIGKILL) == 0);
    const auto worker = spawner.spawn();
    REQUIRE_FALSE(worker);
    CHECK(worker.error() == "the spawner process is gone");
    CHECK(spawner.end(1) == "the spawner process is gone");
    CHECK(output_of(spawner, "echo x") == "error: the spawner process is gone");
}

TEST_CASE("the spawner leaves interrupts to its parent", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    const auto worker = spawn(spawner);
    CHECK(say(worker, 'e') == 'e');
    for (const auto pid : {spawner.pid(), worker.pid})
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            REQUIRE(::kill(pid, signal) == 0);
    CHECK(say(worker, 'e') == 'e');
    CHECK(spawner.spawn().has_value());
}

TEST_CASE("a command's output is a secret, or there is a reason", "[fleet][spawner]") {
    struct Row {
        const char* name;
        std::string command;
        std::string output;
    };
    const auto limit = std::to_string(limits::secret_file_bytes_max);
    const Row rows[] = {
        {"line", "echo hunter2", "ok: hunter2"},
        {"no line break", "printf hunter2", "ok: hunter2"},
        {"CRLF", "printf 'hunter2\\r\\n'", "ok: hunter2"},
        {"only the last line break goes", "printf 'a\\n\\n'", "ok: a\n"},
        {"spaces stay", "printf ' a '", "ok:  a "},
        {"it is a shell", "X=1; test $X = 1 && echo yes", "ok: yes"},
        {"input is empty", "cat; echo end", "ok: end"},
        {"nothing", "true", "error: printed nothing"},
        {"only a line break", "echo", "error: printed nothing"},
        {"fails", "echo hunter2; exit 3", "error: exited with status 3"},
        {"is not there", "/nowhere/to-be-found 2>/dev/null", "error: exited with status 127"},
        {"is killed", "kill -9 $$", "error: killed by signal 9 (Killed)"},
        {"too long", "head -c " + limit + "9 /dev/zero",
         "error: printed more than " + limit + " bytes"},
        {"endless", "exec cat /dev/zero", "error: printed more than " + limit + " bytes"},
        {"as long as may be", "head -c " + limit + " /dev/zero | tr '\\0' x",
         "ok: " + std::string(limits::secret_file_bytes_max, 'x')},
        {"command too long", std::string(limits::secret_file_bytes_max, ':'),
         "error: the command is too long"},
    };
    auto spawner = Spawner::start(obey);
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK((output_of(spawner, row.command) == row.output));
    }
}

TEST_CASE("a command that takes too long is ended", "[fleet][spawner]") {
    auto spawner = Spawner::start(obey);
    const auto begin = std::chrono::steady_clock::now();
    CHECK(output_of(spawner, "exec sleep 30", 50ms) == "error: took too long");
    CHECK(output_of(spawner, "echo x; exec >&-; exec sleep 30", 50ms) ==
          "error: killed by signal 9 (Killed)");
    CHECK(std::chrono::steady_clock::now() - begin < 10s);
    CHECK(output_of(spawner, "echo on", 5s) == "ok: on");
}
