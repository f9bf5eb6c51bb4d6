// SPDX-License-Identifier: Apache-2.0
// docs/controls/ is made of the controls. JUNOS_AUDIT_APPROVE=1 writes the pages anew.
#include "controls/fixture.hpp"
#include "controls/page.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>
#include <sstream>

using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

namespace {

const std::filesystem::path pages = TESTS_DIRECTORY "/../docs/controls";

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Every code that a control can say, by the table of its page.
std::set<std::string> codes_on(const std::string& page) {
    std::set<std::string> codes;
    for (auto at = page.find(" | `"); at != std::string::npos; at = page.find(" | `", at + 1))
        codes.insert(page.substr(at + 4, page.find('`', at + 4) - at - 4));
    return codes;
}

} // namespace

TEST_CASE("every control has its page, and every page its control", "[controls][docs]") {
    std::set<std::string> expected;
    for (const auto& control : all_controls()) {
        CAPTURE(control.id);
        const auto file = control.id + ".md";
        const auto page = page_of(control);
        if (std::getenv("JUNOS_AUDIT_APPROVE") != nullptr)
            std::ofstream(pages / file, std::ios::binary) << page;
        CHECK(text_of(pages / file) == page);
        expected.insert(file);
    }
    std::set<std::string> seen;
    for (const auto& file : std::filesystem::directory_iterator(pages))
        seen.insert(file.path().filename());
    CHECK(seen == expected);
}

TEST_CASE("every code that a control can say is said in one of its fixtures", "[controls]") {
    std::map<std::string, std::set<std::string>> said_by;
    for (const auto& fixture : fixtures()) {
        const auto rows = expected(fixture);
        for (const auto& [code, node] : rows.findings)
            said_by[fixture.control].insert(code);
        for (const auto& [code, node] : rows.notes)
            said_by[fixture.control].insert(code);
    }
    for (const auto& control : all_controls())
        for (const auto& code : codes_on(page_of(control))) {
            CAPTURE(control.id, code);
            CHECK(said_by[control.id].contains(code));
        }
}
