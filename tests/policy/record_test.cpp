// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/assessment.hpp"

#include "policy/readings.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

namespace {

Assessment sample(const std::string& system) {
    snapshot::Snapshot snapshot;
    auto& p = snapshot.provenance;
    p.target = "audit@r1:830";
    p.name = "r1";
    p.finished = WallTime(std::chrono::seconds(1768478400));
    p.reached = true;
    p.failure = Failure{Phase::close, FailureCode::timeout, "late", "wait"};
    p.host_key = {snapshot::HostKeyCheck::verified, "ssh-ed25519", "SHA256:x"};
    p.algorithms = {{"kex", "curve25519-sha256"}};
    p.capabilities = {"urn:ietf:params:netconf:base:1.0"};
    p.notes = {{"legacy-algorithms", "n"}};
    snapshot.exchanges = {{{"configuration", ""}, "<get/>", {}, snapshot::Reply{"<x/>", "ab", {}}}};
    auto device =
        readings("<configuration>" + version + "<system>" + system + "</system></configuration>");
    device.facts = {"r1", "mx204", "23.4", "audit", "auditor", "", "admin", {"node0"}};
    return assess({control(absent_telnet)}, snapshot, device);
}

/// A record with `from` written over by `to`, which must be there.
std::string forged(std::string record, const std::string& from, const std::string& to) {
    const auto at = record.find(from);
    REQUIRE(at != std::string::npos);
    return record.replace(at, from.size(), to);
}

bool bears_out(const ControlResult& result) {
    auto worst = Outcome::notapplicable;
    for (const auto& finding : findings_of(result.verdict))
        worst = worse(worst, finding.outcome);
    return worst == outcome_of(result.verdict);
}

} // namespace

TEST_CASE("a record read back is the assessment that was written", "[policy][record]") {
    for (const std::string system : {"", "<telnet/>"}) {
        const auto assessment = sample(system);
        const auto back = from_record(to_record(assessment));
        REQUIRE(back.has_value());
        CHECK(*back == assessment);
    }
    const auto unreached = not_assessed(sample("").provenance, {{"c", "T", "low"}});
    CHECK(from_record(to_record(unreached)) == unreached);
}

TEST_CASE("a record that claims what its findings do not bear out is none", "[policy][record]") {
    const auto pass = to_record(sample(""));
    const auto fail = to_record(sample("<telnet/>"));
    REQUIRE(from_record(pass));
    const auto proof = pass.find("\"evidence\":[{");
    const auto end = pass.find(']', proof);
    auto unproven = pass;
    unproven.replace(proof, end + 1 - proof, "\"evidence\":[]");
    CHECK_FALSE(from_record(unproven));
    CHECK_FALSE(from_record(forged(pass, "\"examined\":1", "\"examined\":0")));
    CHECK_FALSE(from_record(forged(pass, "\"examined\":1", "\"examined\":-1")));
    CHECK_FALSE(from_record(forged(pass, "\"examined\":1", "\"examined\":1e99")));
    CHECK_FALSE(from_record(forged(fail, "\"outcome\":\"fail\"", "\"outcome\":\"pass\"")));
    CHECK_FALSE(from_record(forged(pass, "\"outcome\":\"pass\"", "\"outcome\":\"great\"")));
    CHECK_FALSE(from_record(forged(fail, "\"holds_until\":null", "\"holds_until\":5")));
    CHECK_FALSE(from_record(forged(pass, "\"severity\":\"low\"", "\"severity\":\"none\"")));
    CHECK_FALSE(from_record(forged(pass, "\"version\":1", "\"version\":2")));
    CHECK_FALSE(from_record(forged(pass, "\"reached\":true", "\"reached\":true,\"more\":1")));
}

TEST_CASE("no bytes crash the reader, and none make it lie", "[policy][record]") {
    const auto record = to_record(sample("<telnet/>"));
    for (std::size_t cut = 0; cut < record.size(); ++cut)
        CHECK_FALSE(from_record(record.substr(0, cut)));
    std::size_t accepted = 0;
    for (std::size_t at = 0; at < record.size(); ++at)
        for (const char byte : {'\0', '"', '0', '{', '}', ',', '\x80', 'x'}) {
            auto mutant = record;
            mutant[at] = byte;
            const auto read = from_record(mutant);
            if (!read)
                continue;
            ++accepted;
            for (const auto& result : read->results)
                REQUIRE(bears_out(result));
        }
    CHECK(accepted > 0); // texts may change; the verdict may not
    CHECK_FALSE(from_record(std::string(100000, '[')));
}
