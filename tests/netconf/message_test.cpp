// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/message.hpp"

#include "support/sample.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace junos_audit::netconf;
using junos_audit::test::sample;

namespace {

constexpr auto base = "xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"";

std::string hello_with(const std::string& content) {
    return std::string("<hello ") + base + ">" + content + "</hello>";
}

std::string reply_with(const std::string& content) {
    return std::string("<rpc-reply message-id=\"1\" ") + base + ">" + content + "</rpc-reply>";
}

RpcReply read(const std::string& bytes) {
    auto reply = parse_reply(bytes);
    INFO(bytes);
    REQUIRE(reply);
    return std::move(*reply);
}

} // namespace

TEST_CASE("a hello is read in every form that servers send", "[netconf][hello]") {
    struct Row {
        const char* name;
        std::string bytes;
        bool base_1_0;
        bool base_1_1;
        std::optional<std::uint32_t> session_id;
    };
    const std::vector<Row> rows = {
        // RFC 6242 §3.1, the example.
        {"the RFC's",
         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n"
         "  <capabilities>\n"
         "    <capability>\n"
         "      urn:ietf:params:netconf:base:1.1\n"
         "    </capability>\n"
         "    <capability>\n"
         "      urn:ietf:params:ns:netconf:capability:startup:1.0\n"
         "    </capability>\n"
         "  </capabilities>\n"
         "  <session-id>4</session-id>\n"
         "</hello>\n",
         false, true, 4},
        {"Junos 17.3R3 under rfc-compliant, comments and prefix",
         sample("hello-rfc-compliant-17.3R3.xml"), true, false, 13340},
        {"no namespace, as up to Junos 12",
         "<hello><capabilities><capability>urn:ietf:params:xml:ns:netconf:base:1.0</capability>"
         "</capabilities><session-id>7</session-id></hello>",
         true, false, 7},
        {"the URI with a query, as Junos 22",
         hello_with("<capabilities><capability>urn:ietf:params:xml:ns:netconf:base:1.0?module="
                    "ietf-netconf&amp;revision=2011-06-01</capability></capabilities>"
                    "<session-id> 8 </session-id>"),
         true, false, 8},
        {"a client's, without session-id", client_hello(true), true, true, std::nullopt},
        {"a client's that offers base:1.0 only", client_hello(false), true, false, std::nullopt},
        {"a longer URI is another capability",
         hello_with("<capabilities><capability>urn:ietf:params:netconf:base:1.01</capability>"
                    "</capabilities><session-id>4294967295</session-id>"),
         false, false, 4294967295},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto hello = parse_hello(row.bytes);
            REQUIRE(hello);
            CHECK(hello->has_capability(base_1_0) == row.base_1_0);
            CHECK(hello->has_capability(base_1_1) == row.base_1_1);
            CHECK(hello->session_id == row.session_id);
        }
}

TEST_CASE("capabilities are kept as announced, trimmed", "[netconf][hello]") {
    const auto hello = parse_hello(hello_with("<capabilities><capability>\n a \n</capability>"
                                              "<capability>b?c&amp;d</capability></capabilities>"));
    REQUIRE(hello);
    CHECK(*hello == Hello{{"a", "b?c&d"}, std::nullopt});
}

