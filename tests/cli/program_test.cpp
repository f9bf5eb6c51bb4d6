// SPDX-License-Identifier: Apache-2.0
// The program as it is run, without a device.
#include "support/process.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace {

using Words = std::vector<std::string>;

const std::string program = BUILD_DIRECTORY "/bin/junos-audit";
const std::string controls = TESTS_DIRECTORY "/controls/";
const std::string rest = "rest-https-mutual-authentication";

support::Outcome junos_audit(Words words) {
    words.insert(words.begin(), program);
    return support::run({words, {}, {}});
}

/// By a shell, for what only it can set up.
support::Outcome shell(const std::string& script) {
    return support::run({{"/bin/sh", "-c", script, program}, {}, {}});
}

/// One control, judged from one of its fixtures.
support::Outcome judge(const std::string& fixture, Words more = {}) {
    Words words{"scan", "--from", controls + rest + "/" + fixture, "-c", rest};
    words.insert(words.end(), more.begin(), more.end());
    return junos_audit(words);
}

} // namespace

TEST_CASE("each way of using it wrongly has its status", "[cli][program]") {
    struct Row {
        const char* name;
        Words words;
        int status;
    };
    const std::vector<Row> rows = {
        {"no command", {}, 64},
        {"unknown command", {"doctor"}, 64},
        {"unknown option", {"scan", "r1", "--jump", "x"}, 64},
        {"unknown control", {"scan", "r1", "--plan", "-c", "no-such-control"}, 64},
        {"unknown profile", {"scan", "r1", "--plan", "--profile", "no-such-profile"}, 64},
        {"unknown control to explain", {"explain", "no-such-control"}, 64},
        {"no snapshots", {"scan", "--from", "/nonexistent"}, 66},
        {"no known_hosts", {"scan", "r1", "--known-hosts", "/nonexistent"}, 66},
        {"no key", {"scan", "r1", "--known-hosts", "/dev/null", "--identity", "/nonexistent"}, 66},
        {"output nowhere", {"controls", "-o", "json:/nonexistent/x"}, 73},
        {"wire log nowhere", {"scan", "r1", "--wire-log", "/nonexistent/x"}, 73},
    };
    for (const auto& [name, words, status] : rows)
        DYNAMIC_SECTION(name) {
            const auto outcome = junos_audit(words);
            INFO(outcome.err);
            CHECK(outcome.status == status);
            CHECK(outcome.out.empty());
            CHECK(outcome.err.starts_with("junos-audit: "));
        }
}

TEST_CASE("a key that others may read is refused before anything is sent", "[cli][program]") {
    const support::TemporaryDirectory directory;
    std::ofstream(directory / "key") << "not a key";
    std::filesystem::permissions(directory / "key", std::filesystem::perms(0644));
    const Words words{"scan",      "192.0.2.1",  "--known-hosts",
                      "/dev/null", "--identity", directory / "key"};
    CHECK(junos_audit(words).status == 65);
    std::filesystem::permissions(directory / "key", std::filesystem::perms(0600));
    const auto outcome = junos_audit(words);
    CHECK(outcome.status == 65);
    CHECK(outcome.err.find("not a key") == std::string::npos);
}

TEST_CASE("a known_hosts file that cannot be read whole is no ground to trust upon",
          "[cli][program]") {
    const support::TemporaryDirectory directory;
    const auto known_hosts = directory / "known_hosts";
    const Words strict{"scan", "192.0.2.1", "--known-hosts", known_hosts, "--identity", "/nowhere"};
    auto accept_new = strict;
    accept_new.insert(accept_new.end(), {"--host-key", "accept-new"});
    SECTION("a revocation that cannot be read") {
        std::ofstream(known_hosts) << "@revoked * ssh-ed25519 AAAA*\n";
        const auto outcome = junos_audit(strict);
        CHECK(outcome.status == 65);
        CHECK(outcome.err.find(known_hosts + ":1: an @revoked line") != std::string::npos);
    }
    SECTION("a damaged line, which may have held the key that is now another") {
        std::ofstream(known_hosts) << "\n192.0.2.1 ssh-ed25519 AAAA*\n";
        CHECK(junos_audit(strict).status == 66); // goes on to the key, which is not there
        const auto outcome = junos_audit(accept_new);
        CHECK(outcome.status == 65);
        CHECK(outcome.err.find(known_hosts + ":2: ") != std::string::npos);
        CHECK(outcome.err.find("every line must be readable") != std::string::npos);
    }
    SECTION("a certificate authority is no damage") {
        std::ofstream(known_hosts) << "@cert-authority * ssh-ed25519 AAAA\n";
        CHECK(junos_audit(accept_new).status == 66);
    }
}

