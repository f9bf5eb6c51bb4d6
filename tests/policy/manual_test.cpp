// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace junos_audit::policy;

namespace {

std::vector<std::string> examples(const std::string& file) {
    std::ifstream in(file);
    REQUIRE(in);
    std::vector<std::string> blocks;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line == "```yaml")
            blocks.emplace_back();
        inside = line == "```yaml" || (inside && line != "```");
        if (inside && line != "```yaml")
            blocks.back() += line + "\n";
    }
    return blocks;
}

} // namespace

TEST_CASE("the examples of the manual load", "[policy][load]") {
    const std::string head = "id: c\ntitle: T\nseverity: low\n"
                             "sources: [configuration, pki-ca-certificates]\n"
                             "reads: [/configuration/security/pki]\nchecks:\n";
    const auto all = examples(TESTS_DIRECTORY "/../docs/writing-controls.md");
    CHECK(all.size() == 2);
    for (const auto& example : all)
        CHECK_NOTHROW(load_control(example.starts_with("id:") ? example : head + example, "m"));
}
