// SPDX-License-Identifier: Apache-2.0
#include "mock_device/player.hpp"

#include "mock_device/play.hpp"

#include <fstream>
#include <iterator>

using namespace junos_audit;
using namespace junos_audit::play;

namespace {

const std::string configuration =
    R"(<rpc-reply xmlns:junos="http://xml.juniper.net/junos/23.4R0/junos">
<configuration junos:commit-seconds="7">
    <version>23.4R2</version>
    <system>
        <services>
            <undocumented>
                <rest junos:group="web">
                    <http/>
                </rest>
            </undocumented>
        </services>
    </system>
    <security>
        <pki>
            <ca-profile>
                <name>a</name>
                <ca-identity>ida</ca-identity>
            </ca-profile>
            <ca-profile>
                <name>b</name>
            </ca-profile>
        </pki>
    </security>
</configuration>
</rpc-reply>
)";

mock::Player configured(std::map<std::string, std::string> variants = {}) {
    variants["configuration"] = configuration;
    return player(
        device(variants, {{"configuration", "<get-configuration database=\"committed\"/>"}}));
}

std::string stored(const std::string& name) {
    std::ifstream file(demo_router() + "/" + name + ".xml");
    return {std::istreambuf_iterator<char>(file), {}};
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string get_configuration(const std::string& filter) {
    return "<get-configuration database=\"committed\" inherit=\"inherit\" "
           "groups=\"groups\"><configuration>" +
           filter + "</configuration></get-configuration>";
}

} // namespace

TEST_CASE("what was asked at the capture is answered with the stored bytes",
          "[mock_device][player]") {
    const auto snapshot = snapshot::load(demo_router());
    const auto player = play::player(mock::Device::load(demo_router()));
    REQUIRE(snapshot.exchanges.size() == 8);
    for (const auto& exchange : snapshot.exchanges) {
        const auto id = to_string(exchange.key);
        CAPTURE(id);
        const auto request =
            mock::parse_request("<rpc message-id=\"" + id + "\">" + exchange.rpc + "</rpc>");
        REQUIRE(request);
        CHECK(player.answer(*request) == mock::Answer{id, stored(id), mock::Then::go_on});
    }
}

TEST_CASE("prefixes and white space do not make a request another one", "[mock_device][player]") {
    const auto player = play::player(mock::Device::load(demo_router()));
    const auto request = mock::parse_request(
        "<nc:rpc xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\" message-id=\"software\">\n"
        " <nc:get-software-information> </nc:get-software-information>\n</nc:rpc>");
    REQUIRE(request);
    CHECK(player.answer(*request).reply == stored("software"));
}

TEST_CASE("a configuration filter selects subtrees and list entries", "[mock_device][player]") {
    struct Row {
        std::string name;
        std::string filter;
        std::string expected; ///< content of <configuration>
    };
    const std::vector<Row> rows{
        {"a leaf", "<version/>", "    <version>23.4R2</version>\n"},
        {"an entry by its key",
         "<security><pki><ca-profile><name>b</name></ca-profile></pki></security>",
         "    <security>\n        <pki>\n            <ca-profile>\n                <name>b</name>\n"
         "            </ca-profile>\n        </pki>\n    </security>\n"},
        {"a part of an entry comes with its key",
         "<security><pki><ca-profile><ca-identity/></ca-profile></pki></security>",
         "    <security>\n        <pki>\n            <ca-profile>\n                <name>a</name>\n"
         "                <ca-identity>ida</ca-identity>\n            </ca-profile>\n        "
         "</pki>\n"
         "    </security>\n"},
        {"an undocumented wrapper is no obstacle", "<system><services><rest/></services></system>",
         "    <system>\n        <services>\n            <undocumented>\n"
         "                <rest junos:group=\"web\">\n                    <http/>\n                "
         "</rest>\n"
         "            </undocumented>\n        </services>\n    </system>\n"},
    };
    const auto player = configured();
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(ask(player, get_configuration(row.filter)).reply ==
                  "<rpc-reply xmlns:junos=\"http://xml.juniper.net/junos/23.4R0/junos\" "
                  "message-id=\"1\">\n"
                  "<configuration junos:commit-seconds=\"7\">\n" +
                      row.expected + "</configuration>\n</rpc-reply>\n");
        }
    }
}

