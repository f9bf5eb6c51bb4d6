// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/evaluate.hpp"

#include "junos_audit/base/limits.hpp"
#include "policy/readings.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

namespace {

std::string configuration(const std::string& system) {
    return "<configuration>" + version + "<system>" + system + "</system></configuration>";
}

const std::string each_user = R"yaml(
checks:
  - each: "/configuration/system/user"
    let: { class: "string(class)" }
    require:
      - test: "$class != ''"
        code: class-missing
        absence: true
        say: "{statement}"
        fix: ["set {statement} class <c>"]
      - { test: "not($class = 'super')", code: class-super, say: "{class}" }
    proof: { code: user-fine, say: "fine" }
)yaml";

const std::vector<snapshot::Caveat> doubted{{"permission-not-proven", "It may not see all."}};

} // namespace

TEST_CASE("absent passes only beside its witness", "[policy][evaluate]") {
    CHECK(judge(absent_telnet, readings(configuration(""))) == "pass: telnet-off");
    CHECK(judge(absent_telnet, readings(configuration("<telnet/>"))) == "fail: telnet-on");
    CHECK(judge(absent_telnet, readings("<configuration><system/></configuration>")) ==
          "unknown: witness-missing");
}

TEST_CASE("what is seen fails even without a witness", "[policy][evaluate]") {
    CHECK(judge(absent_telnet,
                readings("<configuration><system><telnet/></system></configuration>")) ==
          "fail: telnet-on");
}

TEST_CASE("each never passes over an empty selection", "[policy][evaluate]") {
    CHECK(judge(each_user, readings(configuration(""))) == "unknown: nothing-examined");
}

TEST_CASE("each keeps all failures of all nodes", "[policy][evaluate]") {
    const auto device = readings(
        configuration("<user><name>a</name><class>super</class></user><user><name>b</name></user>"
                      "<user><name>c</name><class>ro</class></user>"));
    CHECK(judge(each_user, device) == "fail: class-super class-missing user-fine");
    const auto result = evaluate(control(each_user), device);
    const auto& missing = findings_of(result.verdict).at(1);
    CHECK(missing.message == "system user b");
    CHECK(missing.fix == std::vector<std::string>{"set system user b class <c>"});
    CHECK(missing.evidence ==
          std::vector<Evidence>{{"configuration", "/configuration/system/user[name='b']", "",
                                 "set system user b", ""}});
    CHECK(examined_by(result.verdict) == 3);
}

TEST_CASE("an empty each says what its file says", "[policy][evaluate]") {
    const auto with = [](const std::string& empty) {
        return "\nchecks:\n  - each: \"/configuration/system/user\"\n" + empty +
               "    require: [{ test: \"class\", code: x, say: x }]\n";
    };
    const std::string witness = "    witness: \"/configuration/version\"\n";
    const auto nobody = readings(configuration(""));
    CHECK(judge(with("    empty: fail\n    code: none\n    say: n\n" + witness), nobody) ==
          "fail: none");
    CHECK(judge(with("    empty: notapplicable\n    code: none\n    say: n\n" + witness), nobody) ==
          "notapplicable: none");
    CHECK(judge(with("    empty: notapplicable\n"), nobody) == "unknown: nothing-examined");
}

TEST_CASE("present fails with its witness as evidence", "[policy][evaluate]") {
    const std::string present = R"yaml(
checks:
  - present: "/configuration/system/ntp"
    witness: "/configuration/version"
    absence: true
    code: no-ntp
    say: "n"
)yaml";
    CHECK(judge(present, readings(configuration("<ntp/>"))) == "pass: holds");
    CHECK(judge(present, readings(configuration(""))) == "fail: no-ntp");
    CHECK(judge(present, readings(configuration(""), doubted)) == "unknown: permission-not-proven");
}

TEST_CASE("a doubted source spoils what is absent and what passes, not what is seen to fail",
          "[policy][caveat]") {
    CHECK(judge(absent_telnet, readings(configuration("<telnet/>"), doubted)) == "fail: telnet-on");
    CHECK(judge(absent_telnet, readings(configuration(""), doubted)) ==
          "unknown: telnet-off permission-not-proven");
    CHECK(judge(each_user, readings(configuration("<user><name>b</name></user>"), doubted)) ==
          "unknown: permission-not-proven permission-not-proven");
    CHECK(
        judge(each_user, readings(configuration("<user><name>b</name><class>super</class></user>"),
                                  doubted)) == "fail: class-super permission-not-proven");
}

TEST_CASE("not applicable by emptiness needs a proven absence, by sight it does not",
          "[policy][applies]") {
    const std::string applies = R"yaml(
applies:
  - { unless: "/configuration/system/off", code: switched-off, say: "o" }
  - present: "/configuration/system/telnet"
    witness: "/configuration/version"
    code: not-there
    say: "n"
)yaml" + absent_telnet.substr(1);
    CHECK(judge(applies, readings(configuration(""))) == "notapplicable: not-there");
    CHECK(judge(applies, readings(configuration(""), doubted)) == "unknown: permission-not-proven");
    CHECK(judge(applies, readings(configuration("<off/>"), doubted)) ==
          "notapplicable: switched-off");
    CHECK(judge(applies, readings(configuration("<telnet/>"))) == "fail: telnet-on");
}

