// SPDX-License-Identifier: Apache-2.0
#include "ssh/live.hpp"
#include "support/sshd.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::ssh;
using namespace std::chrono_literals;

namespace {

/// What a client of this server needs to get in.
live::Attempt attempt_at(const support::Sshd& server) {
    live::Attempt attempt;
    attempt.endpoint.port = static_cast<std::uint16_t>(server.port());
    attempt.endpoint.user = support::Sshd::user();
    attempt.known_hosts = server.known_hosts_line();
    attempt.login = live::key_login(server.user_key());
    return attempt;
}

} // namespace

TEST_CASE("a session with a real sshd carries bytes both ways", "[ssh][live]") {
    const support::Sshd server;
    auto attempt = attempt_at(server);
    live::Run run;
    INFO(server.log());
    REQUIRE(run.connect(attempt) == "ok");
    CHECK(run.facts.host_key_verdict == Verdict::verified);
    CHECK(run.facts.host_key_type == "ssh-ed25519");
    CHECK(run.facts.algorithms.at("kex") == "curve25519-sha256");
    CHECK(run.facts.algorithms.at("cipher") == "aes256-ctr");
    CHECK(run.facts.algorithms.at("mac") == "hmac-sha2-256-etm@openssh.com");
    CHECK(run.write("hello") == "ok");
    CHECK(run.read(5) == "hello");
    run.close();
}