TEST_CASE("an unknown statement in a filter is passed over in silence", "[mock_device][player]") {
    const auto reply = ask(configured(), get_configuration("<snmp/><version/>")).reply;
    CHECK(holds(reply, "<version>"));
    CHECK_FALSE(holds(reply, "rpc-error"));
}

TEST_CASE("get-config has <data>, and nothing in it when nothing is there",
          "[mock_device][player]") {
    const std::string source = "<get-config><source><running/></source>";
    const auto nothing =
        ask(configured(),
            source + "<filter><configuration><snmp/></configuration></filter></get-config>");
    CHECK(holds(nothing.reply, "<data>\n<configuration/>\n</data>"));
    const auto all = ask(configured(), source + "</get-config>");
    CHECK(holds(all.reply, "<data>\n<configuration junos:commit-seconds=\"7\">\n    <version>"));
    CHECK_FALSE(holds(all.reply, "junos:group"));
    const auto startup = ask(configured(), "<get-config><source><startup/></source></get-config>");
    CHECK(holds(startup.reply, "syntax error, expecting &lt;candidate/&gt; or &lt;running/&gt;"));
}

TEST_CASE("variant files answer what the snapshot alone cannot", "[mock_device][player]") {
    const auto page = [](const std::string& mark) {
        return "<rpc-reply><configuration><mark>" + mark + "</mark></configuration></rpc-reply>";
    };
    const auto player = configured({{"configuration.candidate", page("candidate")},
                                    {"configuration.not-inherited", page("raw")},
                                    {"configuration.running", page("running")}});
    struct Row {
        std::string name;
        std::string request;
        std::string expected;
    };
    const std::vector<Row> rows{
        {"no database is the candidate", "<get-configuration/>", "<mark>candidate</mark>"},
        {"the candidate by name", "<get-configuration database=\"candidate\" inherit=\"inherit\"/>",
         "<mark>candidate</mark>"},
        {"committed, not inherited", "<get-configuration database=\"committed\" format=\"xml\"/>",
         "<mark>raw</mark>"},
        {"committed and inherited",
         "<get-configuration database=\"committed\" inherit=\"inherit\"/>", "<version>"},
        {"running", "<get-config><source><running/></source></get-config>", "<mark>running</mark>"},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(holds(ask(player, row.request).reply, row.expected));
        }
    }
}

TEST_CASE("a login class sees its own variant, and unauthorized sees nothing",
          "[mock_device][player]") {
    const auto make = [](const std::string& login_class) {
        return player(device({{"software", "<rpc-reply><all/></rpc-reply>"},
                              {"software.class-auditor", "<rpc-reply><less/></rpc-reply>"}},
                             {{"software", "<get-software-information/>"}}),
                      {login_class, mock::ClockMode::stored, mock::HelloStyle::plain});
    };
    const std::string request = "<get-software-information/>";
    CHECK(ask(make("operator"), request).reply == "<rpc-reply message-id=\"1\"><all/></rpc-reply>");
    CHECK(ask(make("auditor"), request).reply == "<rpc-reply message-id=\"1\"><less/></rpc-reply>");
    const auto denied = ask(make("unauthorized"), request).reply;
    CHECK(holds(denied, "<error-message>\npermission denied\n</error-message>"));
    CHECK_FALSE(holds(denied, "<all/>"));
}