TEST_CASE("what only one node of a cluster showed does not switch a control off",
          "[policy][applies][caveat]") {
    const std::string applies = R"yaml(
applies:
  - { unless: "/configuration/system/off", code: switched-off, say: "o" }
)yaml" + absent_telnet.substr(1);
    const std::vector<snapshot::Caveat> one_node{
        {"permission-not-proven", "It may not see all."},
        {"node-group-configuration", "One node's.", snapshot::Reach::everything}};
    CHECK(judge(applies, readings(configuration("<off/>"), one_node)) ==
          "unknown: node-group-configuration");
}

TEST_CASE("a thousand findings are followed by one that says there are more",
          "[policy][evaluate][limits]") {
    constexpr auto most = limits::findings_per_control_max;
    const auto users = [&](std::size_t count) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i)
            all += "<user><class>x</class></user>";
        return evaluate(control(each_user), readings(configuration(all)));
    };
    CHECK(findings_of(users(most).verdict).size() == most);
    CHECK(outcome_of(users(most).verdict) == Outcome::pass);
    const auto more = users(most + 1);
    CHECK(findings_of(more.verdict).size() == most + 1);
    CHECK(outcome_of(more.verdict) == Outcome::error);
    CHECK(findings_of(more.verdict).back().code == "limit-exceeded");
}

TEST_CASE("what a group brings in is deleted in the group", "[policy][fix]") {
    struct Row {
        const char* name;
        std::string telnet;
        std::string expected;
    };
    const Row rows[] = {
        {"its own", "<telnet/>", "delete system telnet"},
        {"inherited", R"(<telnet group="web"/>)", "delete groups web system telnet"},
        {"a name with a blank", R"(<telnet group="w b"/>)", "delete groups \"w b\" system telnet"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto result =
                evaluate(control(absent_telnet), readings(configuration(row.telnet)));
            CHECK(findings_of(result.verdict).front().fix ==
                  std::vector<std::string>{row.expected});
        }
}

TEST_CASE("a source that was not understood speaks for every row that needs it",
          "[policy][sources]") {
    struct Row {
        std::string name;
        snapshot::Reading reading;
        std::string expected;
    };
    const Row rows[] = {
        {"unreadable", snapshot::Unreadable{"configuration-unproven", "m"},
         "unknown: configuration-unproven"},
        {"refused", snapshot::Refused{"permission-denied", "m", {}}, "error: permission-denied"},
        {"failed", snapshot::Failed{{Phase::rpc, FailureCode::timeout, "m", ""}}, "error: timeout"},
        {"not asked", snapshot::NotAsked{}, "error: not-captured"},
        {"asked for something else", snapshot::Understood{{}, {}, {"/configuration/security"}},
         "error: not-captured"},
        {"asked for too little", snapshot::Understood{{}, {}, {"/configuration/system/services"}},
         "error: not-captured"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            auto device = readings(configuration(""));
            device.sources["configuration"] = row.reading;
            CHECK(judge(absent_telnet, device) == row.expected);
        }
}

TEST_CASE("a source counts as needed through a variable", "[policy][sources]") {
    const std::string joined = R"yaml(
checks:
  - each: "/configuration/system/user"
    let: { loaded: "/pki-ca-certificates/node/certificate" }
    require:
      - { test: "class", code: class-missing, say: "c" }
      - { test: "$loaded", code: not-loaded, say: "l" }
)yaml";
    auto device = readings(configuration("<user><name>a</name></user>"));
    CHECK(judge(joined, device) == "fail: class-missing not-captured");
    device.sources["pki-ca-certificates"] = snapshot::Unreadable{"pki-state-unreadable", "m"};
    CHECK(judge(joined, device) == "fail: class-missing pki-state-unreadable");
}

TEST_CASE("a note never changes an outcome, and says when it could not be judged",
          "[policy][note]") {
    const std::string noted = R"yaml(
checks:
  - each: "/configuration/system/user"
    require: [{ test: "class", code: class-missing, say: "c" }]
    note:
      - { when: "not(/pki-ca-certificates/node/certificate)", code: no-ca, say: "n" }
)yaml";
    const auto user = configuration("<user><name>a</name><class>x</class></user>");
    CHECK(judge(noted, readings(user + "<pki-ca-certificates><node/></pki-ca-certificates>")) ==
          "pass: holds (no-ca)");
    CHECK(judge(noted, readings(user)) == "pass: holds (advice-not-available)");
}

TEST_CASE("a hidden value is unknown wherever a row would look at it", "[policy][hidden]") {
    const auto user = [](const std::string& class_element) {
        return readings(configuration("<user><name>a</name>" + class_element + "</user>"));
    };
    CHECK(judge(each_user, user(R"(<class hidden="secret-data"/>)")) == "unknown: value-hidden");
    CHECK(judge(each_user, user(R"(<class>ro</class><password hidden="secret-data"/>)")) ==
          "pass: user-fine");
    CHECK(judge(each_user, readings(R"(<configuration>)" + version +
                                    R"(<system hidden="access-denied"/></configuration>)")) ==
          "unknown: value-hidden");
    CHECK(judge(absent_telnet, readings(configuration(R"(<telnet hidden="access-denied"/>)"))) ==
          "fail: telnet-on");
}

