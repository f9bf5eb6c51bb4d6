// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

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
