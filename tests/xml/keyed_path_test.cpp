// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/keyed_path.hpp"

#include "junos_audit/xml/document.hpp"
#include "xml/sample.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;

namespace {

xml::Document parsed(std::string_view bytes) {
    return std::move(xml::parse(bytes)).value();
}

} // namespace

TEST_CASE("a keyed path names a node as a person would", "[xml][keyed_path]") {
    const auto document =
        parsed("<configuration><security><pki>"
               "<ca-profile><name>corp</name><ca-identity>c</ca-identity></ca-profile>"
               "<ca-profile><name>it's</name><ca-identity>c</ca-identity></ca-profile>"
               "<ca-profile><name>\"it's\"</name><ca-identity/></ca-profile>"
               "<ca-profile><name>corp</name><url>u</url></ca-profile>"
               "<node name='node0'><certificate><identifier>x</identifier></certificate></node>"
               "<flag>a</flag><flag>b</flag><plain n='1'>text<!--c--></plain>"
               "</pki></security></configuration>");
    struct Row {
        const char* select;
        const char* path;
    };
    const Row rows[] = {
        {"/", "/"},
        {"/configuration", "/configuration"},
        {"//url", "/configuration/security/pki/ca-profile[name='corp'][2]/url"},
        {"(//ca-identity)[1]",
         "/configuration/security/pki/ca-profile[name='corp'][1]/ca-identity"},
        {"(//ca-identity)[2]", "/configuration/security/pki/ca-profile[name=\"it's\"]/ca-identity"},
        {"(//ca-identity)[3]", "/configuration/security/pki/ca-profile"
                               "[name=concat('\"it', \"'\", 's\"')]/ca-identity"},
        {"//certificate",
         "/configuration/security/pki/node[@name='node0']/certificate[identifier='x']"},
        {"//flag[2]", "/configuration/security/pki/flag[2]"},
        {"//plain", "/configuration/security/pki/plain"},
        {"//plain/@n", "/configuration/security/pki/plain/@n"},
        {"//plain/text()", "/configuration/security/pki/plain/text()"},
        {"//plain/comment()", "/configuration/security/pki/plain/comment()"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.select);
        CHECK(xml::keyed_path(document.dom().select_node(row.select)) == row.path);
    }
}

TEST_CASE("keys are compared by their whole text and their kind", "[xml][keyed_path]") {
    const auto document = parsed("<r><a><name>x<!-- -->y</name></a><a><name>xy</name></a>"
                                 "<a><name>x</name></a><a><name>xyz</name></a>"
                                 "<a><identifier>xy</identifier></a><a name='xy'/><a/><a/></r>");
    const std::vector<std::string> expected = {
        "/r/a[name='xy'][1]",    "/r/a[name='xy'][2]", "/r/a[name='x']", "/r/a[name='xyz']",
        "/r/a[identifier='xy']", "/r/a[@name='xy']",   "/r/a[1]",        "/r/a[2]"};
    std::vector<std::string> paths;
    for (const auto node : document.root().children())
        paths.push_back(xml::keyed_path(node));
    CHECK(paths == expected);
}

TEST_CASE("nothing has no path", "[xml][keyed_path]") {
    CHECK(xml::keyed_path(pugi::xml_node{}).empty());
    CHECK(xml::keyed_path(pugi::xpath_node{}).empty());
}

TEST_CASE("roots of a built document that share a name are told apart", "[xml][keyed_path]") {
    xml::Document document;
    document.dom().append_child("a");
    auto second = document.dom().append_child("a");
    CHECK(xml::keyed_path(second) == "/a[2]");
}

TEST_CASE("a keyed path selects its node again, and only it", "[xml][keyed_path]") {
    for (const char* name : test::well_formed_samples) {
        const auto document = parsed(test::sample(name));
        for (const auto& node : document.dom().select_nodes("//node() | //@*")) {
            const std::string path = xml::keyed_path(node);
            CAPTURE(name, path);
            const auto selected = document.dom().select_nodes(path.c_str());
            REQUIRE(selected.size() == 1);
            CHECK((selected.first() == node));
        }
    }
}
