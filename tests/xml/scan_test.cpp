// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/scan.hpp"

#include "xml/sample.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace junos_audit;
using namespace junos_audit::test;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += piece;
    return text;
}

std::string nested(std::size_t depth) {
    return repeated("<a>", depth) + repeated("</a>", depth);
}

/// Writes down what it hears.
struct Diary final : xml::ScanHandler {
    void start_element(std::string_view name, std::span<const xml::Attribute> all) override {
        said += "<" + std::string(name);
        for (const auto& attribute : all)
            said += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
        said += "|";
    }
    void text(std::string_view raw, bool cdata) override {
        said += (cdata ? "[" : "'") + std::string(raw) + "|";
    }
    void comment(std::string_view content) override { said += "!" + std::string(content) + "|"; }
    void end_element(std::string_view name) override { said += "/" + std::string(name) + "|"; }

    std::string said;
};

} // namespace

TEST_CASE("a handler hears the document in its order, references unresolved", "[xml][scan]") {
    Diary diary;
    const auto failure = xml::scan("<?xml version='1.0'?><!--x--><a b='1' c='&lt;'>t&amp;u"
                                   "<![CDATA[<v>]]><e/></a><!--y-->",
                                   &diary);
    CHECK_FALSE(failure);
    CHECK(diary.said == "!x|<a b=1 c=&lt;|'t&amp;u|[<v>|<e|/e|/a|!y|");
}

TEST_CASE("what a handler hears lies in the scanned bytes", "[xml][scan]") {
    struct : xml::ScanHandler {
        void text(std::string_view raw, bool) override { at = raw.data(); }
        const char* at = nullptr;
    } handler;
    const std::string bytes = "<a>text</a>";
    CHECK_FALSE(xml::scan(bytes, &handler));
    CHECK(handler.at == bytes.data() + 3);
}

