// SPDX-License-Identifier: Apache-2.0
#include "support/process.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

namespace {

std::vector<std::string> environment_of(const Launch& launch) {
    auto variables = launch.environment;
    for (const char* name : {"PATH", "HOME"})
        if (const char* value = std::getenv(name))
            variables.emplace(name, value);
    std::vector<std::string> lines;
    for (const auto& [name, value] : variables)
        lines.push_back(name + "=" + value);
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (auto& string : strings)
        result.push_back(string.data());
    result.push_back(nullptr);
    return result;
}

/// Reads what is there; closes the descriptor at its end.
void drain(int& descriptor, std::string& into) {
    std::array<char, 65536> buffer;
    const auto got = ::read(descriptor, buffer.data(), buffer.size());
    if (got > 0) {
        into.append(buffer.data(), static_cast<std::size_t>(got));
        return;
    }
    ::close(descriptor);
    descriptor = -1;
}

} // namespace

Process::Process(const Launch& launch) {
    std::array<int, 2> in{}, out{}, err{};
    REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(err.data(), O_CLOEXEC) == 0);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    ::posix_spawn_file_actions_adddup2(&actions, err[1], 2);
    auto arguments = launch.arguments;
    auto environment = environment_of(launch);
    const int failed = ::posix_spawnp(&pid_, arguments.front().c_str(), &actions, nullptr,
                                      pointers(arguments).data(), pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
    INFO(launch.arguments.front());
    REQUIRE(failed == 0);
    REQUIRE(::write(in[1], launch.input.data(), launch.input.size()) ==
            static_cast<ssize_t>(launch.input.size()));
    ::close(in[1]);
}

Process::~Process() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (out_ >= 0)
        ::close(out_);
    if (err_ >= 0)
        ::close(err_);
}

void Process::pump(std::chrono::milliseconds patience) {
    std::array<pollfd, 2> waiting{pollfd{out_, POLLIN, 0}, pollfd{err_, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(patience.count())) <= 0)
        return;
    if (waiting[0].revents != 0)
        drain(out_, outcome_.out);
    if (waiting[1].revents != 0)
        drain(err_, outcome_.err);
}

std::optional<std::string> Process::line_with(const std::string& text,
                                              std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        const auto found = outcome_.out.find(text);
        const auto line_end = found == std::string::npos ? found : outcome_.out.find('\n', found);
        if (line_end != std::string::npos) {
            const auto before = outcome_.out.rfind('\n', found);
            const auto begin = before == std::string::npos ? 0 : before + 1;
            return outcome_.out.substr(begin, line_end - begin);
        }
        if (std::chrono::steady_clock::now() >= end || (out_ < 0 && err_ < 0))
            return std::nullopt;
        pump(std::chrono::milliseconds(50));
    }
}

Outcome Process::wait(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while ((out_ >= 0 || err_ >= 0) && std::chrono::steady_clock::now() < end)
        pump(std::chrono::milliseconds(50));
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() >= end) {
            INFO("standard error: " << outcome_.err);
            FAIL("a program under test did not end in time");
        }
        ::usleep(2000);
    }
    pid_ = -1;
    outcome_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome_;
}

Outcome run(const Launch& launch) {
    return Process(launch).wait();
}

TemporaryDirectory::TemporaryDirectory() {
    std::string name = std::filesystem::temp_directory_path() / "junos-audit-test-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored; // what cannot be removed is left to the system's own cleaning
    std::filesystem::remove_all(path_, ignored);
}

} // namespace support
