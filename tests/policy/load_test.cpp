// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;

namespace {

const std::string head = "id: c\ntitle: T\nseverity: low\nsources: [configuration, clock]\n"
                         "reads: [/configuration/system]\n"; // lines 1 to 5

/// Every problem as "line:column message", one a line.
std::string problems_of(const std::string& text) {
    try {
        (void)load_control(text, "c.yaml");
    } catch (const UsageError& error) {
        std::string all;
        for (const auto& problem : error.problems()) {
            CHECK(problem.file == "c.yaml");
            all += std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                   problem.message + "\n";
        }
        return all;
    }
    return "no problem";
}

std::string absent(const std::string& xpath) {
    return head + "checks:\n  - absent: " + xpath +
           "\n    witness: \"/configuration/version\"\n    code: x\n    say: x\n";
}

std::string each(const std::string& rest) {
    return head + "checks:\n  - each: \"/configuration/system/user\"\n" + rest;
}

} // namespace

TEST_CASE("an XPath that would deceive is refused where it stands", "[policy][load]") {
    struct Row {
        std::string name;
        std::string xpath;
        std::string expected;
    };
    const Row rows[] = {
        {"plain text", "/configuration/system/a", "7:13 XPath is written in quotes"},
        {"does not compile", "\"/configuration/system/a[\"", "7:"},
        {"a prefix", "\"/configuration/system/j:a\"", "7:36 a name with a prefix"},
        {"no head", "\"//telnet\"", "7:14 '//' at the head"},
        {"undeclared source", "\"/software/@model\"", "7:14 '/software' is no source"},
        {"unread configuration", "\"/configuration/snmp\"", "7:14 '/configuration/snmp' is not"},
        {"a name that only begins the same", "\"/configuration/system2/a\"", "is not below"},
        {"a wildcard above what is read", "\"/configuration/*/a\"", "is not below"},
        {"above what is read", "\"/configuration\"", "is not below"},
        {"text()", "\"/configuration/system/a/text()\"", "7:38 a step text()"},
        {"comment()", "\"/configuration/system/a/comment()\"", "a step comment()"},
        {"parent", "\"/configuration/system/../snmp\"", "'..'"},
        {"parent axis", "\"/configuration/system/parent::x\"", "the axis 'parent'"},
        {"preceding", "\"/configuration/system/preceding::x\"", "the axis 'preceding'"},
        {"following", "\"/configuration/system/following-sibling::x\"",
         "the axis 'following-sibling'"},
        {"unknown function", "\"/configuration/system/a[matches(., 'x')]\"",
         "unknown function 'matches'"},
        {"id()", "\"id('x')\"", "unknown function 'id'"},
        {"unbound variable", "\"/configuration/system/a[. = $b]\"", "no variable $b here"},
        {"relative at the top", "\"system/a\"", "there is no context node here"},
        {"constant", "\"'x'\"", "looks at nothing"},
        {"no nodes", "\"count(/configuration/system/a)\"", "must select nodes"},
        {"descendants in a predicate", "\"/configuration/system/a[.//b]\"",
         "'//' inside a predicate"},
        {"undeclared source in a predicate", "\"/configuration/system/a[. = /cluster/node]\"",
         "'/cluster' is no source"},
        {"undeclared source behind a union", "\"/configuration/system/a | /cluster/node\"",
         "'/cluster' is no source"},
        {"undeclared source in a call", "\"/configuration/system/a[not(/cluster)]\"",
         "'/cluster' is no source"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            CHECK_THAT(problems_of(absent(row.xpath)), Catch::Contains(row.expected));
        }
}

TEST_CASE("XPath that only looks odd is read", "[policy][load]") {
    for (const std::string xpath :
         {"/configuration/system/*[self::a or self::div]", "/configuration/system/div[mod = 1]",
          "/configuration/system/a[position() = last()]/@group", "/configuration/system/host-name",
          "/configuration/@commit-seconds", "/configuration/system//a",
          "(/configuration/system/a | /configuration/system/b)[c]/d",
          "/configuration/system/a[b * 2 > $now-latest - 1]"}) {
        CAPTURE(xpath);
        CHECK(problems_of(absent("\"" + xpath + "\"")) == "no problem");
    }
}

TEST_CASE("the file's form is checked with line and column", "[policy][load]") {
    struct Row {
        std::string name;
        std::string text;
        std::string expected;
    };
    const std::string require = "    require: [{ test: \"a\", code: x, say: x }]\n";
    const Row rows[] = {
        {"unknown key", head + "chekcs: []\nchecks: []\n", "6:1 unknown key 'chekcs'"},
        {"missing keys", "id: c\n", "1:1 a control needs the key 'title'"},
        {"no checks", head + "checks: []\n", "6:9 a control has at least one check"},
        {"a severity of its own", "severity: hgih\n", "1:11 'severity' is one of"},
        {"an id that is a path", "id: ../c\n", "1:5 'id' is made of"},
        {"unknown source", "sources: [telepathy]\n", "1:11 'telepathy' is no source"},
        {"source twice", "sources: [clock, clock]\n", "1:18 'clock' is declared twice"},
        {"a wild read", "reads: [/configuration/*]\n", "1:9 'reads' lists paths"},
        {"two forms", head + "checks: [{ each: \"/a\", absent: \"/b\" }]\n",
         "6:10 a check is a mapping with exactly one"},
        {"absent without a witness",
         head + "checks:\n  - { absent: \"/configuration/system/a\", code: x, say: x }\n",
         "7:5 an 'absent' needs the key 'witness'"},
        {"present without a witness at the top",
         head + "checks:\n  - { present: \"/configuration/system/a\", code: x, say: x }\n",
         "7:5 a 'present' needs the key 'witness'"},
        {"empty passes", each("    empty: pass\n" + require), "nothing passes over an empty"},
        {"an empty fail without a code", each("    empty: fail\n" + require),
         "needs the key 'code'"},
        {"an each that asks nothing", each(""), "7:5 an 'each' with neither"},
        {"a text with an unknown name",
         each("    require: [{ test: \"a\", code: x, say: \"{who}\" }]\n"),
         "no variable for {who}"},
        {"a lone brace", each("    require: [{ test: \"a\", code: x, say: \"{\" }]\n"), "a brace"},
        {"a test that is a number",
         each("    require: [{ test: \"count(a)\", code: x, say: x }]\n"),
         "a test yields true or false"},
        {"a name that is taken", each("    let: { now-latest: \"a\" }\n" + require),
         "already has a meaning"},
        {"otherwise pass",
         each("    require: [{ test: \"a\", otherwise: pass, code: x, say: x }]\n"), "'otherwise'"},
        {"an end that is no number",
         each(require + "    proof: { code: x, say: x, until: \"a\" }\n"), "must yield a number"},
        {"duplicate key", head + head, "6:1"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            CHECK_THAT(problems_of(row.text), Catch::Contains(row.expected));
        }
}

TEST_CASE("one name keeps one type in a control", "[policy][load]") {
    const auto text = head + R"yaml(checks:
  - each: "/configuration/system/a"
    let: { x: "string(b)" }
    require: [{ test: "$x != ''", code: c, say: c }]
  - each: "/configuration/system/b"
    let: { x: "number(b)" }
    require: [{ test: "$x > 1", code: c, say: c }]
)yaml";
    CHECK_THAT(problems_of(text), Catch::Contains("11:12 elsewhere in this control 'x'"));
}

TEST_CASE("all problems of a file are reported together", "[policy][load]") {
    const auto all = problems_of("severity: x\nid: C\n");
    CHECK_THAT(all, Catch::Contains("'severity'") && Catch::Contains("'id'") &&
                        Catch::Contains("'title'") && Catch::Contains("'checks'"));
}
