// SPDX-License-Identifier: Apache-2.0
// The ways in that need something of the machine: an agent, a command, a terminal.
#include "e2e/scene.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using e2e::Scene;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

template <class Condition>
bool comes_true(Condition condition) {
    for (const auto end = std::chrono::steady_clock::now() + 20s;
         std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(10ms))
        if (condition())
            return true;
    return false;
}

bool has_ended(pid_t pid) {
    siginfo_t end{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &end, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           end.si_pid == pid;
}

std::string authentication_in(const support::Outcome& run) {
    INFO(run.err);
    REQUIRE(run.status == 2);
    return json::parse(run.out).at("devices").at(0).at("authentication");
}

/// junos-audit at a terminal of its own.
class AtTerminal {
public:
    explicit AtTerminal(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), e2e::program("junos-audit"));
        std::vector<char*> pointers;
        for (auto& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        pid_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::execv(pointers.front(), pointers.data());
            ::_exit(127);
        }
    }
    AtTerminal(const AtTerminal&) = delete;
    AtTerminal& operator=(const AtTerminal&) = delete;
    ~AtTerminal() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        ::close(terminal_);
    }

    bool shows(const std::string& text) {
        return comes_true([&] {
            read_some();
            return shown_.find(text) != std::string::npos;
        });
    }
    void type(const std::string& text) const {
        REQUIRE(::write(terminal_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    [[nodiscard]] bool echoes() const {
        termios now{};
        REQUIRE(::tcgetattr(terminal_, &now) == 0);
        return (now.c_lflag & ECHO) != 0;
    }
    int status() {
        REQUIRE(comes_true([&] {
            read_some();
            return has_ended(pid_);
        }));
        read_some();
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    [[nodiscard]] const std::string& shown() const { return shown_; }

private:
    void read_some() {
        std::array<char, 65536> block;
        pollfd waiting{terminal_, POLLIN, 0};
        while (::poll(&waiting, 1, 0) > 0) {
            const auto got = ::read(terminal_, block.data(), block.size());
            if (got <= 0)
                return;
            shown_.append(block.data(), static_cast<std::size_t>(got));
        }
    }

    pid_t pid_ = -1;
    int terminal_ = -1;
    std::string shown_;
};

std::string mock_with_password(Scene& scene, const std::string& password) {
    e2e::write_file(scene.path("password"), password + "\n");
    REQUIRE(::chmod(scene.path("password").c_str(), 0600) == 0);
    return scene.start_mock({"--user", "audit", "--password-file", scene.path("password")});
}

std::vector<std::string> with_prompt(const Scene& scene, const std::string& target) {
    return {"scan", "--user", "audit", "--auth", "password", "--known-hosts", scene.known_hosts(),
            "-o",   "json",   target};
}

} // namespace

TEST_CASE("an agent logs in with the key that it holds", "[e2e][login]") {
    Scene scene;
    const auto target = scene.start_mock();
    const auto socket = scene.path("agent");
    const support::Process agent({.arguments = {"ssh-agent", "-D", "-a", socket}});
    REQUIRE(comes_true([&] { return std::filesystem::exists(socket); }));
    const std::map<std::string, std::string> environment{{"HOME", scene.path("")},
                                                         {"SSH_AUTH_SOCK", socket}};
    REQUIRE(support::run({.arguments = {"ssh-add", "-q", scene.key()}, .environment = environment})
                .status == 0);
    std::filesystem::remove(scene.key());
    const auto run =
        support::run({.arguments = {e2e::program("junos-audit"), "scan", "--user", "root",
                                    "--known-hosts", scene.known_hosts(), "-o", "json", target},
                      .environment = environment});
    CHECK(authentication_in(run) == "agent");
}

TEST_CASE("a command gives the passphrase of a key", "[e2e][login]") {
    Scene scene;
    const auto target = scene.start_mock({"--auth-log", scene.path("auth.log")});
    REQUIRE(support::run({.arguments = {"ssh-keygen", "-q", "-p", "-P", "", "-N", "canary-41c9",
                                        "-f", scene.key()}})
                .status == 0);
    const auto with = [&](const std::string& command) {
        return scene.audit({"scan", "--passphrase-command", command, "-v", "-o", "json", target});
    };
    SECTION("the right one") {
        const auto run = with("echo canary-41c9");
        CHECK(authentication_in(run) == "publickey");
        CHECK((run.out + run.err).find("canary-41c9") == std::string::npos);
    }
    SECTION("a wrong one, before anything is sent") {
        CHECK(with("echo another").status == 65);
        CHECK(e2e::read_file(scene.path("auth.log")).empty());
    }
}

TEST_CASE("a password that is typed is not shown", "[e2e][login]") {
    Scene scene;
    const auto target = mock_with_password(scene, "canary-8d02");
    AtTerminal audit(with_prompt(scene, target));
    REQUIRE(audit.shows("Password for 127.0.0.1: "));
    CHECK_FALSE(audit.echoes());
    audit.type("canary-8d02\n");
    CHECK(audit.status() == 2);
    CHECK(audit.echoes());
    CHECK(audit.shown().find("canary-8d02") == std::string::npos);
    CHECK(audit.shown().find("\"authentication\": \"password\"") != std::string::npos);
}

TEST_CASE("^C at a prompt ends the run and gives the terminal its echo back", "[e2e][login]") {
    Scene scene;
    AtTerminal audit(with_prompt(scene, "192.0.2.1"));
    REQUIRE(audit.shows("Password for 192.0.2.1: "));
    CHECK_FALSE(audit.echoes());
    audit.type("half\x03");
    CHECK(audit.status() == 130);
    CHECK(audit.echoes());
}

TEST_CASE("a second interrupt ends the run at once", "[e2e][login]") {
    Scene scene;
    const auto stalled = scene.start_mock({"--fault", "stall-before-hello"});
    // Standard output is a pipe that is full: the report of what there is cannot be written.
    REQUIRE(::mkfifo(scene.path("full").c_str(), 0600) == 0);
    const int pipe = ::open(scene.path("full").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(pipe >= 0);
    const std::string block(4096, 'x');
    while (::write(pipe, block.data(), block.size()) > 0) {
    }
    support::Process audit(
        {.arguments = {"/bin/sh", "-c", "exec \"$@\" >" + scene.path("full"), "sh",
                       e2e::program("junos-audit"), "scan", "--user", "root", "--identity",
                       scene.key(), "--known-hosts", scene.known_hosts(), "-o", "json", stalled}});
    std::this_thread::sleep_for(2s);
    audit.signal(SIGINT);
    std::this_thread::sleep_for(1s);
    CHECK_FALSE(has_ended(audit.pid()));
    audit.signal(SIGINT);
    CHECK(audit.wait(5s).status == 130);
    ::close(pipe);
}
