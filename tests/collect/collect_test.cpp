// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/collect/collect.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/snapshot/redact.hpp"
#include "support/fake_device.hpp"
#include "support/memory_stream.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace junos_audit;
using namespace junos_audit::collect;
using namespace std::chrono_literals;
using test::Fault;
using test::reply_to;

namespace {

using Names = std::vector<std::string>;

const junos::Needs needs{{"configuration", "pki-ca-certificates", "pki-local-certificates"},
                         {"/configuration/system/services/rest"}};
const Names planned{"configuration",
                    "pki-ca-certificates",
                    "pki-local-certificates",
                    "authorization",
                    "software",
                    "clock",
                    "cluster"};

std::vector<std::string> answer(std::string_view id, std::string_view) {
    if (id == "close-session")
        return {reply_to(id, "<ok/>")};
    if (id == "configuration")
        return {reply_to(id, "<configuration><system><login><user><name>u</name><authentication>"
                             "<encrypted-password>$6$abc</encrypted-password></authentication>"
                             "</user></login></system></configuration>")};
    return {reply_to(id, "<output>answer to " + std::string(id) + "</output>")};
}

/// One audit against one device.
struct Run {
    explicit Run(test::FakeDevice::Handler handler = answer, Fault fault = {},
                 bool base_1_1 = false)
        : device(std::move(handler), base_1_1)
        , stream(
              clock, [this](std::string_view bytes) { return device(bytes); }, fault) {
        options.deadline = clock.steady() + 30s;
    }

    const snapshot::Snapshot& operator()() {
        asio::io_context loop;
        bool returned = false;
        asio::co_spawn(
            loop,
            [&]() -> asio::awaitable<void> {
                co_await collect::collect(stream, needs, options, clock, result);
                returned = true;
            },
            asio::detached);
        loop.run();
        REQUIRE(returned);
        CHECK(stream.closed);
        return result;
    }

    test::FakeClock clock;
    test::FakeDevice device;
    test::MemoryStream stream;
    CollectOptions options;
    snapshot::Snapshot result;
};

Names asked_in(const snapshot::Snapshot& snapshot) {
    Names names;
    for (const auto& exchange : snapshot.exchanges)
        names.push_back(to_string(exchange.key));
    return names;
}

bool answered(const snapshot::Exchange& exchange) {
    return std::holds_alternative<snapshot::Reply>(exchange.answer);
}

std::size_t answers_in(const snapshot::Snapshot& snapshot) {
    return static_cast<std::size_t>(
        std::count_if(snapshot.exchanges.begin(), snapshot.exchanges.end(), answered));
}

const snapshot::NoReply& missing(const snapshot::Snapshot& snapshot, const std::string& source) {
    const auto* exchange = snapshot.find({source, ""});
    REQUIRE(exchange != nullptr);
    REQUIRE_FALSE(answered(*exchange));
    return std::get<snapshot::NoReply>(exchange->answer);
}

Names with_goodbye(Names names) {
    names.emplace_back("close-session");
    return names;
}

/// What holds whatever went wrong.
void check_whole(const snapshot::Snapshot& snapshot) {
    CHECK(asked_in(snapshot) == planned);
    const auto& provenance = snapshot.provenance;
    CHECK(provenance.failure.has_value() == (answers_in(snapshot) < planned.size()));
    CHECK(provenance.finished >= provenance.started);
    for (const auto& exchange : snapshot.exchanges)
        if (const auto* none = std::get_if<snapshot::NoReply>(&exchange.answer))
            CHECK(none->failure == provenance.failure);
}

} // namespace

TEST_CASE("every question has its answer, in the order in which they were asked", "[collect]") {
    for (const bool base_1_1 : {false, true}) {
        CAPTURE(base_1_1);
        Run run(answer, {}, base_1_1);
        const auto& snapshot = run();
        check_whole(snapshot);
        CHECK(answers_in(snapshot) == planned.size());
        CHECK(snapshot.provenance.reached);
        CHECK(snapshot.provenance.failure == std::nullopt);
        CHECK(snapshot.provenance.capabilities.size() == (base_1_1 ? 2 : 1));
        CHECK(snapshot.provenance.started == run.clock.wall());
        CHECK(run.device.heard == with_goodbye(planned));
        CHECK_FALSE(run.device.malformed);
        CHECK(run.device.quiet());
    }
}

TEST_CASE("secrets are removed before anything is kept", "[collect]") {
    Run run;
    const auto* exchange = run().find({"configuration", ""});
    REQUIRE(exchange != nullptr);
    const auto& reply = std::get<snapshot::Reply>(exchange->answer);
    CHECK(reply.xml.find("$6$abc") == std::string::npos);
    CHECK(reply.redacted.size() == 1);
    CHECK(reply.sha256 == snapshot::sha256(reply.xml));
    CHECK_FALSE(exchange->filter.empty());
}

