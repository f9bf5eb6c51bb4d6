// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace junos_audit;

TEST_CASE("characters of every length are decoded, up to their edges", "[base][utf8]") {
    struct Row {
        std::string bytes;
        char32_t code;
    };
    const Row rows[] = {
        {std::string("\0", 1), 0},
        {"\x7f", 0x7F},
        {"\xc2\x80", 0x80},
        {"\xdf\xbf", 0x7FF},
        {"\xe0\xa0\x80", 0x800},
        {"\xed\x9f\xbf", 0xD7FF},
        {"\xee\x80\x80", 0xE000},
        {"\xef\xbf\xbf", 0xFFFF},
        {"\xf0\x90\x80\x80", 0x10000},
        {"\xf4\x8f\xbf\xbf", 0x10FFFF},
    };
    for (const Row& row : rows) {
        CAPTURE(static_cast<unsigned>(row.code));
        CHECK((first_utf8_character(row.bytes + "x") == Utf8Character{row.code, row.bytes.size()}));
    }
}

TEST_CASE("what RFC 3629 does not allow is no character", "[base][utf8]") {
    const char* rows[] = {
        "",
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc2",
        "\xc2x",
        "\xe0\x9f\xbf",
        "\xe2\x82",
        "\xe2\x82x",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xf0\x90\x80",
        "\xf4\x90\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xff",
    };
    for (const std::string bytes : rows) {
        CAPTURE(bytes);
        CHECK_FALSE(first_utf8_character(bytes));
    }
}

TEST_CASE("the prefix that is UTF-8 ends before the first byte that is not", "[base][utf8]") {
    CHECK(utf8_prefix_length("") == 0);
    CHECK(utf8_prefix_length("a\xc3\xa9") == 3);
    CHECK(utf8_prefix_length("a\xc3\xa9\xc3") == 3);
    CHECK(utf8_prefix_length("\xff"
                             "abc") == 0);
}
