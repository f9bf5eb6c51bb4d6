// SPDX-License-Identifier: Apache-2.0
// Whatever goes wrong is one line that names device, phase, cause and the next thing to try, and an
// exit status that no script takes for a pass.
#include "e2e/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using e2e::Scene;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

struct Expected {
    std::string phase;
    std::string code;
    std::string advice; ///< part of what to do next
};

/// One device that could not be audited: nothing passes, the line on standard error is complete.
void check_failed(const support::Outcome& run, const std::string& target,
                  const Expected& expected) {
    INFO("standard error: " << run.err);
    INFO("report: " << run.out);
    REQUIRE(run.status == 4);
    const auto device = json::parse(run.out).at("devices").at(0);
    CHECK(device.at("failure").at("phase") == expected.phase);
    CHECK(device.at("failure").at("code") == expected.code);
    for (const auto& result : device.at("results"))
        CHECK(result.at("outcome") == "error");
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    CHECK(run.err.find(target) != std::string::npos);
    CHECK(run.err.find(expected.phase) != std::string::npos);
    CHECK(run.err.find(expected.advice) != std::string::npos);
}

} // namespace

TEST_CASE("a host key that is not known is refused before any credential leaves", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--auth-log", scene.path("auth.log")});
    e2e::write_file(scene.known_hosts(), "");
    check_failed(scene.audit({"scan", "-o", "json", target}), target,
                 {"host-key", "host-key-unknown", "known_hosts"});
    CHECK(e2e::read_file(scene.path("auth.log")).empty());
}

