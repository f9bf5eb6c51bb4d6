// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/result.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

using namespace junos_audit;

namespace {

/// The signal that ended a child in which `act` was called; 0 if it came back.
template <class Act>
int signal_of(Act act) {
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL); // Catch2 reports it otherwise
        close(STDERR_FILENO);
        act();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

} // namespace

TEST_CASE("a result holds a value or an error", "[base][result]") {
    Result<std::string, int> good(std::string("x"));
    REQUIRE(good);
    CHECK(*good == "x");
    CHECK(good->size() == 1);
    CHECK(std::move(good).value() == "x");
    const Result<std::string, int> bad(7);
    CHECK_FALSE(bad);
    CHECK(bad.error() == 7);
}

TEST_CASE("asking a result for what it does not hold stops the process", "[base][result]") {
    const Result<std::string, int> good(std::string("x"));
    const Result<std::string, int> bad(7);
    CHECK(signal_of([&] { static_cast<void>(good.error()); }) == SIGABRT);
    CHECK(signal_of([&] { static_cast<void>(bad.value()); }) == SIGABRT);
    CHECK(signal_of([&] { static_cast<void>(good.value()); }) == 0);
}

TEST_CASE("a broken assumption stops the process, a held one does not", "[base][require]") {
    CHECK(signal_of([] { require(false, "for a test"); }) == SIGABRT);
    CHECK(signal_of([] { require(true, "for a test"); }) == 0);
}
