// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/verdict.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;

namespace {

Finding finding(Outcome outcome) {
    return {outcome, std::string(to_word(outcome)), "m", "", {{"clock", "/clock", "", "", ""}}, {}};
}

} // namespace

TEST_CASE("every outcome has its word and back", "[policy][outcome]") {
    for (const auto outcome : outcomes)
        CHECK(outcome_from_word(to_word(outcome)) == outcome);
    CHECK(outcome_from_word("notchecked") == std::nullopt);
}

TEST_CASE("a verdict is the most serious of its findings, whatever their order",
          "[policy][verdict]") {
    for (const auto a : outcomes)
        for (const auto b : outcomes) {
            CAPTURE(to_word(a), to_word(b));
            const auto verdict = conclude({finding(a), finding(b)}, 1, std::nullopt);
            CHECK(outcome_of(verdict) == worse(a, b));
            CHECK(outcome_of(verdict) ==
                  outcome_of(conclude({finding(b), finding(a)}, 1, std::nullopt)));
        }
}

TEST_CASE("nothing found is unknown", "[policy][verdict]") {
    const auto verdict = conclude({}, 0, std::nullopt);
    CHECK(outcome_of(verdict) == Outcome::unknown);
    CHECK(findings_of(verdict).at(0).code == "nothing-examined");
}

TEST_CASE("a pass keeps its proofs only, any other verdict all findings", "[policy][verdict]") {
    CHECK(findings_of(conclude({finding(Outcome::pass), finding(Outcome::notapplicable)}, 1, {}))
              .size() == 1);
    CHECK(
        findings_of(conclude({finding(Outcome::pass), finding(Outcome::unknown)}, 1, {})).size() ==
        2);
}