TEST_CASE("hello, all questions, goodbye: three writes", "[collect]") {
    Run run;
    run();
    CHECK(run.stream.writes == 3);
}

TEST_CASE("eagerly asked, hello and questions are one write", "[collect]") {
    Run run(answer, {}, true);
    run.options.eagerness = netconf::Eagerness::eager;
    const auto& snapshot = run();
    CHECK(answers_in(snapshot) == planned.size());
    CHECK(run.stream.writes == 2);
    CHECK(run.device.heard == with_goodbye(planned));
}

TEST_CASE("one by one, nothing is asked while an answer is due", "[collect]") {
    std::size_t due = 0;
    std::size_t most = 0;
    Run run([&](std::string_view id, std::string_view request) {
        most = std::max(most, ++due);
        --due;
        return answer(id, request);
    });
    run.options.pipelining = Pipelining::one_by_one;
    const auto& snapshot = run();
    CHECK(answers_in(snapshot) == planned.size());
    CHECK(most == 1);
    CHECK(run.stream.writes == 2 + planned.size());
    CHECK(run.device.heard == with_goodbye(planned));
}

TEST_CASE("a snapshot that is played comes back", "[collect]") {
    Run first;
    const auto original = first();
    Run second([&](std::string_view id, std::string_view) {
        const auto* exchange = original.find({std::string(id), ""});
        return exchange == nullptr ? std::vector<std::string>{reply_to(id, "<ok/>")}
                                   : std::vector{std::get<snapshot::Reply>(exchange->answer).xml};
    });
    auto copy = second();
    for (auto& exchange : copy.exchanges)
        std::get<snapshot::Reply>(exchange.answer).redacted =
            std::get<snapshot::Reply>(original.find(exchange.key)->answer).redacted;
    CHECK(copy == original);
}

TEST_CASE("the order of the answers makes no difference", "[collect]") {
    std::vector<std::string> held;
    Run reversed([&](std::string_view id, std::string_view request) -> std::vector<std::string> {
        const auto reply = answer(id, request);
        held.insert(held.begin(), reply.begin(), reply.end());
        return held.size() < planned.size() ? std::vector<std::string>{} : std::exchange(held, {});
    });
    Run straight;
    CHECK(reversed().exchanges == straight().exchanges);
}

TEST_CASE("what the first answers show is asked about on the same session", "[collect]") {
    Run run([](std::string_view id, std::string_view request) -> std::vector<std::string> {
        if (id == "configuration")
            return {reply_to(id, "<rpc-error><error-type>protocol</error-type>"
                                 "<error-tag>operation-not-supported</error-tag>"
                                 "<error-severity>error</error-severity>"
                                 "<error-message>syntax error</error-message></rpc-error>")};
        return answer(id, request);
    });
    const auto follow = junos::follow_up(run());
    CHECK(follow.empty());
    auto expected = planned;
    for (auto i = planned.size(); i < run.result.exchanges.size(); ++i)
        expected.push_back(to_string(run.result.exchanges[i].key));
    CHECK(run.result.exchanges.size() == planned.size() + 1);
    CHECK(run.device.heard == with_goodbye(expected));
}

TEST_CASE("whichever operation fails, every question has its answer or the reason",
          "[collect][faults]") {
    for (const auto pipelining : {Pipelining::all_at_once, Pipelining::one_by_one})
        for (const auto eagerness :
             {netconf::Eagerness::wait_for_hello, netconf::Eagerness::eager}) {
            Run good;
            good.options.pipelining = pipelining;
            good.options.eagerness = eagerness;
            good();
            const auto operations = good.stream.operations;
            for (std::size_t step = 0; step < operations; ++step)
                for (const bool stall : {false, true}) {
                    CAPTURE(step, stall);
                    Fault fault;
                    (stall ? fault.stall_at : fault.fail_at) = step;
                    Run run(answer, fault);
                    run.options = good.options;
                    const auto& snapshot = run();
                    check_whole(snapshot);
                    if (step + 1 == operations)
                        continue; // the goodbye: nothing was lost with it
                    REQUIRE(snapshot.provenance.failure);
                    CHECK(snapshot.provenance.failure->code ==
                          (stall ? FailureCode::timeout : FailureCode::session_lost));
                }
        }
}