TEST_CASE("two snapshots of one device are said to be", "[cli][program]") {
    const support::TemporaryDirectory directory;
    const auto fixtures = std::filesystem::path(controls) / rest;
    const auto first = std::filesystem::directory_iterator(fixtures)->path();
    for (const auto* name : {"monday", "tuesday"}) {
        std::filesystem::copy(first, directory / name);
        std::ofstream(directory / name + "/manifest.json")
            << R"({"format": "junos-audit-snapshot", "version": 1, "exchanges": [],)"
            << R"( "provenance": {"target": "audit@r1:830"}})";
    }
    const auto outcome =
        junos_audit({"scan", "--from", directory.path(), "-c", rest, "-o", "json"});
    INFO(outcome.err);
    const auto report = nlohmann::json::parse(outcome.out);
    REQUIRE(report.at("devices").size() == 2);
    for (const auto& device : report.at("devices")) {
        const auto& notes = device.at("notes");
        CHECK(std::any_of(notes.begin(), notes.end(),
                          [](const auto& note) { return note.at("code") == "same-target"; }));
    }
}

TEST_CASE("a snapshot that cannot be written costs no other device its own", "[cli][program]") {
    const support::TemporaryDirectory directory;
    std::ofstream(directory / "127.0.0.1%3A1") << "in the way";
    const auto outcome = junos_audit({"capture", "127.0.0.1:1", "127.0.0.1:2", "--to",
                                      directory.path(), "--known-hosts", "/dev/null",
                                      "--password-command", "echo x", "--timeout", "1"});
    INFO(outcome.err);
    CHECK(outcome.status == 73);
    CHECK(outcome.err.find("127.0.0.1%3A1") != std::string::npos);
    CHECK(std::filesystem::exists(directory / "127.0.0.1%3A2/manifest.json"));
}

TEST_CASE("a password command that fails or is silent ends the run", "[cli][program]") {
    for (const std::string command : {"exit 3", "true", "printf hunter2; exit 1"}) {
        const auto outcome = junos_audit(
            {"scan", "192.0.2.1", "--known-hosts", "/dev/null", "--password-command", command});
        INFO(outcome.err);
        CHECK(outcome.status == 66);
        CHECK(outcome.err.find("hunter2") == std::string::npos);
    }
}

TEST_CASE("a name that does not resolve is a row, a line and status 4", "[cli][program]") {
    const auto outcome = junos_audit({"scan", "audit@192.0.2.1", "-6", "--known-hosts", "/dev/null",
                                      "--password-command", "echo x", "-o", "json"});
    CHECK(outcome.status == 4);
    CHECK(outcome.err.starts_with("junos-audit: audit@192.0.2.1:830: resolve: "));
    const auto report = nlohmann::json::parse(outcome.out);
    CHECK(report["devices"][0]["failure"]["code"] == "name-not-resolved");
    CHECK(report["summary"]["outcomes"]["error"] == 2);
    CHECK(report["summary"]["exit_status"] == 4);
}

TEST_CASE("the plan names every request and connects to nothing", "[cli][program]") {
    for (const Words& words : {Words{"scan", "--plan"}, Words{"capture", "r1", "--plan"}}) {
        const auto outcome = junos_audit(words);
        CHECK(outcome.status == 0);
        for (const std::string request :
             {"<get-configuration database=\"committed\" inherit=\"inherit\" groups=\"groups\">",
              "get-authorization-information", "message-id=\"pki-ca-certificates\""})
            CHECK_THAT(outcome.out, Catch::Contains(request));
    }
}

TEST_CASE("controls are listed for people and programs", "[cli][program]") {
    CHECK_THAT(junos_audit({"controls"}).out, Catch::Contains(rest) && Catch::Contains("6.10.5.4"));
    const auto list = nlohmann::json::parse(junos_audit({"controls", "-o", "json"}).out);
    CHECK(list["controls"][0]["id"] == "rest-addresses"); // sorted by id
}