TEST_CASE("a hidden key in a predicate is not compared", "[policy][hidden]") {
    const std::string keyed = R"yaml(
checks:
  - absent: "/configuration/system/user[name = 'root']"
    witness: "/configuration/version"
    code: root
    say: "r"
)yaml";
    CHECK(judge(keyed, readings(configuration(R"(<user><name hidden="secret-data"/></user>)"))) ==
          "unknown: value-hidden");
}

TEST_CASE("a pass holds until the earliest of its proofs ends", "[policy][proof]") {
    const std::string until = R"yaml(
checks:
  - each: "/configuration/system/user"
    require: [{ test: "not(end <= $now-latest)", code: ended, say: "e" }]
    proof: { code: holds-on, say: "h", evidence: ["end"], until: "number(end)" }
)yaml";
    const auto result = evaluate(
        control(until), readings(configuration("<user><name>a</name><end>5000</end></user>"
                                               "<user><name>b</name><end>3000</end></user>")));
    REQUIRE(said(result) == "pass: holds-on holds-on");
    CHECK(std::get<Pass>(result.verdict).holds_until() == WallTime(std::chrono::seconds(3000)));
    CHECK(judge(until, readings(configuration("<user><end>1000</end></user>"))) == "fail: ended");
    CHECK(judge(until, readings(configuration("<user><end>soon</end></user>"))) ==
          "unknown: not-a-number");
}

TEST_CASE("both clocks judge, the worse one stands", "[policy][proof]") {
    const std::string between = R"yaml(
checks:
  - each: "/configuration/system/user"
    require:
      - { test: "not(begin > $now-earliest)", code: early, say: "e" }
      - { test: "not(end <= $now-latest)", code: late, say: "l" }
)yaml";
    auto device = readings(configuration("<user><begin>900</begin><end>1100</end></user>"));
    CHECK(judge(between, device) == "pass: holds");
    device.clocks.device = WallTime(std::chrono::seconds(800));
    CHECK(judge(between, device) == "fail: early");
    device.clocks.device = WallTime(std::chrono::seconds(1100));
    CHECK(judge(between, device) == "fail: late");
}

TEST_CASE("nested checks are judged where all requirements held, and never vacuously",
          "[policy][then]") {
    const std::string nested = R"yaml(
checks:
  - each: "/configuration/system/user"
    require: [{ test: "class", code: class-missing, say: "c" }]
    then:
      - each: "key"
        empty: notapplicable
        require: [{ test: "bits >= 2048", code: weak, say: "w" }]
)yaml";
    CHECK(judge(nested, readings(configuration("<user><key><bits>1</bits></key></user>"))) ==
          "fail: class-missing");
    CHECK(judge(nested, readings(configuration(
                            "<user><class>a</class><key><bits>1</bits></key></user>"))) ==
          "fail: weak");
    CHECK(judge(nested,
                readings(configuration("<user><class>a</class><key><bits>2048</bits></key></user>"
                                       "<user><class>b</class></user>"))) ==
          "unknown: holds nothing-examined");
}

TEST_CASE("what a device prints is made printable before it stands in a finding",
          "[policy][evaluate]") {
    const std::string hostile = R"yaml(
checks:
  - each: "/configuration/system/user"
    let: { n: "string(name)" }
    require: [{ test: "class", code: class-missing, say: "{n}!", fix: ["set x {n}"] }]
)yaml";
    const auto result = evaluate(
        control(hostile), readings(configuration("<user><name>a&#10;request \"x\"</name></user>")));
    const auto& finding = findings_of(result.verdict).front();
    CHECK(finding.message == "a request \"x\"!");
    CHECK(finding.fix == std::vector<std::string>{R"(set x "a request \"x\"")"});
}

TEST_CASE("what the session did not get to is the session's failure", "[policy][assess]") {
    snapshot::Snapshot snapshot;
    snapshot.provenance.failure = Failure{Phase::rpc, FailureCode::session_lost, "gone", ""};
    snapshot::Readings device;
    const auto assessment = assess({control(absent_telnet)}, snapshot, device);
    REQUIRE(assessment.results.size() == 1);
    CHECK(said(assessment.results[0]) == "error: session-lost");
    CHECK(exit_status({assessment}) == 4);
}

TEST_CASE("the exit status has a bit for failing and one for undecided", "[policy][assess]") {
    const auto with = [](const std::string& system) {
        return assess({control(absent_telnet)}, {}, readings(configuration(system)));
    };
    const auto unreached = not_assessed({}, {{"c", "T", "low"}});
    CHECK(exit_status({with("")}) == 0);
    CHECK(exit_status({with(""), with("<telnet/>")}) == 2);
    CHECK(exit_status({with(""), unreached}) == 4);
    CHECK(exit_status({with("<telnet/>"), unreached}) == 6);
}
