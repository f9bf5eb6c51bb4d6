// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos::test;

namespace {

std::string configuration_of(const std::string& xml) {
    return outcome(Device().answer("configuration", xml).read(), "configuration");
}

struct Shape {
    const char* name;
    std::string xml;
    const char* outcome;
};

const char* const web =
    "<system><services><web-management><http/></web-management></services></system>";

} // namespace

TEST_CASE("what a configuration reply may be, and what it is taken for", "[junos][configuration]") {
    const std::string stamped =
        R"(<configuration junos:commit-seconds="1"><version>1</version></configuration>)";
    const Shape shapes[] = {
        {"committed", configuration(web), "understood"},
        {"in data", reply("<data>" + stamped + "</data>"), "understood"},
        {"with a prompt after it", reply(stamped + "<cli><banner>{master:0}</banner></cli>"),
         "understood"},
        {"bare reply", reply(""), "unreadable: configuration-unproven"},
        {"empty data", reply("<data/>"), "unreadable: configuration-unproven"},
        {"empty configuration", reply("<data><configuration>\n</configuration></data>"),
         "unreadable: configuration-unproven"},
        {"ok", reply("<ok/>"), "unreadable: configuration-unproven"},
        {"output", reply("<output>Aborted!</output>"), "unreadable: configuration-unproven"},
        {"text", reply("protocol: operation-failed"), "unreadable: configuration-unproven"},
        {"text beside it", reply("oops" + stamped), "unreadable: configuration-unproven"},
        {"no version",
         reply(R"(<configuration junos:commit-seconds="1"><system/></configuration>)"),
         "unreadable: configuration-unproven"},
        {"hidden version",
         reply(
             R"(<configuration junos:commit-seconds="1"><version>/* ACCESS-DENIED */</version></configuration>)"),
         "unreadable: configuration-unproven"},
        {"no stamp", reply("<configuration><version>1</version></configuration>"),
         "unreadable: configuration-unproven"},
        {"candidate",
         reply(
             R"(<configuration junos:changed-seconds="1" junos:changed-localtime="x"><version>1</version></configuration>)"),
         "unreadable: configuration-unproven"},
        {"stamp without seconds",
         reply(R"(<configuration junos:commit-localtime="x"><version>1</version></configuration>)"),
         "understood"},
        {"choices without names",
         configuration("<system><choice-ident>http</choice-ident></system>"),
         "unreadable: configuration-unproven"},
        {"two configurations", reply(stamped + stamped), "failed: malformed-reply"},
        {"text beside statements", configuration("<system>oops<services/></system>"),
         "failed: malformed-reply"},
        {"denied", reply(rpc_error("permission denied")), "refused: permission-denied"},
        {"denied, newer words", reply(rpc_error("error: permission denied: system")),
         "refused: permission-denied"},
        {"refused", reply(rpc_error("database is locked")), "refused: rpc-refused"},
        {"error beside data", reply(stamped + rpc_error("one stanza failed")),
         "refused: rpc-refused"},
        {"error after a warning", reply(rpc_error("w", "warning") + rpc_error("e") + stamped),
         "refused: rpc-refused"},
        {"error of unknown severity", reply(rpc_error("e", "info") + stamped),
         "refused: rpc-refused"},
        {"warning", reply(rpc_error("uncommitted changes", "warning") + stamped),
         "understood, but device-warning"},
        {"foreign namespace",
         configuration(R"(<system xmlns="urn:example:other"><services/></system>)"),
         "failed: malformed-reply"},
        {"foreign prefix deep inside",
         configuration(R"(<system><a xmlns:x="http://xml.juniper.net.evil/"><x:b/></a></system>)"),
         "failed: malformed-reply"},
        {"Juniper's YANG namespaces",
         configuration(
             R"(<system xmlns="http://yang.juniper.net/junos/conf/system"><services/></system>)"),
         "understood"},
        {"cut off", reply("<configuration>").substr(0, 120), "failed: malformed-reply"},
        {"not XML", "syntax error", "failed: malformed-reply"},
        {"edit operation", configuration(R"(<system operation="delete"/>)"),
         "failed: malformed-reply"},
        {"edit operation with prefix",
         configuration(
             R"(<system xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="delete"/>)"),
         "failed: malformed-reply"},
        {"one attribute twice", configuration(R"(<system group="a" junos:group="b"/>)"),
         "failed: malformed-reply"},
        {"protected", configuration(R"(<system protect="protect" junos:changed="changed"/>)"),
         "understood"},
    };
    for (const auto& shape : shapes)
        DYNAMIC_SECTION(shape.name) {
            CHECK(configuration_of(shape.xml) == shape.outcome);
        }
}

TEST_CASE("a deactivated statement is gone with all that is below it", "[junos][configuration]") {
    const Shape marks[] = {
        {"inactive", R"(<web-management inactive="inactive"><http/></web-management>)",
         "(nothing)"},
        {"junos:inactive", R"(<web-management junos:inactive="inactive"><http/></web-management>)",
         "(nothing)"},
        {"jcmd",
         R"(<web-management xmlns:jcmd="http://yang.juniper.net/junos/jcmd" jcmd:active="false"><http/></web-management>)",
         "(nothing)"},
        {"jcmd true",
         R"(<web-management xmlns:jcmd="http://yang.juniper.net/junos/jcmd" jcmd:active="true"><http/></web-management>)",
         ""},
        {"none", "<web-management><http/></web-management>", ""},
    };
    for (const auto& mark : marks)
        DYNAMIC_SECTION(mark.name) {
            const auto readings =
                Device()
                    .answer("configuration",
                            configuration("<system><services>" + mark.xml + "</services></system>"))
                    .read();
            CHECK(outcome(readings, "configuration") == "understood");
            CHECK(select(readings, "//http") == mark.outcome);
        }
}

TEST_CASE("a mark of deactivation in another spelling is malformed, not ignored",
          "[junos][configuration]") {
    const auto* mark =
        GENERATE(R"(inactive="INACTIVE")", R"(inactive=" inactive")", R"(inactive="true")",
                 R"(inactive="")", R"(Inactive="inactive")", R"(active="False")", R"(active="")",
                 R"(ACTIVE="false")", R"(xmlns:x="urn:example:x" x:inactive="inactive")",
                 R"(xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:active="false")");
    CAPTURE(mark);
    CHECK(configuration_of(configuration("<system " + std::string(mark) + "/>")) ==
          "failed: malformed-reply");
}

TEST_CASE("what is no statement is left out", "[junos][configuration]") {
    const auto readings =
        Device()
            .answer(
                "configuration",
                configuration(
                    "<!-- c --><junos:comment>/* <telnet/> */</junos:comment>"
                    "<apply-macro><name>http</name></apply-macro><system>"
                    "<apply-flags><omit/></apply-flags><services><junos:comment>x</junos:comment>"
                    "<undocumented><web-management><http/></web-management></undocumented>"
                    "<rest/></services><services><ssh/></services></system>"))
            .read();
    CHECK(outcome(readings, "configuration") == "understood");
    CHECK(xml::trimmed_text_of(readings.tree->dom().child("configuration")) == "23.4R2");
    CHECK(select(readings, "//comment | //apply-macro | //apply-flags | //undocumented") ==
          "(nothing)");
    CHECK(readings.tree->dom().select_nodes("/configuration/system/services").size() == 2);
    CHECK(select(readings, "/configuration/system/services/web-management/http") == "");
}

TEST_CASE("text is whole, and a comment does not cut it", "[junos][configuration]") {
    const auto readings =
        Device()
            .answer("configuration",
                    configuration("<system><domain-name> corp<!-- x -->-evil<![CDATA[&]]>\n"
                                  "</domain-name></system>"))
            .read();
    CHECK(select(readings, "//domain-name") == "corp-evil&"); // select() trims
}

TEST_CASE("markers in place of a value become an attribute", "[junos][configuration]") {
    const auto readings =
        Device()
            .answer("configuration", configuration("<a>/* SECRET-DATA */</a><b>/* REDACTED */</b>"
                                                   "<c>/* ACCESS-DENIED */</c><d>/* x */</d>"))
            .read();
    CHECK(select(readings, "//@hidden") == "secret-data|redacted|access-denied");
    CHECK(select(readings, "//a/text() | //b/text() | //c/text()") == "(nothing)");
    CHECK(select(readings, "//d") == "/* x */");
}

TEST_CASE("groups in the answer are a doubt unless inheritance can be seen",
          "[junos][configuration]") {
    const std::string inherited = R"(<system junos:group="g"><services/></system>)";
    const Shape shapes[] = {
        {"applied, not expanded", configuration("<apply-groups>g</apply-groups>"),
         "understood, but inheritance-not-expanded"},
        {"applied deep inside", configuration("<system><apply-groups>g</apply-groups></system>"),
         "understood, but inheritance-not-expanded"},
        {"applied and expanded", configuration("<apply-groups>g</apply-groups>" + inherited),
         "understood"},
        {"expanded", configuration(inherited), "understood"},
        {"not applied", configuration("<groups><name>g</name><system/></groups>"), "understood"},
        {"deactivated", configuration(R"(<apply-groups inactive="inactive">g</apply-groups>)"),
         "understood"},
    };
    for (const auto& shape : shapes)
        DYNAMIC_SECTION(shape.name) {
            const auto readings = Device().answer("configuration", shape.xml).read();
            CHECK(outcome(readings, "configuration") == shape.outcome);
            CHECK(select(readings, "//apply-groups | /configuration/groups") == "(nothing)");
        }
}

TEST_CASE("only the marker itself says that access was denied", "[junos][configuration]") {
    const Shape shapes[] = {
        {"a host's name", configuration("<system><host-name>no-access-denied</host-name></system>"),
         "understood"},
        {"a group's name",
         configuration("<groups><name>no-access-denied-log</name></groups>"
                       R"(<system junos:group="no-access-denied-log"><services/></system>)"),
         "understood"},
        {"an annotation that mentions it",
         configuration("<junos:comment>/* was ACCESS-DENIED once */</junos:comment>"),
         "understood"},
        {"the marker in a comment", configuration("<system><!-- /* ACCESS-DENIED */ --></system>"),
         "understood, but permission-not-proven"},
        {"bare words in a comment", configuration("<system><!-- ACCESS-DENIED --></system>"),
         "understood, but permission-not-proven"},
        {"in place of statements", configuration("<system>/* ACCESS-DENIED */</system>"),
         "understood, but permission-not-proven"},
        {"other spaces and letters", configuration("<system>/*\n Access-Denied*/</system>"),
         "understood, but permission-not-proven"},
        {"in CDATA", configuration("<system><![CDATA[/* ACCESS-DENIED */]]></system>"),
         "understood, but permission-not-proven"},
        {"in an annotation",
         configuration("<junos:comment>/* ACCESS-DENIED */</junos:comment><system/>"),
         "understood, but permission-not-proven"},
    };
    for (const auto& shape : shapes)
        DYNAMIC_SECTION(shape.name) {
            CHECK(configuration_of(shape.xml) == shape.outcome);
        }
}

TEST_CASE("a value keeps its blanks and loses the layout around it", "[junos][configuration]") {
    const Shape values[] = {
        {"as it is", "corp", "corp"},
        {"a blank before", " corp", " corp"},
        {"a blank after", "corp ", "corp "},
        {"a tab", "\tcorp\t", "\tcorp\t"},
        {"blanks inside", "corp  root", "corp  root"},
        {"on a line of its own", "\n        corp\n    ", "corp"},
        {"a blank before, a line break after", " corp\n    ", " corp"},
        {"cut by a comment", " corp<!-- x -->-evil", " corp-evil"},
        {"nothing but blanks", "   ", ""},
        {"nothing but layout", "\n   \n", ""},
    };
    for (const auto& value : values)
        DYNAMIC_SECTION(value.name) {
            const auto readings =
                Device()
                    .answer("configuration",
                            configuration("<system><a>" + value.xml + "</a></system>"))
                    .read();
            CHECK(xml::text_of(readings.tree->dom().select_node("//a").node()) == value.outcome);
        }
}

TEST_CASE("a message is one whatever its prefix, and never an empty store", "[junos][pki]") {
    struct Row {
        const char* name;
        std::string body;
        const char* outcome;
    };
    const std::string in_netconf =
        R"(<nc:error xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0">)"
        "<message>pkid is not running</message></nc:error>";
    const std::string warning = R"(<nc:warning xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0">)"
                                "<message>the list is cut</message></nc:warning>";
    const Row rows[] = {
        {"an error in the reply", reply(in_netconf), "refused: pki-state-unreadable"},
        {"an error beside a list", reply(in_netconf + certificates("")),
         "refused: pki-state-unreadable"},
        {"a warning in the reply", reply(warning), "unreadable: pki-state-unreadable"},
        {"a warning in an item", wrapped(item("localre", warning)),
         "unreadable: pki-state-unreadable"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto readings = Device().answer("pki-ca-certificates", row.body).read();
            CHECK(outcome(readings, "pki-ca-certificates") == row.outcome);
        }
}

TEST_CASE("statements from the group of one node are a doubt where a control may rest on them",
          "[junos][configuration]") {
    Device device;
    device.answer("configuration",
                  configuration(R"(<system junos:group="node0"><host-name junos:group="node0">r1)"
                                "</host-name></system>"));
    device.filter({"/configuration/system/services", "/configuration/version"});
    CHECK(outcome(device.read(), "configuration") == "understood");
    CHECK(codes(device.read().notes) == "node-groups");

    device.answer("configuration",
                  configuration(R"(<system><services><rest junos:group="node0">)"
                                R"(<http junos:group="node0"/></rest></services></system>)"));
    CHECK(outcome(device.read(), "configuration") == "understood, but node-group-configuration");
}

TEST_CASE("get-config stands in where get-configuration is unknown", "[junos][configuration]") {
    Device device;
    device.answer("configuration", reply(rpc_error("syntax error")));
    CHECK(outcome(device.read(), "configuration") == "refused: rpc-refused");

    device.answer("configuration-running", configuration(web));
    CHECK(outcome(device.read(), "configuration") == "understood");
    CHECK(codes(device.read().notes) == "configuration-from-get-config");
    CHECK(select(device.read(), "//http") == "");

    const auto* raw = GENERATE("<apply-groups>g</apply-groups>", "<groups><name>g</name></groups>");
    device.answer("configuration-running",
                  configuration(std::string(raw) + R"(<system junos:group="g"/>)"));
    CHECK(outcome(device.read(), "configuration") == "understood, but inheritance-not-expanded");
}

TEST_CASE("a denied configuration is not replaced by another", "[junos][configuration]") {
    Device device;
    device.answer("configuration", reply(rpc_error("permission denied")));
    device.answer("configuration-running", configuration(""));
    CHECK(outcome(device.read(), "configuration") == "refused: permission-denied");
}

TEST_CASE("the filter that was asked for is kept beside the answer", "[junos][configuration]") {
    Device device;
    device.filter({"/configuration/version"});
    const auto readings = device.read();
    CHECK(std::get<snapshot::Understood>(readings.sources.at("configuration")).filter ==
          std::vector<std::string>{"/configuration/version"});
}

TEST_CASE("an answer to another question is malformed", "[junos][configuration]") {
    const auto with_id = [](const std::string& id) {
        return R"(<rpc-reply message-id=")" + id + R"("/>)";
    };
    Device device;
    device.answer("pki-ca-certificates", with_id("pki-local-certificates"));
    device.answer("pki-local-certificates", with_id("pki-local-certificates"));
    device.answer("pki-certificate-requests", with_id("101"));
    const auto readings = device.read();
    CHECK(outcome(readings, "pki-ca-certificates") == "failed: malformed-reply");
    CHECK(outcome(readings, "pki-local-certificates") == "understood");
    CHECK(outcome(readings, "pki-certificate-requests") == "understood");
}
