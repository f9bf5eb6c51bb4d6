// SPDX-License-Identifier: Apache-2.0
#include "cli/record_check.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <functional>

using namespace junos_audit;
using namespace junos_audit::cli;
using snapshot::HostKeyCheck;

namespace {

Asked asked_of_r1() {
    Asked asked;
    asked.target = "audit@r1:830";
    asked.name = "r1";
    asked.authentication = worker::LoginMethod::agent;
    asked.host_is_known = true;
    return asked;
}

snapshot::Provenance provenance_of_r1() {
    snapshot::Provenance provenance;
    provenance.target = "audit@r1:830";
    provenance.name = "r1";
    provenance.authentication = "agent";
    provenance.host_key.check = HostKeyCheck::verified;
    return provenance;
}

std::optional<policy::Assessment> judged(const snapshot::Provenance& provenance,
                                         const Asked& asked) {
    policy::Assessment assessment;
    assessment.provenance = provenance;
    return checked_assessment(policy::to_record(assessment), asked);
}

std::optional<snapshot::Snapshot> captured(const snapshot::Provenance& provenance,
                                           const Asked& asked) {
    const auto files = snapshot::to_files({provenance, {}});
    return checked_snapshot(nlohmann::json(files).dump(), asked);
}

bool has_note(const std::vector<snapshot::Note>& notes, const std::string& code) {
    return std::ranges::find(notes, code, &snapshot::Note::code) != notes.end();
}

} // namespace

TEST_CASE("a record is believed only of the device and the login that were asked",
          "[cli][record-check]") {
    struct Row {
        const char* name;
        std::function<void(snapshot::Provenance&)> forge;
        bool believed;
    };
    const std::vector<Row> rows = {
        {"as asked", [](auto&) {}, true},
        {"another target", [](auto& p) { p.target = "audit@r2:830"; }, false},
        {"another name", [](auto& p) { p.name = "r2"; }, false},
        {"another login", [](auto& p) { p.authentication = "password"; }, false},
        {"no login", [](auto& p) { p.authentication = ""; }, false},
        {"an unknown host key that was to be refused",
         [](auto& p) { p.host_key.check = HostKeyCheck::accepted_new; }, false},
        {"not checked yet", [](auto& p) { p.host_key.check = HostKeyCheck::unchecked; }, true},
    };
    for (const auto& [name, forge, believed] : rows)
        DYNAMIC_SECTION(name) {
            auto provenance = provenance_of_r1();
            forge(provenance);
            CHECK(judged(provenance, asked_of_r1()).has_value() == believed);
            CHECK(captured(provenance, asked_of_r1()).has_value() == believed);
        }
}

TEST_CASE("a host of which no key is known was not verified", "[cli][record-check]") {
    auto asked = asked_of_r1();
    asked.host_is_known = false;
    CHECK_FALSE(judged(provenance_of_r1(), asked));
    CHECK_FALSE(captured(provenance_of_r1(), asked));
}

TEST_CASE("what was conceded is noted although the worker keeps silent", "[cli][record-check]") {
    auto asked = asked_of_r1();
    asked.legacy_algorithms = true;
    asked.accept_new_host_keys = true;
    auto provenance = provenance_of_r1();
    provenance.host_key.check = HostKeyCheck::accepted_new;
    const auto assessment = judged(provenance, asked);
    const auto snapshot = captured(provenance, asked);
    REQUIRE(assessment);
    REQUIRE(snapshot);
    for (const auto* code : {"legacy-algorithms", "host-key-accepted-new"}) {
        CAPTURE(code);
        CHECK(has_note(assessment->provenance.notes, code));
        CHECK(has_note(assessment->notes, code));
        CHECK(has_note(snapshot->provenance.notes, code));
    }
    const auto again = judged(assessment->provenance, asked);
    REQUIRE(again);
    CHECK(again->provenance.notes == assessment->provenance.notes);
}

TEST_CASE("a stored snapshot without a name is called as its directory", "[cli][record-check]") {
    Asked asked;
    asked.name = "lab-router";
    auto provenance = provenance_of_r1();
    const auto named = judged(provenance, asked);
    provenance.name.clear();
    const auto unnamed = judged(provenance, asked);
    REQUIRE(named);
    REQUIRE(unnamed);
    CHECK(named->provenance.name == "r1");
    CHECK(unnamed->provenance.name == "lab-router");
}

TEST_CASE("whatever bytes a worker sends, they are a record or none", "[cli][record-check]") {
    const std::string rows[] = {"",
                                "{",
                                "[]",
                                "\xff",
                                R"({"manifest.json": 1})",
                                R"({"manifest.json": "\ud800"})",
                                R"({"manifest.json": "{}"})",
                                R"({"\u0000": "x", "manifest.json": ""})",
                                R"({"../../etc/passwd": "x"})",
                                std::string(200'000, '[')};
    for (const auto& row : rows) {
        CAPTURE(row.substr(0, 100));
        CHECK_FALSE(checked_assessment(row, asked_of_r1()));
        CHECK_FALSE(checked_snapshot(row, asked_of_r1()));
    }
}
