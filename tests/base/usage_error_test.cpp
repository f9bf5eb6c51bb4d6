// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;

TEST_CASE("a problem is written with what is known of its place", "[base][usage_error]") {
    CHECK(to_string({"a.yaml", 12, 5, "unknown key"}) == "a.yaml:12:5: unknown key");
    CHECK(to_string({"a.yaml", 12, 0, "unknown key"}) == "a.yaml:12: unknown key");
    CHECK(to_string({"a.yaml", 0, 0, "too large"}) == "a.yaml: too large");
    CHECK(to_string({"", 0, 0, "no target"}) == "no target");
    CHECK(to_string({"a\x1b.yaml", 0, 0, "too large"}) == "a\\x1B.yaml: too large");
}

TEST_CASE("an error carries every problem, and says one per line", "[base][usage_error]") {
    const std::vector<Problem> problems{{"a", 1, 2, "x"}, {"b", 3, 4, "y"}};
    const UsageError error(ExitStatus::bad_data, problems);
    CHECK(error.status() == ExitStatus::bad_data);
    CHECK(error.problems() == problems);
    CHECK(std::string(error.what()) == "a:1:2: x\nb:3:4: y");
}

TEST_CASE("a message alone is a problem of the command line", "[base][usage_error]") {
    const UsageError error(ExitStatus::usage, "no target");
    CHECK(error.problems() == std::vector<Problem>{{"", 0, 0, "no target"}});
    CHECK(std::string(error.what()) == "no target");
}
