// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/printable.hpp"

#include "junos_audit/base/utf8.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace junos_audit;

TEST_CASE("what could deceive a reader is spelt out", "[base][printable]") {
    struct Row {
        const char* name;
        std::string text;
        const char* shown;
    };
    const Row rows[] = {
        {"plain text", "interface ge-0/0/0.0", "interface ge-0/0/0.0"},
        {"letters beyond ASCII", "Z\xc3\xbcrich \xe6\x9d\xb1", "Z\xc3\xbcrich \xe6\x9d\xb1"},
        {"a backslash", "\\x1B \\", "\\x1B \\"},
        {"an escape sequence", "a\x1b[31mb", "a\\x1B[31mb"},
        {"NUL", std::string("a\0b", 3), "a\\x00b"},
        {"DEL", "\x7f", "\\x7F"},
        {"C1",
         "\xc2\x9b"
         "31m",
         "\\u{009B}31m"},
        {"right-to-left override",
         "a\xe2\x80\xae"
         "b",
         "a\\u{202E}b"},
        {"isolates", "\xe2\x81\xa6\xe2\x81\xa9", "\\u{2066}\\u{2069}"},
        {"marks of direction", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "\\u{200E}\\u{200F}\\u{061C}"},
        {"zero-width space and joiners", "\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d",
         "\\u{200B}\\u{200C}\\u{200D}"},
        {"word joiner and byte order mark", "\xe2\x81\xa0\xef\xbb\xbf", "\\u{2060}\\u{FEFF}"},
        {"line and paragraph separators", "\xe2\x80\xa8\xe2\x80\xa9", "\\u{2028}\\u{2029}"},
        {"noncharacters", "\xef\xbf\xbf\xef\xb7\x90\xf0\x9f\xbf\xbe",
         "\\u{FFFF}\\u{FDD0}\\u{1FFFE}"},
        {"tag characters", "\xf3\xa0\x81\x81", "\\u{E0041}"},
        {"bytes that are not UTF-8", "a\xff\xc3", "a\\xFF\\xC3"},
        {"a surrogate", "\xed\xa0\x80", "\\xED\\xA0\\x80"},
        {"line breaks and tabs", "a\r\nb\tc\n \n d", "a b c d"},
        {"spaces", "a  b", "a  b"},
        {"space around", " \r\n a \t", "a"},
        {"nothing but space", " \n ", ""},
        {"nothing", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(printable(row.text) == row.shown);
    }
}

TEST_CASE("long text is cut at a character and says how long it was", "[base][printable]") {
    CHECK(printable("abcdef", 6) == "abcdef");
    CHECK(printable("abcdef\n", 6) == "abcdef");
    CHECK(printable("abcdefg", 6) == "abcdef… (7 bytes)");
    CHECK(printable("abcd\xc3\xa9\xc3\xa9", 5) == "abcd… (8 bytes)");
    CHECK(printable("abcd\x1b"
                    "e",
                    5) == "abcd… (6 bytes)");
    CHECK(printable("a", 0) == "… (1 bytes)");
}

TEST_CASE("whatever comes in, what goes out is one line of visible UTF-8", "[base][printable]") {
    std::mt19937 random(20261122); // the same bytes in every run
    for (int round = 0; round < 5000; ++round) {
        std::string text(random() % 64, '\0');
        for (char& byte : text)
            byte = static_cast<char>(random() % 256);
        const std::string shown = printable(text, 40);
        CAPTURE(shown);
        CHECK(utf8_prefix_length(shown) == shown.size());
        CHECK(shown.size() <= 40 + std::string("… (64 bytes)").size());
        for (std::string_view rest = shown; !rest.empty();) {
            const auto character = first_utf8_character(rest);
            REQUIRE(character);
            CHECK(character->code >= 0x20);
            CHECK((character->code < 0x7F || character->code >= 0xA0));
            CHECK_FALSE((character->code >= 0x200B && character->code <= 0x200F));
            CHECK_FALSE((character->code >= 0x2028 && character->code <= 0x202E));
            CHECK_FALSE((character->code >= 0x2060 && character->code <= 0x206F));
            CHECK((character->code & 0xFFFE) != 0xFFFE);
            rest.remove_prefix(character->length);
        }
    }
}