TEST_CASE("a host key that has changed is refused even when new ones are accepted", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--auth-log", scene.path("auth.log")});
    const auto other = support::run(
        {.arguments = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", scene.path("other")}});
    REQUIRE(other.status == 0);
    const auto port = target.substr(target.find(':') + 1);
    e2e::write_file(scene.known_hosts(),
                    "[127.0.0.1]:" + port + " " + e2e::read_file(scene.path("other.pub")));
    check_failed(scene.audit({"scan", "--host-key", "accept-new", "-o", "json", target}), target,
                 {"host-key", "host-key-mismatch", "known_hosts"});
    CHECK(e2e::read_file(scene.path("auth.log")).empty());
}

TEST_CASE("a new host key may be accepted, and every report says so", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock();
    e2e::write_file(scene.known_hosts(), "");
    const auto run = scene.audit({"scan", "--host-key", "accept-new", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 2);
    const auto device = json::parse(run.out).at("devices").at(0);
    CHECK(device.at("host_key").at("check") == "accepted-new");
    CHECK(e2e::read_file(scene.known_hosts()).empty());
    const auto& notes = device.at("notes");
    CHECK(std::any_of(notes.begin(), notes.end(),
                      [](const auto& note) { return note.at("code") == "host-key-accepted-new"; }));
}

TEST_CASE("a key that the device does not accept is an authentication failure", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock();
    const auto other = support::run(
        {.arguments = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", scene.path("other")}});
    REQUIRE(other.status == 0);
    const auto run =
        scene.junos_audit({"scan", "--user", "root", "--identity", scene.path("other"),
                           "--known-hosts", scene.known_hosts(), "-o", "json", target});
    check_failed(run, target, {"auth", "authentication-failed", "key"});
}

TEST_CASE("a wrong password is offered once and reported", "[e2e]") {
    Scene scene;
    e2e::write_file(scene.path("right"), "right\n");
    e2e::write_file(scene.path("wrong"), "canary-7f3a\n");
    ::chmod(scene.path("right").c_str(), 0600);
    ::chmod(scene.path("wrong").c_str(), 0600);
    const auto target = scene.start_mock({"--user", "audit", "--password-file", scene.path("right"),
                                          "--auth-log", scene.path("auth.log")});
    const auto run = scene.junos_audit({"scan", "--user", "audit", "--password-file",
                                        scene.path("wrong"), "--auth", "password", "--known-hosts",
                                        scene.known_hosts(), "-v", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 4);
    const auto device = json::parse(run.out).at("devices").at(0);
    CHECK(device.at("failure").at("code") == "authentication-failed");
    CHECK((run.out + run.err).find("canary-7f3a") == std::string::npos);
    const auto log = e2e::read_file(scene.path("auth.log"));
    CHECK(std::count(log.begin(), log.end(), '\n') == 1);
}

TEST_CASE("the right password logs in, by either method", "[e2e]") {
    Scene scene;
    e2e::write_file(scene.path("password"), "right\n");
    ::chmod(scene.path("password").c_str(), 0600);
    const auto target =
        scene.start_mock({"--user", "audit", "--password-file", scene.path("password")});
    for (const std::string method : {"password", "keyboard-interactive"}) {
        const auto run =
            scene.junos_audit({"scan", "--user", "audit", "--auth", method, "--password-command",
                               "cat " + scene.path("password"), "--known-hosts",
                               scene.known_hosts(), "-o", "json", target});
        INFO(run.err);
        REQUIRE(run.status == 2);
        CHECK(json::parse(run.out).at("devices").at(0).at("authentication") == method);
    }
}

TEST_CASE("a port on which nothing listens is refused", "[e2e]") {
    Scene scene;
    const auto target = "127.0.0.1:" + std::to_string(e2e::free_port());
    check_failed(scene.audit({"scan", "-o", "json", target}), target,
                 {"connect", "connection-refused", "netconf ssh"});
}

TEST_CASE("a host that says nothing is given up at the deadline", "[e2e]") {
    Scene scene;
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener, 8) == 0);
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const auto target = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    const auto begin = std::chrono::steady_clock::now();
    const auto run = scene.audit({"scan", "--timeout", "2", "-o", "json", target});
    CHECK(std::chrono::steady_clock::now() - begin < 10s);
    ::close(listener);
    check_failed(run, target, {"kex", "timeout", "--timeout"});
}

TEST_CASE("a name that does not resolve is said", "[e2e]") {
    Scene scene;
    const auto run =
        scene.audit({"scan", "--timeout", "5", "-o", "json", "no-such-router.invalid"});
    check_failed(run, "no-such-router.invalid", {"resolve", "name-not-resolved", "name"});
}

TEST_CASE("a device without the subsystem is told apart", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--fault", "ssh-no-subsystem"});
    check_failed(scene.audit({"scan", "-o", "json", target}), target,
                 {"subsystem", "subsystem-refused", "set system services netconf ssh"});
}

TEST_CASE("a device that hangs in the middle of a reply is given up", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--fault", "stall-after=4000"});
    const auto run = scene.audit({"scan", "--timeout", "3", "-o", "json", target});
    INFO(run.err);
    REQUIRE((run.status == 4 || run.status == 6)); // what came before may show a fail
    const auto device = json::parse(run.out).at("devices").at(0);
    CHECK(device.at("failure").at("code") == "timeout");
    for (const auto& result : device.at("results"))
        CHECK(result.at("outcome") != "pass");
}

TEST_CASE("a cut at any place of the session never passes", "[e2e]") {
    Scene scene;
    for (int bytes = 0; bytes < 16000; bytes += 1777) {
        const auto target = scene.start_mock({"--fault", "cut-after=" + std::to_string(bytes)});
        const auto run = scene.audit({"scan", "--timeout", "10", "-c",
                                      "rest-https-mutual-authentication", "-o", "json", target});
        INFO("cut after " << bytes << " bytes: " << run.err);
        const auto device = json::parse(run.out).at("devices").at(0);
        if (device.at("failure").is_null())
            continue; // longer than the session
        CHECK(run.status == 4);
        CHECK(device.at("results").at(0).at("outcome") != "pass");
    }
}

TEST_CASE("a login that may not look is an error, never not applicable", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--class", "unauthorized"});
    const auto run = scene.audit({"scan", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 4);
    const auto report = json::parse(run.out);
    for (const auto& result : report.at("devices").at(0).at("results")) {
        CHECK(result.at("outcome") == "error");
        CHECK(result.at("findings").at(0).at("code") == "permission-denied");
    }
}

TEST_CASE("an interrupt ends the run with what there is", "[e2e]") {
    Scene scene;
    const auto good = scene.start_mock();
    const auto stalled = scene.start_mock({"--fault", "stall-before-hello"});
    auto audit = scene.begin_audit({"scan", "--timeout", "30", "-o", "json", good, stalled});
    std::this_thread::sleep_for(2s);
    audit->signal(SIGINT);
    const auto run = audit->wait(15s);
    INFO(run.err);
    REQUIRE(run.status == 130);
    const auto report = json::parse(run.out);
    CHECK(report.at("interrupted") == true);
    CHECK(report.at("devices").at(0).at("results").at(0).at("outcome") == "pass");
    CHECK(report.at("devices").at(1).at("failure").at("code") == "interrupted");
}

TEST_CASE("a report that cannot be written is said", "[e2e]") {
    Scene scene;
    const auto run =
        scene.junos_audit({"scan", "--from", e2e::demo_router(), "-o", "json:/dev/full"});
    INFO(run.err);
    CHECK(run.status == 73);
    const auto missing = scene.junos_audit(
        {"scan", "--from", e2e::demo_router(), "-o", "json:" + scene.path("no/such/place.json")});
    CHECK(missing.status == 73);
}

TEST_CASE("one device that fails does not change what is said of another", "[e2e]") {
    Scene scene;
    const auto good = scene.start_mock();
    const auto bad = scene.start_mock({"--fault", "garbage=pki-ca-certificates"});
    const auto run = scene.audit({"scan", "-o", "json", bad, good});
    INFO(run.err);
    REQUIRE(run.status == 6);
    const auto devices = json::parse(run.out).at("devices");
    CHECK(devices.at(0).at("results").at(0).at("outcome") == "error");
    CHECK(devices.at(1).at("results").at(0).at("outcome") == "pass");
}