TEST_CASE("a failure says where and what was expected", "[xml][scan]") {
    struct Row {
        const char* name;
        std::string bytes;
        xml::ParseFailure failure;
    };
    const Row rows[] = {
        {"mismatch",
         "<a>\n <b>\n </c>\n</a>",
         {10, 3, 2, false, "'</c> </a>' where '</b>' was expected"}},
        {"end of input",
         "<a>\n<b/>",
         {8, 2, 5, false, "the document ends where '</a>' was expected"}},
        {"nothing", "", {0, 1, 1, false, "the document ends where the root element was expected"}},
        {"text before the root",
         "login: <a/>",
         {0, 1, 1, false, "'login: <a/>' where the root element was expected"}},
        {"second root", "<a/>\n<b/>", {5, 2, 1, false, "a second root element"}},
        {"duplicate attribute",
         "<a b='1' c='2' b='3'/>",
         {15, 1, 16, false, "duplicate attribute 'b'"}},
        {"undeclared prefix", "<a><p:b/></a>", {4, 1, 5, false, "the prefix 'p' is not declared"}},
        {"not UTF-8", "<a>\xc3\xa9\xff</a>", {5, 1, 6, false, "bytes that are not UTF-8"}},
        {"control character",
         "<a>\x1b[2J</a>",
         {3, 1, 4, false, "character \\x1B is none of XML 1.0"}},
        {"document type", "<!DOCTYPE a><a/>", {0, 1, 1, false, "document types are not accepted"}},
        {"entity",
         "<a>&foo;</a>",
         {3, 1, 4, false,
          "'&foo;</a>' is none of the five entities and no reference to a character"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto failure = xml::scan(row.bytes);
        REQUIRE(failure);
        CHECK(failure->message == row.failure.message);
        CHECK((*failure == row.failure));
    }
}

TEST_CASE("ceilings are ceilings, and one step below is fine", "[xml][scan]") {
    const auto attributes = [](std::size_t count) {
        std::string tag = "<a";
        for (std::size_t i = 0; i < count; ++i)
            tag += " a" + std::to_string(i) + "=''";
        return tag + "/>";
    };
    const auto declarations = [](std::size_t count) {
        std::string document;
        for (std::size_t i = 0; i < count; ++i)
            document += i % 200 == 0 ? "<a xmlns:p" + std::to_string(i) + "='u'"
                                     : " xmlns:p" + std::to_string(i) + "='u'" +
                                           (i % 200 == 199 || i + 1 == count ? ">" : "");
        return document + repeated("</a>", (count + 199) / 200);
    };
    const auto wrapped = [](const char* open, std::size_t bytes, const char* close) {
        return open + std::string(bytes, 'x') + close;
    };
    struct Row {
        const char* name;
        std::string below;
        std::string above;
    };
    using namespace limits;
    const Row rows[] = {
        {"depth", nested(xml_depth_max), nested(xml_depth_max + 1)},
        {"attributes", attributes(xml_attributes_max), attributes(xml_attributes_max + 1)},
        {"namespaces", declarations(xml_namespaces_max), declarations(xml_namespaces_max + 1)},
        {"name", "<" + std::string(xml_name_bytes_max, 'a') + "/>",
         "<" + std::string(xml_name_bytes_max + 1, 'a') + "/>"},
        {"text", wrapped("<a>", xml_text_bytes_max, "</a>"),
         wrapped("<a>", xml_text_bytes_max + 1, "</a>")},
        {"value", wrapped("<a b='", xml_text_bytes_max, "'/>"),
         wrapped("<a b='", xml_text_bytes_max + 1, "'/>")},
        {"CDATA", wrapped("<a><![CDATA[", xml_text_bytes_max, "]]></a>"),
         wrapped("<a><![CDATA[", xml_text_bytes_max + 1, "]]></a>")},
        {"comment", wrapped("<a><!--", xml_text_bytes_max, "--></a>"),
         wrapped("<a><!--", xml_text_bytes_max + 1, "--></a>")},
        {"nodes", "<r>" + repeated("<a/>", xml_nodes_max - 1) + "</r>",
         "<r>" + repeated("<a/>", xml_nodes_max) + "</r>"},
        {"bytes", "<a/>" + std::string(reply_bytes_max - 4, ' '),
         "<a/>" + std::string(reply_bytes_max - 3, ' ')},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto below = xml::scan(row.below);
        INFO("below: " << (below ? below->message : ""));
        CHECK_FALSE(below);
        const auto above = xml::scan(row.above);
        REQUIRE(above);
        CHECK(above->limit);
    }
}

TEST_CASE("a million open elements are refused without a crash", "[xml][scan]") {
    const auto failure = xml::scan(repeated("<a>", 1'000'000));
    REQUIRE(failure);
    CHECK(failure->limit);
}

TEST_CASE("captures are well-formed", "[xml][scan]") {
    for (const char* name : well_formed_samples) {
        CAPTURE(name);
        const auto failure = xml::scan(sample(name));
        INFO((failure ? failure->message : ""));
        CHECK_FALSE(failure);
    }
}

TEST_CASE("every proper prefix of a capture is refused", "[xml][scan]") {
    std::string capture = sample("pki-ca-detail-15.1X49.xml");
    capture.erase(capture.find_last_of('>') + 1);
    REQUIRE_FALSE(xml::scan(capture));
    std::size_t accepted = 0;
    for (std::size_t length = 0; length < capture.size(); ++length)
        accepted += xml::scan(capture.substr(0, length)) ? 0U : 1U;
    CHECK(accepted == 0);
}

TEST_CASE("a capture with random damage is either refused or well-formed", "[xml][scan]") {
    const std::string capture = sample("version-with-keepalive-comment.xml");
    std::mt19937 random(20261122); // NOLINT: the same bytes in every run
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = capture;
        for (int hit = 0; hit < 3; ++hit)
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const auto failure = xml::scan(damaged);
        CHECK((!failure || failure->offset <= damaged.size()));
    }
}

TEST_CASE("the root tag is read without what follows it", "[xml][peek]") {
    const auto root = xml::peek_root("<?xml version='1.0'?><nc:rpc-reply message-id='a&amp;b' "
                                     "xmlns:nc='urn:nc'><broken");
    REQUIRE(root);
    CHECK(root->name == "rpc-reply");
    CHECK(root->namespace_uri == "urn:nc");
    CHECK(root->attributes == std::vector<std::pair<std::string, std::string>>{
                                  {"message-id", "a&b"}, {"xmlns:nc", "urn:nc"}});
}

TEST_CASE("the root tag's default namespace is its own", "[xml][peek]") {
    const auto root = xml::peek_root("<hello xmlns='urn:nc'>");
    REQUIRE(root);
    CHECK(root->namespace_uri == "urn:nc");
    CHECK(xml::peek_root("<hello>")->namespace_uri.empty());
}

TEST_CASE("there is no root tag in what does not begin with one", "[xml][peek]") {
    for (const char* bytes : {"", "text", "<a", "<p:a>", "<a b='1' b='2'>", "<!DOCTYPE a><a>"}) {
        CAPTURE(bytes);
        CHECK_FALSE(xml::peek_root(bytes));
    }
}