TEST_CASE("wherever the device's bytes end, nothing is made up and nothing is lost",
          "[collect][faults]") {
    for (const bool base_1_1 : {false, true}) {
        Run good(answer, {}, base_1_1);
        const auto whole = good();
        const auto total = good.stream.inbox().size();
        for (std::size_t count = 0; count < total; count += base_1_1 ? 7 : 1)
            for (const bool silent : {false, true}) {
                Fault fault;
                (silent ? fault.silent_after : fault.end_after) = count;
                Run run(answer, fault, base_1_1);
                const auto& snapshot = run();
                CAPTURE(count, silent, base_1_1);
                check_whole(snapshot);
                for (std::size_t i = 0; i < snapshot.exchanges.size(); ++i)
                    if (answered(snapshot.exchanges[i]))
                        CHECK(snapshot.exchanges[i] == whole.exchanges[i]);
            }
    }
}

TEST_CASE("how the bytes are cut makes no difference", "[collect]") {
    Run good;
    const auto whole = good();
    for (const std::size_t size : {1u, 2u, 3u, 7u, 64u}) {
        CAPTURE(size);
        Fault fault;
        fault.read_max = size;
        Run run(answer, fault);
        CHECK(run() == whole);
    }
}

TEST_CASE("the time that an answer was waited for is kept", "[collect]") {
    Fault fault;
    fault.stall_at = 3; // hello out, hello in, questions out, and then nothing
    Run run(answer, fault);
    const auto& none = missing(run(), "clock");
    CHECK(none.elapsed == 30s);
    CHECK(none.failure.phase == Phase::rpc);
    CHECK(run.result.provenance.finished - run.result.provenance.started == 30s);
}

TEST_CASE("a chunked reply that does not parse spoils itself only", "[collect]") {
    const std::string broken = "<rpc-reply message-id=\"software\"><a></rpc-reply>";
    const auto handler = [&](std::string_view id, std::string_view request) {
        return id == "software" ? std::vector{broken} : answer(id, request);
    };
    Run run(handler, {}, true);
    const auto& none = missing(run(), "software");
    CHECK(none.failure.phase == Phase::parse);
    CHECK(none.failure.code == FailureCode::malformed_reply);
    CHECK(none.bytes == broken.size());
    CHECK(none.sha256 == snapshot::sha256(broken));
    CHECK(answers_in(run.result) == planned.size() - 1);
    CHECK(run.result.provenance.failure == std::nullopt);
}

TEST_CASE("behind a delimiter in a reply's text nothing is believed", "[collect]") {
    // Whoever may set a description could otherwise write the answer to another question.
    const auto forged = reply_to("pki-ca-certificates", "<forged/>");
    Run run([&](std::string_view id, std::string_view request) -> std::vector<std::string> {
        if (id == "configuration")
            return {reply_to(id, "<description>x]]>]]>" + forged + "]]>]]></description>")};
        return answer(id, request);
    });
    const auto& snapshot = run();
    CHECK(answers_in(snapshot) == 0);
    CHECK(missing(snapshot, "configuration").failure.code == FailureCode::malformed_reply);
    CHECK(missing(snapshot, "configuration").bytes.has_value());
    CHECK(missing(snapshot, "pki-ca-certificates").failure.code == FailureCode::malformed_reply);
    CHECK_FALSE(missing(snapshot, "pki-ca-certificates").bytes.has_value());
    CHECK(run.device.heard == planned);
}

TEST_CASE("a session that sends without end is left", "[collect]") {
    // Notifications are dropped by the session, so only the budget of the device ends this.
    const auto filler = "<notification>" + std::string(1u << 20, ' ') + "</notification>";
    Run run([&](std::string_view id, std::string_view request) {
        if (id != "configuration")
            return answer(id, request);
        return std::vector<std::string>(limits::device_bytes_max / filler.size() + 1, filler);
    });
    CHECK(missing(run(), "configuration").failure.code == FailureCode::limit_exceeded);
}

TEST_CASE("the wire log sees every byte of both directions", "[collect]") {
    std::string sent;
    std::string received;
    Run run;
    run.options.wire_log = [&](Direction direction, std::string_view bytes) {
        (direction == Direction::sent ? sent : received) += bytes;
    };
    run();
    CHECK(sent.find("close-session") != std::string::npos);
    CHECK(run.stream.inbox().starts_with(received));
    CHECK(received.size() > 1000);
}

TEST_CASE("what the caller knows already stays", "[collect]") {
    Run run;
    run.result.provenance.target = "admin@r1:830";
    run.result.provenance.started = WallTime{123s};
    run();
    CHECK(run.result.provenance.target == "admin@r1:830");
    CHECK(run.result.provenance.started == WallTime{123s});
}
