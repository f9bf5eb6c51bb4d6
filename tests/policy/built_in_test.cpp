// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace junos_audit;
using namespace junos_audit::policy;

TEST_CASE("the default profile holds both controls, sorted by id", "[policy][load]") {
    const auto controls = select_controls("web-pki", {});
    REQUIRE(controls.size() == 2);
    CHECK(controls[0].id == "rest-https-mutual-authentication");
    CHECK(controls[1].id == "web-management-https-pki-certificate");
}

TEST_CASE("a built-in control explains itself and is named as its file", "[policy][load]") {
    for (const auto& built_in : built_in_controls()) {
        CAPTURE(built_in.file);
        const auto control = load_control(built_in.text, std::string(built_in.file));
        CHECK(built_in.file == "controls/" + control.id + ".yaml");
        CHECK_FALSE(control.reads_how.empty());
        CHECK_FALSE(control.decides_how.empty());
        CHECK_FALSE(control.rationale.empty());
        CHECK_FALSE(control.remediation.empty());
        CHECK_FALSE(control.references.empty());
    }
}

namespace {

/// Section of the benchmark to the id of the control.
std::map<std::string, std::string> sections_of(const std::string& profile) {
    std::map<std::string, std::string> sections;
    for (const auto& control : select_controls(profile, {})) {
        CAPTURE(control.id);
        const auto cis = control.references.find("cis-junos-2.1.0");
        REQUIRE(cis != control.references.end());
        CHECK(sections.emplace(cis->second, control.id).second);
    }
    return sections;
}

std::map<std::string, std::string> level_1() {
    return {
        {"6.10.2.1", "web-management-http"},
        {"6.10.2.2", "web-management-https"},
        {"6.10.2.4", "web-management-idle-timeout"},
        {"6.10.2.5", "web-management-session-limit"},
        {"6.10.2.6", "web-management-interface"},
        {"6.10.5.1", "rest-http"},
        {"6.10.5.2", "rest-https"},
        {"6.10.5.5", "rest-cipher-list"},
        {"6.10.5.7", "rest-explorer"},
        {"6.10.5.8", "rest-allowed-sources"},
        {"6.10.5.9", "rest-connection-limit"},
        {"6.10.5.10", "rest-addresses"},
    };
}

} // namespace

TEST_CASE("the profile of level 1 is the benchmark's list", "[policy][load]") {
    CHECK(sections_of("cis-web-l1") == level_1());
}

TEST_CASE("the profile of level 2 holds level 1 and every built-in control", "[policy][load]") {
    auto both = level_1();
    both.insert({{"6.10.2.3", "web-management-https-pki-certificate"},
                 {"6.10.2.7", "web-management-interface-oob"},
                 {"6.10.5.3", "rest-https-pki-certificate"},
                 {"6.10.5.4", "rest-https-mutual-authentication"},
                 {"6.10.5.6", "rest-cipher-list-suite-b"},
                 {"6.10.5.11", "rest-addresses-oob"}});
    CHECK(sections_of("cis-web-l2") == both);
    CHECK(both.size() == built_in_controls().size());
}

TEST_CASE("ids go before the profile", "[policy][load]") {
    const auto controls = select_controls("web-pki", {"rest-https-mutual-authentication"});
    REQUIRE(controls.size() == 1);
    CHECK(controls[0].id == "rest-https-mutual-authentication");
}

TEST_CASE("a control or profile that does not exist is a usage error", "[policy][load]") {
    const auto status_of = [](const std::string& profile, const std::vector<std::string>& ids) {
        try {
            (void)select_controls(profile, ids);
        } catch (const UsageError& error) {
            return error.status();
        }
        return ExitStatus::internal;
    };
    CHECK(status_of("no-such", {}) == ExitStatus::usage);
    CHECK(status_of("web-pki", {"no-such"}) == ExitStatus::usage);
}
