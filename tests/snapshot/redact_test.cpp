// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/redact.hpp"

#include "junos_audit/xml/scan.hpp"
#include "support/sample.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace junos_audit::snapshot;
using junos_audit::test::sample;
using Paths = std::vector<std::string>;

namespace {

const std::string marker(redaction_marker);

Reply redacted(const std::string& bytes) {
    auto reply = redact(bytes);
    INFO(bytes);
    REQUIRE(reply);
    INFO(reply->xml);
    // Whatever was replaced, the rest holds together, and a second time finds nothing.
    CHECK_FALSE(junos_audit::xml::scan(reply->xml));
    const auto again = redact(reply->xml);
    REQUIRE(again);
    CHECK(again->xml == reply->xml);
    CHECK(again->redacted.empty());
    CHECK(reply->sha256 == sha256(reply->xml));
    return std::move(*reply);
}

} // namespace

TEST_CASE("the digest is SHA-256 in lower-case hex (FIPS 180-2 appendix B.1)",
          "[snapshot][redact]") {
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("secrets are replaced, by name and by form", "[snapshot][redact]") {
    struct Row {
        const char* name;
        std::string bytes;
        std::string expected;
        Paths paths;
    };
    const std::vector<Row> rows = {
        {"a hash",
         "<u><name>x</name><encrypted-password>$6$ab</encrypted-password></u>",
         "<u><name>x</name><encrypted-password>" + marker + "</encrypted-password></u>",
         {"/u[name='x']/encrypted-password"}},
        {"plain text by name",
         "<a><secret>hunter2</secret></a>",
         "<a><secret>" + marker + "</secret></a>",
         {"/a/secret"}},
        {"with a prefix",
         "<x:a xmlns:x='urn:x'><x:challenge-password>p</x:challenge-password></x:a>",
         "<x:a xmlns:x='urn:x'><x:challenge-password>" + marker + "</x:challenge-password></x:a>",
         {"/a/challenge-password"}},
        {"by form under any name",
         "<a><key>$9$abc</key></a>",
         "<a><key>" + marker + "</key></a>",
         {"/a/key"}},
        {"in the text form of a configuration",
         "<output>\nsecret \"$9$abc\"; ## SECRET-DATA\n</output>",
         "<output>" + marker + "</output>",
         {"/output"}},
        {"a private key",
         "<a>-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----</a>",
         "<a>" + marker + "</a>",
         {"/a"}},
        {"a configured certificate with its key",
         "<security><certificates><local><name>c</name><certificate>x</certificate></local>"
         "</certificates></security>",
         "<security><certificates><local><name>c</name><certificate>" + marker +
             "</certificate></local></certificates></security>",
         {"/security/certificates/local[name='c']/certificate"}},
        {"the password of a CRL's URL",
         "<crl><url><name>http://h/c.crl</name><password>p</password></url></crl>",
         "<crl><url><name>http://h/c.crl</name><password>" + marker + "</password></url></crl>",
         {"/crl/url[name='http://h/c.crl']/password"}},
        {"user information in a URL, also where it is a key",
         "<url><name>http://u:p@h/c.crl</name><password>p</password></url>",
         "<url><name>http://REDACTED@h/c.crl</name><password>" + marker + "</password></url>",
         {"/url/name", "/url[name='http://REDACTED@h/c.crl']/password"}},
        {"an at-sign in the password",
         "<a>see ftp://u:p@ss@h/x and http://h/@</a>",
         "<a>see ftp://REDACTED@h/x and http://h/@</a>",
         {"/a"}},
        {"user information written with references",
         "<a>http&#58;//u:p&#x40;h/?a&amp;b</a>",
         "<a>http://REDACTED@h/?a&amp;b</a>",
         {"/a"}},
        {"attributes",
         "<a secret='s' url='http://u:p@h/' xmlns:p='http://u:p@h/' p:password=\"x\"/>",
         "<a secret='" + marker +
             "' url='http://REDACTED@h/' xmlns:p='http://u:p@h/' p:password=\"" + marker + "\"/>",
         {"/a/@password", "/a/@secret", "/a/@url"}},
        {"a comment",
         "<a><!-- was $9$abc --></a>",
         "<a><!--" + marker + "--></a>",
         {"/a/comment()"}},
        {"a hash cut by a comment",
         "<a>$<!-- x -->9$abc</a>",
         "<a>" + marker + "<!-- x --></a>",
         {"/a"}},
        {"a hash in references", "<a>&#36;9&#36;abc</a>", "<a>" + marker + "</a>", {"/a"}},
        {"CDATA", "<a><![CDATA[$9$abc]]></a>", "<a><![CDATA[" + marker + "]]></a>", {"/a"}},
        {"CDATA that must be cut again",
         "<a><![CDATA[http://u@h/]]>]]&gt;</a>",
         "<a><![CDATA[http://REDACTED@h/]]]]><![CDATA[>]]></a>",
         {"/a"}},
        {"own text of a container only",
         "<password>x<minimum-length>10</minimum-length> y</password>",
         "<password>" + marker + "<minimum-length>10</minimum-length></password>",
         {"/password"}},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto reply = redacted(row.bytes);
            CHECK(reply.xml == row.expected);
            CHECK(reply.redacted == row.paths);
        }
}

TEST_CASE("what is not secret stays byte for byte", "[snapshot][redact]") {
    const std::vector<std::string> rows = {
        "<?xml version='1.0'?>\n<a  b = \"c\" >\n<!-- x -->&lt;<![CDATA[y]]></a >\n",
        "<secret>/* SECRET-DATA */</secret>",
        "<secret> /* ACCESS-DENIED */ </secret>",
        "<secret>" + marker + "</secret>",
        "<secret/>",
        "<password>\n</password>",
        "<password><minimum-length>10</minimum-length><format>sha512</format></password>",
        "<key-contents>30820122</key-contents>",
        "<certificate>x</certificate>",
        "<a>-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----</a>",
        "<permission-type>secret</permission-type>",
        "<a>costs 5$9$ and $1</a>",
        "<a>http://h:8080/x@y mailto:u@h ://u@h</a>",
        "<a>user@host</a>",
        sample("pki-ca-detail-15.1X49.xml"),
        sample("version-with-keepalive-comment.xml"),
    };
    for (const auto& bytes : rows) {
        const auto reply = redacted(bytes);
        CHECK(reply.xml == bytes);
        CHECK(reply.redacted.empty());
    }
}

TEST_CASE("a real configuration loses its secrets and nothing else", "[snapshot][redact]") {
    auto bytes = sample("config-firefly-12.1X46-web-management.xml");
    const std::string leaf = "<encrypted-password>";
    const auto at = bytes.find(leaf);
    REQUIRE(at != std::string::npos);
    const auto begin = at + leaf.size();
    const auto end = bytes.find('<', begin);
    bytes.replace(begin, end - begin, "$1$abcdefgh$ijklmnop");
    const auto reply = redacted(bytes);
    CHECK(reply.xml.find("ijklmnop") == std::string::npos);
    CHECK_FALSE(reply.redacted.empty());
    CHECK(reply.xml.size() > bytes.size() / 2);
}

TEST_CASE("a reply that is not well-formed is not kept", "[snapshot][redact]") {
    const auto reply = redact("<a><secret>x</secret>");
    CHECK_FALSE(reply);
}

TEST_CASE("the paths of a forged reply stay few", "[snapshot][redact]") {
    std::string bytes = "<a>";
    for (int i = 0; i < 3000; ++i)
        bytes += "<b><name>" + std::to_string(i) + "</name><secret>x</secret></b>";
    const auto reply = redacted(bytes + "</a>");
    CHECK(reply.redacted.size() == 1000);
    CHECK(reply.xml.find("<secret>x") == std::string::npos);
}
