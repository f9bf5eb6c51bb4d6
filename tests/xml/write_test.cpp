// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/write.hpp"

#include "junos_audit/xml/document.hpp"
#include "xml/sample.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;

namespace {

xml::Document parsed(std::string_view bytes) {
    return std::move(xml::parse(bytes)).value();
}

} // namespace

TEST_CASE("text and values are escaped for where they go", "[xml][write]") {
    CHECK(xml::escape_text("a<b>&]]>\"'\r\n\t") == "a&lt;b&gt;&amp;]]&gt;\"'&#13;\n\t");
    CHECK(xml::escape_attribute("a<b>&\"'\r\n\t") == "a&lt;b&gt;&amp;&quot;'&#13;&#10;&#9;");
}

TEST_CASE("escaped text comes back as it was", "[xml][write]") {
    const std::string text = " a<b>&]]>\"'\r\n\t\xc3\xa9 ";
    const auto document =
        parsed("<a b=\"" + xml::escape_attribute(text) + "\">" + xml::escape_text(text) + "</a>");
    CHECK(xml::text_of(document.root()) == text);
    CHECK(document.root().attribute("b").value() == text);
}

TEST_CASE("a tree is written one element per line", "[xml][write]") {
    const auto document = parsed("<!-- top --><a x='1' y='\"'><b>t<!--c-->&amp;</b>\n\n<c></c>"
                                 "<d><e><![CDATA[<]]></e> loose </d></a>");
    CHECK(xml::write(document.dom()) == "<!-- top -->\n"
                                        "<a x=\"1\" y=\"&quot;\">\n"
                                        "  <b>t<!--c-->&amp;</b>\n"
                                        "  <c/>\n"
                                        "  <d>\n"
                                        "    <e>&lt;</e>\n"
                                        "     loose \n"
                                        "  </d>\n"
                                        "</a>\n");
}

TEST_CASE("a subtree is written without what stands around it", "[xml][write]") {
    const auto document = parsed("<a><b><c/><d/></b><e/></a>");
    CHECK(xml::write(document.root().child("b")) == "<b>\n  <c/>\n  <d/>\n</b>\n");
    CHECK(xml::write(document.root().child("e")) == "<e/>\n");
    CHECK(xml::write({}).empty());
}

TEST_CASE("several roots of a built document are written one after the other", "[xml][write]") {
    xml::Document document;
    document.dom().append_child("a").append_child("x");
    document.dom().append_child("b");
    CHECK(xml::write(document.dom()) == "<a>\n  <x/>\n</a>\n<b/>\n");
}

TEST_CASE("what was written from a capture is written the same again", "[xml][write]") {
    for (const char* name : test::well_formed_samples) {
        CAPTURE(name);
        const std::string once = xml::write(parsed(test::sample(name)).dom());
        CHECK(xml::write(parsed(once).dom()) == once);
    }
}