TEST_CASE("PKI replies are brief without <detail/> and select by name", "[mock_device][player]") {
    const auto player = play::player(mock::Device::load(demo_router()));
    const auto brief = ask(player, "<get-pki-ca-certificate/>").reply;
    CHECK(holds(brief, "junos:style=\"brief\""));
    CHECK(holds(brief, "<issued-by>Example Corp Root CA</issued-by>"));
    for (const std::string gone :
         {"<version>", "<issuer-name>", "<subject-name>", "<signature-algorithm>"}) {
        CAPTURE(gone);
        CHECK_FALSE(holds(brief, gone));
    }
    const auto one =
        ask(player, "<get-pki-ca-certificate><detail/><ca-profile>corp-root</ca-profile>"
                    "</get-pki-ca-certificate>");
    CHECK(holds(one.reply, "<signature-algorithm>"));
    const auto none = ask(player, "<command format=\"xml\">show security pki ca-certificate "
                                  "ca-profile other detail</command>");
    CHECK_FALSE(holds(none.reply, "x509-pki-certificate-info-list"));
    CHECK_FALSE(holds(none.reply, "rpc-error"));
}

TEST_CASE("a node of a cluster is answered by its own file or its item", "[mock_device][player]") {
    const std::string both =
        "<rpc-reply><multi-routing-engine-results>"
        "<multi-routing-engine-item><re-name>node0</re-name><zero/></multi-routing-engine-item>"
        "<multi-routing-engine-item><re-name>node1</re-name><one/></multi-routing-engine-item>"
        "</multi-routing-engine-results></rpc-reply>";
    const auto player =
        play::player(device({{"pki-ca-certificates", both},
                             {"pki-local-certificates", both},
                             {"pki-local-certificates@node1", "<rpc-reply><own/></rpc-reply>"}},
                            {}));
    const auto item =
        ask(player, "<get-pki-ca-certificate><node>node1</node></get-pki-ca-certificate>").reply;
    CHECK(holds(item, "<one/>"));
    CHECK_FALSE(holds(item, "<zero/>"));
    CHECK(holds(
        ask(player, "<get-pki-local-certificate><node>1</node></get-pki-local-certificate>").reply,
        "<own/>"));
    CHECK(holds(
        ask(player, "<get-pki-ca-certificate><node>node2</node></get-pki-ca-certificate>").reply,
        "No route"));
}

TEST_CASE("what the device does not know is a syntax error that names it",
          "[mock_device][player]") {
    const auto reply = ask(configured(), "<get-weather/>").reply;
    CHECK(holds(reply, "<error-tag>operation-failed</error-tag>"));
    CHECK(holds(reply, "<error-message>\nsyntax error\n</error-message>"));
    CHECK(holds(reply, "<bad-element>get-weather</bad-element>"));
    CHECK(holds(ask(configured(), "<get-software-information/>").reply, "syntax error"));
    CHECK(holds(ask(configured(), "<command>show weather</command>").reply, "show weather"));
}

TEST_CASE("a capture that failed is played as it went", "[mock_device][player]") {
    snapshot::Snapshot snapshot;
    const Failure failure{Phase::rpc, FailureCode::timeout, "no answer", ""};
    snapshot.exchanges.push_back({{"clock", ""},
                                  "<get-system-uptime-information/>",
                                  {},
                                  snapshot::NoReply{failure, {}, {}, ""}});
    const auto player = play::player(mock::Device::from(snapshot, {}));
    CHECK(ask(player, "<get-system-uptime-information/>").then == mock::Then::stall);
}

TEST_CASE("the clock can tell the time of now, and nothing else changes", "[mock_device][player]") {
    mock::PlayerOptions options;
    options.clock = mock::ClockMode::now;
    const auto player = play::player(mock::Device::load(demo_router()), options);
    auto expected = stored("clock");
    expected.replace(expected.find("1763800100"), 10, "1800000000");
    expected.replace(expected.find("2025-11-22 08:28:20 UTC"), 23, "2027-01-15 08:00:00 UTC");
    const auto request =
        mock::parse_request("<rpc message-id=\"clock\"><get-system-uptime-information/></rpc>");
    CHECK(player.answer(*request).reply == expected);
}