TEST_CASE("a control is explained with every code that it can say", "[cli][program]") {
    const auto text = junos_audit({"explain", rest}).out;
    for (const std::string code :
         {"service-not-configured", "rest-over-http", "mutual-authentication-missing",
          "ca-profile-not-configured", "ca-certificate-expired", "crl-url-missing", "How to mend"})
        CHECK_THAT(text, Catch::Contains(code));
}

TEST_CASE("the schema and the version are printed", "[cli][program]") {
    const auto schema = nlohmann::json::parse(junos_audit({"schema", "report"}).out);
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    const auto version = junos_audit({"--version"});
    CHECK(version.status == 0);
    CHECK_THAT(version.out, Catch::Contains("libssh") && Catch::Contains("aes256-ctr"));
}

TEST_CASE("a stored snapshot is judged, and the status says how", "[cli][program]") {
    const auto fail = judge("fail-expired");
    INFO(fail.err);
    CHECK(fail.status == 2);
    CHECK_THAT(fail.out, Catch::Contains("FAIL") && Catch::Contains("ca-certificate-expired"));
    CHECK(judge("error-pki-not-captured").status == 4);
    const auto every = junos_audit({"scan", "--from", controls + rest, "-c", rest, "-q"});
    CHECK(every.status == 6);
}

TEST_CASE("the same snapshot gives the same JSON, times of the run apart", "[cli][program]") {
    const auto devices = [] {
        return nlohmann::json::parse(judge("fail-expired", {"-o", "json"}).out)["devices"];
    };
    CHECK(devices() == devices());
}

TEST_CASE("a damaged snapshot is an error and spoils no other", "[cli][program]") {
    const support::TemporaryDirectory directory;
    std::filesystem::copy(controls + rest + "/fail-expired", directory / "good",
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_directory(directory / "bad");
    std::ofstream(directory / "bad/manifest.json") << "{";
    const auto outcome =
        junos_audit({"scan", "--from", directory.path(), "-c", rest, "-o", "json"});
    CHECK(outcome.status == 6);
    const auto report = nlohmann::json::parse(outcome.out);
    CHECK(report["devices"][0]["results"][0]["outcome"] == "error");
    CHECK(report["devices"][1]["results"][0]["outcome"] == "fail");
}

TEST_CASE("a report that cannot be written is status 73, whatever it says", "[cli][program]") {
    const auto scan = "\"$0\" scan --from " + controls + rest + "/fail-expired -c " + rest;
    CHECK(shell(scan + " >/dev/full").status == 73);
    CHECK(shell(scan + " >&-").status == 73);
    CHECK(shell(scan + " -o json:/dev/full").status == 73);
    CHECK(shell("(" + scan + "; echo $? >&2) | true").err.find("73") != std::string::npos);
}

TEST_CASE("files are written although standard output is gone", "[cli][program]") {
    const support::TemporaryDirectory directory;
    const auto outcome =
        shell("\"$0\" scan --from " + controls + rest + "/fail-expired -c " + rest +
              " -o text -o json:" + (directory / "report.json") + " >/dev/full");
    CHECK(outcome.status == 73);
    std::ifstream file(directory / "report.json");
    CHECK(nlohmann::json::parse(file)["summary"]["exit_status"] == 2);
}

TEST_CASE("no escape code is printed unless it is asked for or shown on a terminal",
          "[cli][program]") {
    CHECK(judge("fail-expired").out.find('\x1b') == std::string::npos);
    CHECK(judge("fail-expired", {"--color", "always"}).out.find('\x1b') != std::string::npos);
}

TEST_CASE("a password in the environment is not looked at", "[cli][program]") {
    const auto outcome = support::run({{"/usr/bin/setsid", program, "scan", "192.0.2.1",
                                        "--known-hosts", "/dev/null", "--auth", "password"},
                                       {{"JUNOS_AUDIT_PASSWORD", "hunter2"}},
                                       {}});
    CHECK(outcome.status == 66); // there is no terminal to ask on
    CHECK(outcome.err.find("hunter2") == std::string::npos);
}
