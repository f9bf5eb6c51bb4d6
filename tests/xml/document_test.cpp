// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/document.hpp"

#include "junos_audit/xml/write.hpp"
#include "xml/sample.hpp"
#include "xml/xmllint.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::test;

namespace {

xml::Document parsed(std::string_view bytes) {
    auto result = xml::parse(bytes);
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(result).value();
}

/// The tree as it is, without layout of ours. (pugixml's own writer would not escape a carriage
/// return.)
std::string raw(pugi::xml_node node) {
    if (node.type() == pugi::node_comment)
        return "<!--" + std::string(node.value()) + "-->";
    if (node.type() != pugi::node_element && node.type() != pugi::node_document)
        return xml::escape_text(node.value());
    std::string content;
    for (const pugi::xml_node child : node.children())
        content += raw(child);
    if (node.type() == pugi::node_document)
        return content;
    std::string attributes;
    for (const pugi::xml_attribute attribute : node.attributes())
        attributes += std::string(" ") + attribute.name() + "=\"" +
                      xml::escape_attribute(attribute.value()) + "\"";
    return std::string("<") + node.name() + attributes + ">" + content + "</" + node.name() + ">";
}

} // namespace

TEST_CASE("malformed bytes give no document", "[xml][document]") {
    const auto result = xml::parse("<a>good</a><a>evil</a>");
    REQUIRE_FALSE(result);
    CHECK(result.error().message == "a second root element");
}

TEST_CASE("the text of an element is all of its text", "[xml][document]") {
    struct Row {
        const char* name;
        const char* bytes;
        const char* text;
    };
    const Row rows[] = {
        {"split by a comment", "<a>corp-root<!-- x -->-evil</a>", "corp-root-evil"},
        {"split by CDATA", "<a>good<![CDATA[ev<i>]]>l</a>", "goodev<i>l"},
        {"CDATA only", "<a><![CDATA[x]]></a>", "x"},
        {"empty CDATA first", "<a><![CDATA[]]>x</a>", "x"},
        {"in child elements, in document order", "<a>1<b>2<c>3</c></b>4<d/>5</a>", "12345"},
        {"space between comments inside a value", "<a>corp<!-- --> <!-- -->root</a>", "corp root"},
        {"space between CDATA sections", "<a><![CDATA[x]]> <![CDATA[y]]></a>", "x y"},
        {"space beside a child element and text", "<a>x<b/> <b/>y</a>", "x y"},
        {"white space only", "<a> \n</a>", " \n"},
        {"white space by reference", "<a>&#32;<b/></a>", " "},
        {"references", "<a>&lt;&#x41;&amp;amp;</a>", "<A&amp;"},
        {"line ends", "<a>1\r\n2\r3\n4&#13;</a>", "1\n2\n3\n4\r"},
        {"line ends in CDATA", "<a><![CDATA[1\r\n2]]></a>", "1\n2"},
        {"none", "<a/>", ""},
        {"comment only", "<a><!-- x --></a>", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(xml::text_of(parsed(row.bytes).root()) == row.text);
    }
}

TEST_CASE("the text of one element ends where it ends", "[xml][document]") {
    const auto document = parsed("<r><a>1</a><b/><c>2</c></r>");
    CHECK(xml::text_of(xml::child(document.root(), "a")) == "1");
    CHECK(xml::text_of(xml::child(document.root(), "b")).empty());
    CHECK(xml::text_of({}).empty());
}

TEST_CASE("text is trimmed of XML white space and of nothing else", "[xml][document]") {
    CHECK(xml::trimmed_text_of(parsed("<a>\t\r\n x y\n </a>").root()) == "x y");
    CHECK(xml::trimmed_text_of(parsed("<a> \n </a>").root()).empty());
    CHECK(xml::trimmed_text_of(parsed("<a>\xc2\xa0x</a>").root()) == "\xc2\xa0x");
}

TEST_CASE("names have a local part", "[xml][document]") {
    CHECK(xml::local_name("nc:rpc-reply") == "rpc-reply");
    CHECK(xml::local_name("rpc-reply") == "rpc-reply");
    CHECK(xml::local_name(parsed("<p:a xmlns:p='u'/>").root()) == "a");
}

TEST_CASE("a child is found by its local name, whatever its prefix", "[xml][document]") {
    const auto document = parsed("<r xmlns:p='u'><!--a--><p:a n='1'/><a n='2'/></r>");
    CHECK(std::string_view(xml::child(document.root(), "a").attribute("n").value()) == "1");
    CHECK_FALSE(xml::child(document.root(), "b"));
    CHECK_FALSE(xml::child({}, "a"));
}

TEST_CASE("namespaces are those in force where the element stands", "[xml][document]") {
    const auto document = parsed("<r xmlns='u:d' xmlns:p='u:p' x='' p:y='' xml:lang=''>"
                                 "<p:a xmlns:p='u:q'/><b xmlns=''/><c/></r>");
    const auto root = document.root();
    CHECK(xml::namespace_of(root) == "u:d");
    CHECK(xml::namespace_of(xml::child(root, "a")) == "u:q");
    CHECK(xml::namespace_of(xml::child(root, "b")).empty());
    CHECK(xml::namespace_of(xml::child(root, "c")) == "u:d");
    CHECK(xml::namespace_of(root, root.attribute("x")).empty());
    CHECK(xml::namespace_of(root, root.attribute("p:y")) == "u:p");
    CHECK(xml::namespace_of(root, root.attribute("xml:lang")) ==
          "http://www.w3.org/XML/1998/namespace");
}

TEST_CASE("the tree is the one that libxml2 builds", "[xml][document]") {
    const Xmllint xmllint;
    const char* documents[] = {
        "<a>text</a>",
        "<a b=' x\ty\nz\r\nw&#10;&#9; '/>",
        "<a>1\r\n2\r3&#13;</a>",
        "<a><![CDATA[<x>&amp;\r\n]]></a>",
        "<a>x<!-- c\r\nd --> <!-- -->y<b/> z</a>",
        "<a> <b/> x</a>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#x1F600;\xf0\x9f\x98\x80</a>",
        "<p:a xmlns:p='u:p' xmlns='u:d' p:x='1' x='2'><b xmlns=''/></p:a>",
        "\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><!-- before --><a/><!-- after -->",
        "<a b='&lt;&amp;&quot;&apos;'/>",
        "<a>]]</a>",
        "<a xml:space='preserve'>  </a>",
    };
    for (const char* bytes : documents) {
        CAPTURE(bytes);
        CHECK(xmllint.canonical(raw(parsed(bytes).dom())) == xmllint.canonical(bytes));
    }
}

TEST_CASE("captures keep their comments", "[xml][document]") {
    const auto document = parsed(sample("version-with-keepalive-comment.xml"));
    CHECK(document.dom().select_nodes("//comment()").size() == 1);
}
