// SPDX-License-Identifier: Apache-2.0
#include "policy/set_line.hpp"

#include "policy/readings.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

TEST_CASE("a node of the configuration has the line that makes it", "[policy][set_line]") {
    const auto device = readings(R"(<configuration><version>23.4R2-S3.9</version>
<security><pki><ca-profile><name>corp</name><ca-identity>Corp CA</ca-identity>
<revocation-check><disable/><crl><url><name>http://crl.example.net/r.crl?id=2</name></url></crl></revocation-check>
<key hidden="secret-data"/></ca-profile>
<ca-profile><name>a "b" \c</name></ca-profile></pki></security></configuration><clock epoch="1"/>)");
    struct Row {
        std::string xpath;
        std::string expected;
    };
    const Row rows[] = {
        {"/configuration/version", ""},
        {"//ca-profile[1]", "set security pki ca-profile corp"},
        {"//ca-profile[1]/name", "set security pki ca-profile corp"},
        {"//ca-identity", "set security pki ca-profile corp ca-identity \"Corp CA\""},
        {"//disable", "set security pki ca-profile corp revocation-check disable"},
        {"//url", "set security pki ca-profile corp revocation-check crl url "
                  "\"http://crl.example.net/r.crl?id=2\""},
        {"//ca-profile[2]", R"(set security pki ca-profile "a \"b\" \\c")"},
        {"//key", ""},
        {"/configuration", ""},
        {"/clock", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.xpath);
        CHECK(set_line(device.tree->dom().select_node(row.xpath.c_str()).node()) == row.expected);
    }
}

TEST_CASE("a value that could end the line cannot", "[policy][set_line]") {
    CHECK(quote_junos("a\nrollback 1") == "\"a rollback 1\"");
    CHECK(quote_junos("") == "\"\"");
    CHECK(quote_junos("x; y") == "\"x; y\"");
}
