// SPDX-License-Identifier: Apache-2.0
#include "worker/device_audit.hpp"

#include "support/fake_device.hpp"
#include "support/memory_stream.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <deque>
#include <optional>

using namespace junos_audit;
using namespace junos_audit::worker;
using namespace std::chrono_literals;

namespace {

const Failure refused{Phase::connect, FailureCode::connection_refused, "refused", ""};
const Failure denied{Phase::auth, FailureCode::authentication_failed, "denied", ""};
const Failure unreachable{Phase::connect, FailureCode::unreachable, "no route", ""};

using Attempt = std::variant<Failure, test::Fault>;
const Attempt good = test::Fault{};

Attempt stall_at(std::size_t step) {
    test::Fault fault;
    fault.stall_at = step;
    return fault;
}

Attempt die_at(std::size_t step) {
    test::Fault fault;
    fault.fail_at = step;
    return fault;
}

/// What the audit meets, one connection after the other.
struct Meeting {
    explicit Meeting(std::deque<Attempt> meets)
        : attempts(std::move(meets)) {
        task.host = "r1";
        task.user = "audit";
        facts.address = "192.0.2.1";
        facts.host_key_judged = true;
        facts.host_key_verdict = ssh::Verdict::verified;
    }

    asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>
    connect(ssh::ConnectionFacts& seen) {
        REQUIRE_FALSE(attempts.empty());
        const auto next = attempts.front();
        attempts.pop_front();
        seen = facts;
        if (const auto* failure = std::get_if<Failure>(&next))
            co_return *failure;
        auto peer = test::FakeDevice([](std::string_view id, std::string_view) {
            return std::vector{test::reply_to(id, "<ok/>")};
        });
        co_return std::unique_ptr<transport::ByteStream>(std::make_unique<test::MemoryStream>(
            clock, [peer](std::string_view bytes) mutable { return peer(bytes); },
            std::get<test::Fault>(next)));
    }

    snapshot::Snapshot operator()() {
        const World world{clock,
                          [this](const ssh::Endpoint&, const ssh::Login&,
                                 const ssh::ConnectOptions&,
                                 ssh::ConnectionFacts& seen) { return connect(seen); },
                          [this](std::chrono::milliseconds time) -> asio::awaitable<void> {
                              clock.advance(time);
                              co_return;
                          },
                          [] { return 50ms; }};
        asio::io_context loop;
        std::optional<snapshot::Snapshot> result;
        const junos::Needs needs; // outlives the audit, which refers to it
        DeviceAudit audit(task, setup, needs, world, {});
        const ssh::Login login{ssh::AgentLogin{}};
        asio::co_spawn(
            loop, [&]() -> asio::awaitable<void> { result = co_await audit.run(login, true); },
            asio::detached);
        loop.run();
        REQUIRE(result);
        return *result;
    }

    std::deque<Attempt> attempts;
    test::FakeClock clock;
    Task task;
    Setup setup;
    ssh::ConnectionFacts facts;
};

} // namespace

TEST_CASE("what is repeated, how often, and what comes of it", "[worker][device_audit]") {
    struct Row {
        const char* name;
        std::deque<Attempt> meets;
        int attempts;
        std::optional<Failure> failure;
    };
    const Row rows[] = {
        {"at once", {good}, 1, {}},
        {"refused once", {refused, good}, 2, {}},
        {"refused twice", {refused, refused, good}, 3, {}},
        {"refused three times", {refused, refused, refused, good}, 3, refused},
        {"unreachable is not repeated", {unreachable, good}, 1, unreachable},
        {"a refused login is never repeated", {denied, good}, 1, denied},
        {"not even after a refused connection", {refused, denied, good}, 2, denied},
        {"stalls in the pipeline", {stall_at(3), good}, 2, {}},
        {"dies in the pipeline", {die_at(3), good}, 2, {}},
        {"dies, and the second time is denied", {die_at(3), denied, good}, 2, denied},
        {"dies, is refused, answers", {die_at(3), refused, good}, 3, {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Meeting meeting(row.meets);
        const auto snapshot = meeting();
        CHECK(snapshot.provenance.attempts == row.attempts);
        CHECK(snapshot.provenance.failure == row.failure);
        CHECK(meeting.attempts.size() == row.meets.size() - static_cast<std::size_t>(row.attempts));
    }
}

TEST_CASE("a session that dies twice is not tried a third time", "[worker][device_audit]") {
    Meeting meeting({die_at(3), die_at(3), good});
    const auto snapshot = meeting();
    CHECK(snapshot.provenance.attempts == 2);
    CHECK(snapshot.provenance.failure->code == FailureCode::session_lost);
    CHECK(meeting.attempts.size() == 1);
}

TEST_CASE("a server that stalls on eager requests is asked again in turn",
          "[worker][device_audit]") {
    Meeting eager({stall_at(1), good});
    eager.setup.eager = true;
    CHECK(eager().provenance.attempts == 2);
    Meeting waiting({stall_at(1), good});
    CHECK(waiting().provenance.attempts == 1);
}

TEST_CASE("nothing is repeated when the deadline leaves no time", "[worker][device_audit]") {
    Meeting refusing({refused, good});
    refusing.setup.device_timeout = 300ms;
    CHECK(refusing().provenance.failure == refused);
    Meeting stalling({stall_at(3), good});
    stalling.setup.device_timeout = 300ms;
    CHECK(stalling().provenance.failure->code == FailureCode::timeout);
}

TEST_CASE("who was asked, and over which host key, is part of the answer",
          "[worker][device_audit]") {
    struct Row {
        const char* name;
        ssh::Verdict verdict;
        bool accept_new;
        snapshot::HostKeyCheck check;
        std::string note;
    };
    using Check = snapshot::HostKeyCheck;
    const Row rows[] = {
        {"verified", ssh::Verdict::verified, true, Check::verified, ""},
        {"without port", ssh::Verdict::verified_without_port, false, Check::verified_without_port,
         "host-key-without-port"},
        {"new", ssh::Verdict::unknown, true, Check::accepted_new, "host-key-accepted-new"},
        {"unknown", ssh::Verdict::unknown, false, Check::unchecked, ""},
        {"mismatch", ssh::Verdict::mismatch, true, Check::unchecked, ""},
        {"revoked", ssh::Verdict::revoked, true, Check::unchecked, ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Meeting meeting({good});
        meeting.facts.host_key_verdict = row.verdict;
        meeting.setup.accept_new_host_keys = row.accept_new;
        const auto about = meeting().provenance;
        CHECK(about.host_key.check == row.check);
        CHECK(about.target == "audit@r1:830");
        CHECK(about.address == "192.0.2.1");
        CHECK(about.authentication == "publickey");
        REQUIRE(about.notes.size() == (row.note.empty() ? 0 : 1));
        if (!row.note.empty())
            CHECK(about.notes[0].code == row.note);
    }
}

TEST_CASE("old algorithms and an earlier attempt are said", "[worker][device_audit]") {
    Meeting meeting({good});
    meeting.setup.legacy_algorithms = true;
    meeting.task.attempt = 2;
    meeting.task.host = "2001:db8::1";
    const auto about = meeting().provenance;
    CHECK(about.attempts == 2);
    CHECK(about.target == "audit@[2001:db8::1]:830");
    REQUIRE(about.notes.size() == 1);
    CHECK(about.notes[0].code == "legacy-algorithms");
}
