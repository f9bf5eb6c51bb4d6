// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/summary.hpp"
#include "report/sample_runs.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace junos_audit;
using policy::Outcome;

} // namespace

TEST_CASE("a summary counts every row once and names the soonest end", "[report][summary]") {
    const report::Summary expected{.devices = 3,
                                   .reached = 2,
                                   .controls = 2,
                                   .outcomes = {{Outcome::notapplicable, 1},
                                                {Outcome::pass, 1},
                                                {Outcome::unknown, 1},
                                                {Outcome::error, 2},
                                                {Outcome::fail, 0}},
                                   .undecided = 3,
                                   .exit_status = 4,
                                   .holds_until = from_rfc3339("2033-12-31T23:59:00Z")};
    CHECK(report::summarise(sample::fleet()) == expected);
}

TEST_CASE("of several passes the soonest end counts", "[report][summary]") {
    auto run = sample::one_pass_one_fail();
    auto earlier = run.devices[0].results[0];
    const auto& pass = std::get<policy::Pass>(earlier.verdict);
    earlier.verdict = policy::Pass(pass.proofs(), 1, from_rfc3339("2027-01-01"));
    auto endless = earlier;
    endless.verdict = policy::Pass(pass.proofs(), 1, std::nullopt);
    run.devices[0].results = {run.devices[0].results[0], earlier, endless};
    CHECK(report::summarise(run).holds_until == from_rfc3339("2027-01-01"));
    run.devices[0].results = {endless};
    CHECK(report::summarise(run).holds_until == std::nullopt);
}

TEST_CASE("the exit status is that of the evidence, or 130 for a run that was cut short",
          "[report][summary]") {
    CHECK(report::summarise(sample::one_pass_one_fail()).exit_status == 2);
    CHECK(report::summarise(sample::fleet()).exit_status == 4);
    auto both = sample::fleet();
    both.devices.push_back(sample::one_pass_one_fail().devices[0]);
    CHECK(report::summarise(both).exit_status == 6);
    CHECK(report::summarise(sample::interrupted()).exit_status == 130);
}
