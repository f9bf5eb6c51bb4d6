// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/scan.hpp"
#include "xml/xmllint.hpp"
#include "xml/xmllint_cases.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::test;

namespace {

Verdict verdict_of_scan(const Case& row) {
    const auto failure = xml::scan(row.bytes);
    INFO("our words: " << (failure ? failure->message : "none"));
    if (failure) {
        CHECK(failure->offset <= row.bytes.size());
        CHECK(failure->line >= 1);
        CHECK(failure->column >= 1);
        CHECK_FALSE(failure->limit);
        CHECK_FALSE(failure->message.empty());
    }
    return failure ? Verdict::refused : Verdict::accepted;
}

void compare(const std::vector<Case>& rows) {
    const Xmllint xmllint;
    for (const Case& row : rows) {
        CAPTURE(row.name);
        const bool stricter = *row.stricter_because != '\0';
        CHECK((verdict_of_scan(row) == row.verdict));
        const bool xmllint_accepts = xmllint.accepts(row.bytes);
        INFO("xmllint's words: " << xmllint.words());
        CHECK(xmllint_accepts == (stricter || row.verdict == Verdict::accepted));
    }
}

} // namespace

TEST_CASE("what pugixml lets through is refused, as xmllint refuses it", "[xml][scan]") {
    compare(lenient_parser_cases());
}

TEST_CASE("scan and xmllint agree on the grammar", "[xml][scan]") {
    compare(element_cases());
    compare(attribute_and_text_cases());
}

TEST_CASE("scan and xmllint agree on declarations and encodings", "[xml][scan]") {
    compare(declaration_cases());
}

TEST_CASE("scan and xmllint agree on namespaces", "[xml][scan]") {
    compare(namespace_cases());
}
