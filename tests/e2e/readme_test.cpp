// SPDX-License-Identifier: Apache-2.0
// The README's transcript is what the program prints.
#include "e2e/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace {

/// What differs between two runs: the mock's port and host key, and times.
std::string without_chance(const std::string& text, const std::string& target) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = std::string_view(text).substr(i);
        if (!target.empty() && rest.starts_with(target)) {
            result += "127.0.0.1:PORT";
            i += target.size();
        } else if (rest.starts_with("SHA256:")) {
            result += "SHA256:KEY";
            i += rest.substr(0, rest.find_first_of(" \n,)")).size();
        } else if (rest.starts_with("20") && rest.size() > 19 && rest[10] == 'T' &&
                   rest[19] == 'Z' && !rest.starts_with("2049")) {
            result += "TIME";
            i += 20;
        } else {
            result += text[i++];
        }
    }
    return result;
}

std::string transcript_in(const std::string& readme) {
    const auto marker = readme.find("<!-- transcript");
    REQUIRE(marker != std::string::npos);
    const auto begin = readme.find("```text\n", marker) + 8;
    return readme.substr(begin, readme.find("```", begin) - begin);
}

} // namespace

TEST_CASE("the README shows what the demo prints", "[e2e]") {
    const auto root = std::filesystem::path(TESTS_DIRECTORY).parent_path();
    const auto transcript = transcript_in(e2e::read_file(root / "README.md"));
    const auto command_end = transcript.find('\n');
    REQUIRE(transcript.starts_with("$ junos-audit scan"));

    e2e::Scene scene;
    const auto target = scene.start_mock();
    const auto run = scene.junos_audit({"scan", "--user", "audit", "--identity", scene.key(),
                                        "--known-hosts", scene.known_hosts(), target});
    const std::string shown = transcript.substr(command_end + 1);
    const auto place = shown.find("127.0.0.1:");
    REQUIRE(place != std::string::npos);
    const auto shown_target =
        shown.substr(place, shown.find_first_not_of("0123456789.:", place) - place);
    CHECK(without_chance(run.out, target) == without_chance(shown, shown_target));
}
