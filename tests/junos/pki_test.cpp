// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos::test;

namespace {

const std::string source = "pki-ca-certificates";

struct Shape {
    const char* name;
    std::string xml;
    const char* outcome;
    const char* identifiers = "(nothing)";
};

snapshot::Readings read_store(const std::string& xml) {
    return Device().answer(source, xml).read();
}

std::string field(const std::string& more, const std::string& xpath) {
    return select(read_store(reply(certificates(certificate("a", more)))),
                  "/pki-ca-certificates/node/certificate/" + xpath);
}

std::string name_of(const std::string& fields) {
    return field("<issuer-name><distinguished-name>" + fields +
                     "</distinguished-name></issuer-name>",
                 "issuer/@comparable");
}

} // namespace

TEST_CASE("what a PKI reply may be, and what it is taken for", "[junos][pki]") {
    const auto one = certificates(certificate("a"));
    const char* const strange = "unreadable: pki-state-unreadable";
    const Shape shapes[] = {
        {"bare reply", reply(""), "understood"},
        {"empty list", reply(certificates("")), "understood"},
        {"white space and comments", reply("\n <!-- keepalive -->\n"), "understood"},
        {"a prompt", reply("<cli><banner>{primary:node0}</banner></cli>"), "understood"},
        {"item without list", wrapped(item("localre", "")), "understood"},
        {"one certificate", reply(one), "understood", "a"},
        {"names of the schema",
         reply(certificates(
             "<x509-certificate-info><identifier>b</identifier></x509-certificate-info>")),
         "understood", "b"},
        {"wrapped", wrapped(item("localre", one)), "understood", "a"},
        {"two items", wrapped(item("fpc0", one) + item("fpc1", one)), "understood", "a|a"},
        {"root logical system", reply("<lsys>root-logical-system</lsys>" + one), "understood", "a"},
        {"another logical system", reply("<lsys>red</lsys>" + one), strange},
        {"several lists", reply(one + one), strange},
        {"permission denied", reply(rpc_error("permission denied")), "refused: permission-denied"},
        {"another error", reply(rpc_error("could not connect to pkid")),
         "refused: pki-state-unreadable"},
        {"error beside a list", reply(one + rpc_error("interrupted")),
         "refused: pki-state-unreadable"},
        {"xnm:error",
         reply(
             R"(<xnm:error xmlns:xnm="http://xml.juniper.net/xnm/1.1/xnm"><message>m</message></xnm:error>)"),
         "refused: pki-state-unreadable"},
        {"warning",
         reply(rpc_error("subsystem not running - not needed by configuration.", "warning")),
         strange},
        {"warning beside a list", reply(rpc_error("w", "warning") + one), strange},
        {"warning in an item",
         wrapped(item("node0", one) + item("node1", rpc_error("w", "warning"))), strange},
        {"output", reply("<output>not found in local database</output>"), strange},
        {"text", reply("error: device not found"), strange},
        {"text in an item", wrapped(item("node0", one) + item("node1", "oops")), strange},
        {"text in the list", reply(certificates("oops")), strange},
        {"strange element", reply("<x509-pkid-crl-information-list/>"), strange},
        {"strange entry", reply(certificates("<certificate/>")), strange},
        {"ok", reply("<ok/>"), strange},
        {"no identifier", reply(certificates("<x509-certificate-info/>")), strange},
        {"two identifiers", reply(certificates(certificate("a", "<identifier>b</identifier>"))),
         strange},
        {"no items", wrapped(""), strange},
        {"item without a name",
         reply("<multi-routing-engine-results><multi-routing-engine-item/>"
               "</multi-routing-engine-results>"),
         strange},
        {"two items of one node", wrapped(item("node0", one) + item("node0", one)), strange},
        {"payload beside the wrapper", wrapped(item("node0", one), one), strange},
        {"foreign namespace", reply(R"(<x509-pki-certificate-info-list xmlns="urn:example:x"/>)"),
         "failed: malformed-reply"},
        {"cut off", reply(one).substr(0, 200), "failed: malformed-reply"},
        {"an item that holds an error only",
         wrapped(item("fpc0", one) + item("fpc1", rpc_error("no route"))),
         "understood, but node-unanswered", "a"},
        {"an error beside the items",
         wrapped(item("re1", one), rpc_error("Could not connect to re0")),
         "understood, but node-unanswered", "a"},
        {"errors in all items", wrapped(item("fpc0", rpc_error("permission denied"))),
         "refused: permission-denied"},
    };
    for (const auto& shape : shapes)
        DYNAMIC_SECTION(shape.name) {
            const auto readings = read_store(shape.xml);
            CHECK(outcome(readings, source) == shape.outcome);
            CHECK(select(readings, "/pki-ca-certificates/node/certificate/identifier") ==
                  shape.identifiers);
        }
}

TEST_CASE("an empty store is a node without certificates", "[junos][pki]") {
    const auto readings = read_store(reply(""));
    CHECK(readings.tree->dom().select_nodes("/pki-ca-certificates/node").size() == 1);
}

TEST_CASE("a reply that did not come is the reason why", "[junos][pki]") {
    Device device;
    CHECK(outcome(device.silence(source, FailureCode::timeout).read(), source) ==
          "failed: timeout");
    CHECK(outcome(device.forget(source).read(), source) == "not asked");
    device.snapshot().provenance.failure = Failure{Phase::rpc, FailureCode::session_lost, "", ""};
    CHECK(outcome(device.read(), source) == "failed: session-lost");
}

TEST_CASE("every node of a cluster must show its store", "[junos][pki][cluster]") {
    const auto one = certificates(certificate("a"));
    Device device;
    device.answer("cluster", cluster_of("node0 node1"));

    SECTION("both in one answer") {
        device.answer(source, wrapped(item("node0", one) + item("node1", "")));
        CHECK(outcome(device.read(), source) == "understood");
        CHECK(select(device.read(), "/pki-ca-certificates/node/@name") == "node0|node1");
        CHECK(select(device.read(), "/pki-ca-certificates/node[@name='node1']/*") == "(nothing)");
    }
    SECTION("one is silent") {
        device.answer(source, wrapped(item("node0", one)));
        CHECK(outcome(device.read(), source) == "understood, but node-unanswered");
    }
    SECTION("an answer without a wrapper is nobody's") {
        device.answer(source, reply(one));
        CHECK(outcome(device.read(), source) == "understood, but node-unanswered, node-unanswered");
    }
    SECTION("the other is asked by itself") {
        device.answer(source, wrapped(item("node0", one)));
        device.answer(source, reply(one), "node1");
        CHECK(outcome(device.read(), source) == "understood");
        CHECK(select(device.read(), "/pki-ca-certificates/node/@name") == "node0|node1");
    }
    SECTION("the other refuses, and its words are told") {
        device.answer(source, wrapped(item("node0", one)));
        device.answer(source, reply(rpc_error("no such node")), "node1");
        const auto reading = device.read().sources.at(source);
        CHECK(std::get<snapshot::Understood>(reading).caveats ==
              std::vector<snapshot::Caveat>{
                  {"node-unanswered", "node1 did not show its PKI state: the device answered "
                                      "\"no such node\""}});
    }
    SECTION("another node answers in its place") {
        device.answer(source, wrapped(item("node0", one)));
        device.answer(source, wrapped(item("node0", one)), "node1");
        CHECK(outcome(device.read(), source) == "understood, but node-unanswered");
    }
    SECTION("an error in the first answer is made good by the second") {
        device.answer(source, wrapped(item("node0", one) + item("node1", rpc_error("timed out"))));
        CHECK(outcome(device.read(), source) == "understood, but node-unanswered, node-unanswered");
        device.answer(source, reply(one), "node1");
        CHECK(outcome(device.read(), source) == "understood");
    }
}

TEST_CASE("names are compared as folded multisets", "[junos][pki][name]") {
    CHECK(name_of("<organization-name>Example</organization-name><common-name> Corp  Root"
                  "</common-name>") == "cn=corp root,o=example");
    CHECK(name_of("<common-name>b</common-name><common-name>a</common-name>"
                  "<common-name>b</common-name>") == "cn=a,cn=b,cn=b");
    CHECK(name_of("<common-name>self-signed</common-name><common-name>system generated"
                  "</common-name><common-name>AB12</common-name>") ==
          "cn=ab12,cn=self-signed,cn=system generated");
    CHECK(name_of("<common-name>a,o=b</common-name>") == "cn=a\\,o=b");
    CHECK(name_of("<state-name>CA</state-name><x-name>v</x-name>") == "st=ca,x-name=v");
    CHECK(name_of("<common-name/>") == "(nothing)");
    CHECK(name_of("") == "(nothing)");
    CHECK(name_of("CN=a") == "(nothing)");
}

TEST_CASE("attributes that only the string shows do not make a self-signed certificate look issued",
          "[junos][pki][name]") {
    const std::string fields = "<distinguished-name><common-name>IER</common-name>"
                               "</distinguished-name>";
    const std::string entry = "<issuer-name>" + fields + "</issuer-name><subject-name>" + fields +
                              "</subject-name><subject-string-list><subject-string>CN=IER, "
                              "emailAddress=abc@abc.com</subject-string></subject-string-list>";
    CHECK(field(entry, "issuer/@comparable") == "cn=ier");
    CHECK(field(entry, "subject/@comparable") == "cn=ier");
    CHECK(field(entry, "subject") == "CN=IER, emailAddress=abc@abc.com");
}

TEST_CASE("both families of names are read", "[junos][pki]") {
    const auto readings = read_store(reply(certificates(
        "<x509-certificate-info><identifier>a</identifier>"
        "<issuer><distinguished-name><common-name>I</common-name></distinguished-name></issuer>"
        "<subject><distinguished-name><common-name>S</common-name></distinguished-name></subject>"
        "</x509-certificate-info>")));
    CHECK(select(readings, "//issuer/@comparable") == "cn=i");
    CHECK(select(readings, "//subject/@comparable") == "cn=s");
}

TEST_CASE("a field that is there twice is not chosen from", "[junos][pki]") {
    CHECK(field("<version>3</version><version>1</version>", "version") == "(nothing)");
    CHECK(field("<issuer/><issuer-name/>", "issuer") == "(nothing)");
    CHECK(field("<validity><not-after>x</not-after></validity><validity/>", "not-after") ==
          "(nothing)");
}

TEST_CASE("validity is told to the side that expires sooner and begins later", "[junos][pki]") {
    const std::string validity = "<validity><not-before>01- 2-2024 09:55 UTC</not-before>"
                                 "<not-after>12-31-2033 23:59 UTC</not-after></validity>";
    CHECK(field(validity, "not-before/@epoch") == "1704189359");
    CHECK(field(validity, "not-after/@epoch") == "2019686340");
    const std::string bad = "<validity><not-after>02-30-2033 23:59 UTC</not-after></validity>";
    CHECK(field(bad, "not-after") == "02-30-2033 23:59 UTC");
    CHECK(field(bad, "not-after/@epoch") == "(nothing)");
}

TEST_CASE("fingerprints are paired by their order", "[junos][pki]") {
    const std::string pairs =
        "<fingerprint><fingerprint-content>aa</fingerprint-content>"
        "<fingerprint-content>bb</fingerprint-content>"
        "<fingerprint-hash-algorithm>SHA1</fingerprint-hash-algorithm>"
        "<fingerprint-hash-algorithm>md5</fingerprint-hash-algorithm>"
        "<fingerprint-content>cc</fingerprint-content>"
        "<fingerprint-hash-algorithm>sha256</fingerprint-hash-algorithm></fingerprint>";
    CHECK(field(pairs, "fingerprint") == "aa|bb|cc");
    CHECK(field(pairs, "fingerprint/@algorithm") == "sha1|sha256");
}

TEST_CASE("pending requests are listed by their names", "[junos][pki]") {
    Device device;
    device.answer("pki-certificate-requests",
                  reply("<x509-pki-certificate-request-info-list><x509-certificate-request-info>"
                        "<identifier>jweb</identifier></x509-certificate-request-info>"
                        "</x509-pki-certificate-request-info-list>"));
    CHECK(select(device.read(), "/pki-certificate-requests/node/request/identifier") == "jweb");
}
