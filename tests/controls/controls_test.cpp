// SPDX-License-Identifier: Apache-2.0
#include "controls/fixture.hpp"
#include "policy/compiler.hpp"

#include "junos_audit/junos/sources.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

TEST_CASE("every fixture is judged as it says", "[controls]") {
    for (const auto& fixture : fixtures()) {
        DYNAMIC_SECTION(fixture.control << "/" << fixture.name) {
            const auto result = judge(fixture.control, snapshot::load(fixture.directory));
            CHECK(said(result) == expected(fixture));
        }
    }
}

TEST_CASE("a fixture's name begins with its outcome", "[controls]") {
    for (const auto& fixture : fixtures()) {
        const auto outcome = expected(fixture).outcome;
        CAPTURE(fixture.control, fixture.name);
        CHECK(fixture.name.starts_with((outcome == "notapplicable" ? "na" : outcome) + "-"));
    }
}

TEST_CASE("every control has a fixture for each outcome", "[controls]") {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& fixture : fixtures())
        seen.emplace(fixture.control, expected(fixture).outcome);
    for (const auto& control : all_controls())
        for (const std::string outcome : {"pass", "fail", "unknown", "error", "notapplicable"}) {
            CAPTURE(control.id, outcome);
            CHECK(seen.contains({control.id, outcome}));
        }
}

TEST_CASE("the language and the reader of devices know the same sources", "[controls]") {
    std::set<std::string_view> read;
    for (const auto& source : junos::sources())
        read.insert(source.id);
    const auto known = known_sources();
    CHECK(std::set<std::string_view>(known.begin(), known.end()) == read);
}
