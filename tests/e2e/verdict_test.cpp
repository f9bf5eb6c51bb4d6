// SPDX-License-Identifier: Apache-2.0
// What a user sees: junos-audit against a device over a real SSH session.
#include "e2e/scene.hpp"

#include <catch2/catch.hpp>

#include <map>

using e2e::Scene;
using nlohmann::json;

namespace {

/// control → outcome and the codes of its findings.
using Verdicts = std::map<std::string, std::string>;

Verdicts verdicts_of(const json& device) {
    Verdicts verdicts;
    for (const auto& result : device.at("results")) {
        std::string text = result.at("outcome");
        for (const auto& finding : result.at("findings"))
            if (finding.at("outcome") == "fail" || result.at("outcome") != "fail")
                text += " " + finding.at("code").get<std::string>();
        verdicts[result.at("control")] = text;
    }
    return verdicts;
}

/// The run's own times are all that may differ between two audits of one device.
json without_times(json report) {
    report.erase("started");
    report.erase("finished");
    return report;
}

const Verdicts demo_verdicts = {
    {"rest-https-mutual-authentication", "pass no-plain-http client-certificate-demanded"},
    {"web-management-https-pki-certificate",
     "fail web-management-over-http system-generated-certificate"},
};

} // namespace

TEST_CASE("a scan over the mock's own SSH door proves one control and fails the other", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock();
    const auto run = scene.audit({"scan", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 2);
    const auto report = json::parse(run.out);
    CHECK(report.at("devices").at(0).at("reached") == true);
    CHECK(report.at("devices").at(0).at("host_key").at("check") == "verified");
    CHECK(report.at("devices").at(0).at("authentication") == "publickey");
    CHECK(verdicts_of(report.at("devices").at(0)) == demo_verdicts);
}

TEST_CASE("a scan through OpenSSH's sshd gives the same verdicts", "[e2e]") {
    Scene scene;
    const auto target = scene.start_sshd();
    const auto run = scene.audit({"scan", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 2);
    CHECK(verdicts_of(json::parse(run.out).at("devices").at(0)) == demo_verdicts);
}

TEST_CASE("an eager scan gives the same verdicts", "[e2e]") {
    Scene scene;
    const auto run = scene.audit({"scan", "--eager", "-o", "json", scene.start_mock()});
    INFO(run.err);
    REQUIRE(run.status == 2);
    CHECK(verdicts_of(json::parse(run.out).at("devices").at(0)) == demo_verdicts);
}

TEST_CASE("a scan over chunked framing gives the same verdicts", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock({"--hello-style", "chunked"});
    const auto run = scene.audit({"scan", "-o", "json", target});
    INFO(run.err);
    REQUIRE(run.status == 2);
    CHECK(verdicts_of(json::parse(run.out).at("devices").at(0)) == demo_verdicts);
}

TEST_CASE("a captured snapshot is judged offline to the same report", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock();
    const auto live = scene.audit({"scan", "-o", "json", target});
    INFO(live.err);
    REQUIRE(live.status == 2);
    const auto captured = scene.audit({"capture", "--to", scene.path("snapshot"), target});
    INFO(captured.err);
    REQUIRE(captured.status == 0);
    const auto offline =
        scene.junos_audit({"scan", "--from", scene.path("snapshot"), "-o", "json"});
    INFO(offline.err);
    REQUIRE(offline.status == 2);
    auto expected = without_times(json::parse(live.out));
    auto seen = without_times(json::parse(offline.out));
    // Two sessions: the clock's own reply, which the mock makes from the time of day, differs by
    // its digest.
    for (auto* report : {&expected, &seen}) {
        auto& device = report->at("devices").at(0);
        for (auto& source : device.at("sources"))
            if (source.at("id") == "clock")
                source.erase("sha256");
        for (const char* time : {"started", "finished"})
            device.erase(time);
    }
    CHECK(seen == expected);
}

TEST_CASE("the same snapshot gives the same bytes twice", "[e2e]") {
    Scene scene;
    const std::vector<std::string> arguments{"scan", "--from", e2e::demo_router(), "-o", "json"};
    const auto first = scene.junos_audit(arguments);
    const auto second = scene.junos_audit(arguments);
    REQUIRE(first.status == 2);
    CHECK(without_times(json::parse(first.out)) == without_times(json::parse(second.out)));
}

TEST_CASE("the text report names the device, the verdicts and lines that mend it", "[e2e]") {
    Scene scene;
    const auto target = scene.start_mock();
    const auto run = scene.audit({"scan", target});
    INFO(run.out);
    REQUIRE(run.status == 2);
    CHECK(run.out.find(target) != std::string::npos);
    CHECK(run.out.find("system-generated-certificate") != std::string::npos);
    CHECK(run.out.find("delete system services web-management http") != std::string::npos);
    CHECK(run.out.find('\x1b') == std::string::npos);
}