TEST_CASE("what is not a hello is refused", "[netconf][hello]") {
    const auto id = [](const std::string& text) {
        return hello_with("<capabilities/><session-id>" + text + "</session-id>");
    };
    struct Row {
        const char* name;
        std::string bytes;
        const char* message;
    };
    const std::vector<Row> rows = {
        {"session-id 0", id("0"),
         "in a hello, expected a session-id from 1 to 4294967295, saw '0'"},
        {"session-id 2^32", id("4294967296"),
         "in a hello, expected a session-id from 1 to 4294967295, saw '4294967296'"},
        {"session-id text", id("4x"),
         "in a hello, expected a session-id from 1 to 4294967295, saw '4x'"},
        {"session-id with a sign", id("+4"),
         "in a hello, expected a session-id from 1 to 4294967295, saw '+4'"},
        {"empty session-id", id(""),
         "in a hello, expected a session-id from 1 to 4294967295, saw ''"},
        {"two session-ids", hello_with("<session-id>1</session-id><session-id>2</session-id>"),
         "a hello has more than one session-id"},
        {"another root", "<rpc-reply/>",
         "expected <hello> in the NETCONF namespace, saw <rpc-reply>"},
        {"another namespace", "<hello xmlns=\"urn:x\"/>",
         "expected <hello> in the NETCONF namespace, saw <hello> in namespace 'urn:x'"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto hello = parse_hello(row.bytes);
            REQUIRE_FALSE(hello);
            CHECK(hello.error().message == row.message);
            CHECK_FALSE(hello.error().limit);
        }
    SECTION("too many capabilities") {
        std::string list = "<capabilities>";
        for (int i = 0; i < 4097; ++i)
            list += "<capability>x</capability>";
        const auto hello = parse_hello(hello_with(list + "</capabilities>"));
        REQUIRE_FALSE(hello);
        CHECK(hello.error().limit);
    }
    SECTION("not well-formed") {
        CHECK_FALSE(parse_hello("<hello>"));
    }
}

TEST_CASE("a request is an rpc in the NETCONF namespace", "[netconf][rpc]") {
    CHECK(to_xml({"a\"<1", "<get-system-uptime-information/>"}) ==
          "<rpc message-id=\"a&quot;&lt;1\" xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">"
          "<get-system-uptime-information/></rpc>");
}

TEST_CASE("every error in a reply is found with its fields", "[netconf][reply]") {
    SECTION("both of RFC 6241 section 4.3's example") {
        const auto reply =
            read(reply_with("<rpc-error><error-type>application</error-type>"
                            "<error-tag>invalid-value</error-tag>"
                            "<error-severity>error</error-severity>"
                            "<error-path xmlns:t=\"http://example.com/schema/1.2/config\">"
                            "/t:top/t:interface[t:name=\"Ethernet0/0\"]/t:mtu</error-path>"
                            "<error-message xml:lang=\"en\">MTU value 25000 is not within range "
                            "256..9192</error-message></rpc-error>"
                            "<rpc-error><error-type>application</error-type>"
                            "<error-tag>invalid-value</error-tag>"
                            "<error-severity>error</error-severity>"
                            "<error-app-tag>range</error-app-tag></rpc-error>"));
        RpcError first{"application", "invalid-value", "error", "", "", "", "", "", ""};
        first.path = "/t:top/t:interface[t:name=\"Ethernet0/0\"]/t:mtu";
        first.message = "MTU value 25000 is not within range 256..9192";
        const RpcError second{"application", "invalid-value", "error", "range", "", "", "", "", ""};
        CHECK(reply.errors == std::vector{first, second});
        CHECK(reply.warnings.empty());
        CHECK(reply.message_id == "1");
    }
    SECTION("permission denied, Junos 16.1R1") {
        const auto reply = read(sample("err-permission-denied-config-16.1R1.xml"));
        CHECK(reply.errors == std::vector{RpcError{"protocol", "operation-failed", "error", "", "",
                                                   "permission denied", "system", "", ""}});
        CHECK_FALSE(reply.message_id);
    }
    SECTION("nested in load-configuration-results") {
        const auto reply = read(sample("err-load-configuration.xml"));
        REQUIRE(reply.errors.size() == 2);
        CHECK(reply.errors[0].bad_element == "system1");
        CHECK(reply.errors[1].message == "error recovery ignores input until this point");
    }
    SECTION("xnm:error nested in commit-results") {
        const auto reply = read(sample("err-rpc-error-generic.xml"));
        const RpcError first{"",
                             "",
                             "error",
                             "",
                             "[edit interfaces ge-0/0/1]",
                             "Only unit 0 is valid for this encapsulation",
                             "",
                             "dcd",
                             ""};
        const RpcError second{"", "", "error", "", "", "configuration check-out failed",
                              "", "", ""};
        CHECK(reply.errors == std::vector{first, second});
    }
    SECTION("xnm:error below rpc-reply") {
        const auto reply = read(sample("cluster-status-not-enabled-old.xml"));
        REQUIRE(reply.errors.size() == 1);
        CHECK(reply.errors[0].source_daemon == "jsrpd");
        CHECK(reply.errors[0].message == "error: Chassis cluster is not enabled");
    }
    SECTION("within one node's answer") {
        const auto reply =
            read(reply_with("<multi-routing-engine-results><multi-routing-engine-item>"
                            "<re-name>node0</re-name></multi-routing-engine-item>"
                            "<multi-routing-engine-item><re-name>node1</re-name><x><rpc-error>"
                            "<error-message>m</error-message></rpc-error></x>"
                            "</multi-routing-engine-item></multi-routing-engine-results>"));
        CHECK(reply.errors == std::vector{RpcError{"", "", "", "", "", "m", "", "", "node1"}});
    }
}

TEST_CASE("warnings are told from errors by the exact word", "[netconf][reply]") {
    SECTION("xnm:warning, Junos 23.4R2") {
        const auto reply = read(sample("warn-vrrp-not-running-23.4R2.xml"));
        CHECK(reply.errors.empty());
        CHECK(reply.warnings ==
              std::vector{RpcError{"", "", "warning", "", "",
                                   "vrrp subsystem not running - not needed by configuration.", "",
                                   "vrrp", ""}});
    }
    SECTION("an error behind a warning is not missed (ncclient issue 662)") {
        const auto reply =
            read(reply_with("<rpc-error><error-severity>warning</error-severity></rpc-error><ok/>"
                            "<rpc-error><error-severity>error</error-severity></rpc-error>"));
        CHECK(reply.errors.size() == 1);
        CHECK(reply.warnings.size() == 1);
    }
    struct Row {
        const char* name;
        std::string severity;
    };
    for (const auto& row :
         {Row{"none", ""}, Row{"empty", "<error-severity/>"},
          Row{"another word", "<error-severity>warnings</error-severity>"},
          Row{"another case", "<error-severity>Warning</error-severity>"},
          Row{"two",
              "<error-severity>warning</error-severity><error-severity>error</error-severity>"}})
        DYNAMIC_SECTION("severity " << row.name << " is an error") {
            const auto reply = read(reply_with("<rpc-error>" + row.severity + "</rpc-error>"));
            CHECK(reply.errors.size() == 1);
            CHECK(reply.warnings.empty());
        }
}

TEST_CASE("an rpc-error counts in any form of namespace (ncclient issue 165)", "[netconf][reply]") {
    struct Row {
        const char* name;
        std::string bytes;
    };
    const std::vector<Row> rows = {
        {"none", "<rpc-reply><rpc-error/></rpc-reply>"},
        {"prefix", "<nc:rpc-reply xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\">"
                   "<nc:rpc-error/></nc:rpc-reply>"},
        {"undeclared default", reply_with("<rpc-error xmlns=\"\"/>")},
        {"foreign", reply_with("<rpc-error xmlns=\"urn:x\"/>")},
        {"in a warning", reply_with("<rpc-error><error-severity>warning</error-severity>"
                                    "<error-info><rpc-error/></error-info></rpc-error>")},
        {"in a configuration", reply_with("<data><configuration><x><rpc-error/></x>"
                                          "</configuration></data>")},
        {"<error> below rpc-reply", reply_with("<error>Some error message.</error>")},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            CHECK(read(row.bytes).errors.size() == 1);
        }
}

TEST_CASE("severities under system syslog are statements, not messages", "[netconf][reply]") {
    const auto contents = [](const std::string& leaf) {
        return reply_with("<data><configuration xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\">"
                          "<system><syslog><user><name>*</name><contents><name>any</name>" +
                          leaf + "</contents></user></syslog></system></configuration></data>");
    };
    CHECK(read(contents("<error/>")).errors.empty());
    CHECK(read(contents("<warning/>")).warnings.empty());
    CHECK(read(contents("<xnm:error xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\"/>"))
              .errors.size() == 1);
}

TEST_CASE("what is not an rpc-reply is refused", "[netconf][reply]") {
    for (const auto* bytes : {"<hello/>", "<rpc-reply xmlns=\"urn:x\"/>", "<rpc-reply>", "",
                              "<rpc-reply/><rpc-reply/>", "HTTP/1.1 400 Bad Request"}) {
        CAPTURE(bytes);
        CHECK_FALSE(parse_reply(bytes));
    }
    CHECK(read(sample("empty-reply.xml")).errors.empty());
}
