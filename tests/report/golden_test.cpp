// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/report.hpp"
#include "report/sample_runs.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

using namespace junos_audit::report;

std::string golden_path(const std::string& name) {
    return TESTS_DIRECTORY "/report/golden/" + name;
}

/// `APPROVE=1 report_test` writes what it sees instead; read the difference before it is committed.
void check_golden(const std::string& name, const std::string& seen) {
    INFO(name);
    if (std::getenv("APPROVE") != nullptr)
        std::ofstream(golden_path(name), std::ios::binary) << seen;
    std::ifstream file(golden_path(name), std::ios::binary);
    std::stringstream golden;
    golden << file.rdbuf();
    CHECK(seen == golden.str());
}

constexpr Style plain{};
constexpr Style quiet{.verbosity = Verbosity::findings_only};
constexpr Style rich{.colour = Colour::yes, .unicode = true, .verbosity = Verbosity::verbose};

} // namespace

TEST_CASE("the text report says what is wrong, what it rests on and how to mend it",
          "[report][text]") {
    check_golden("one-pass-one-fail.txt", render_text(sample::one_pass_one_fail(), plain));
    check_golden("one-pass-one-fail-verbose.txt", render_text(sample::one_pass_one_fail(), rich));
}

TEST_CASE("the text report names what was not decided before what was", "[report][text]") {
    check_golden("fleet.txt", render_text(sample::fleet(), plain));
}

TEST_CASE("a quiet text report leaves out what passes and never what was not decided",
          "[report][text]") {
    check_golden("fleet-quiet.txt", render_text(sample::fleet(), quiet));
}

TEST_CASE("what was conceded is said even where no device is shown", "[report][text]") {
    auto run = sample::fleet();
    run.devices.resize(1); // it passes
    run.devices[0].notes = {{"host-key-accepted-new", "the host key was accepted unseen"},
                            {"legacy-algorithms", "old algorithms were allowed"}};
    const auto text = render_text(run, quiet);
    CHECK_THAT(text, Catch::Contains("host-key-accepted-new: 1 device\n"));
    CHECK_THAT(text, Catch::Contains("legacy-algorithms: 1 device\n"));
    CHECK_THAT(render_text(sample::fleet(), quiet), !Catch::Contains("accepted"));
}

TEST_CASE("a report that was cut short says so", "[report][text][json]") {
    check_golden("interrupted.txt", render_text(sample::interrupted(), plain));
    check_golden("interrupted.json", render_json(sample::interrupted(), plain));
}

TEST_CASE("a run over no device says that nothing was decided", "[report][text]") {
    const Run empty{};
    CHECK(render_text(empty, plain) == "0 devices, 0 controls: nothing decided\n");
}

TEST_CASE("the JSON report has the fields of docs/reports.md", "[report][json]") {
    check_golden("one-pass-one-fail.json", render_json(sample::one_pass_one_fail(), plain));
    check_golden("fleet.json", render_json(sample::fleet(), plain));
}

TEST_CASE("the style of the text changes no byte of the JSON report", "[report][json]") {
    CHECK(render_json(sample::fleet(), rich) == render_json(sample::fleet(), plain));
}

TEST_CASE("a format is found by its name and by no other", "[report]") {
    REQUIRE(find_format("json") != nullptr);
    CHECK(find_format("json")->render(sample::fleet(), plain) ==
          render_json(sample::fleet(), plain));
    CHECK(find_format("JSON") == nullptr);
    CHECK(find_format("") == nullptr);
}
