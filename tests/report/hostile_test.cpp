// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/utf8.hpp"
#include "junos_audit/report/report.hpp"
#include "report/sample_runs.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace {

using namespace junos_audit;
using namespace junos_audit::report;

struct Hostile {
    const char* name;
    std::string text;
};

const std::vector<Hostile> hostile_texts = {
    {"colour", "a\x1b[31mb"},
    {"clipboard (OSC 52)", "a\x1b]52;c;ZXZpbA==\x07z"},
    {"C1 control sequence introducer", "a\xc2\x9b"
                                       "31mb"},
    {"a line of its own", "a\nPASS  everything (high)"},
    {"carriage return", "a\rb"},
    {"backspace and delete", "a\x08\x7f"},
    {"right-to-left override", "a\xe2\x80\xae"
                               "b"},
    {"zero-width joiner", "a\xe2\x80\x8d"
                          "b"},
    {"line separator", "a\xe2\x80\xa8"
                       "b"},
    {"not UTF-8", "a\xff\xfe\xc0\xaf"
                  "b"},
    {"half a surrogate", "a\xed\xa0\x80"
                         "b"},
    {"NUL", std::string("a\0b", 3)},
    {"quotes and backslash", "a\"\\\"b"},
};

bool is_invisible(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069);
}

/// Everything but line feeds is a character that a reader sees.
bool is_visible_text(std::string_view text) {
    while (!text.empty()) {
        const auto character = first_utf8_character(text);
        if (!character || (character->code != U'\n' && is_invisible(character->code)))
            return false;
        text.remove_prefix(character->length);
    }
    return true;
}

std::ptrdiff_t lines_of(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

/// Every string anywhere in a document.
void collect_strings(const nlohmann::json& value, std::vector<std::string>& strings) {
    if (value.is_string())
        strings.push_back(value.get<std::string>());
    for (const auto& [key, child] : value.items())
        if (value.is_structured()) {
            if (value.is_object())
                strings.push_back(key);
            collect_strings(child, strings);
        }
}

} // namespace

TEST_CASE("what a device says reaches no reader raw, in text", "[report][text][hostile]") {
    for (const auto& [name, text] : hostile_texts)
        for (const bool unicode : {false, true}) {
            DYNAMIC_SECTION(name << (unicode ? ", Unicode" : ", ASCII")) {
                const Style style{.unicode = unicode, .verbosity = Verbosity::verbose};
                const auto seen = render_text(sample::saying(text), style);
                CHECK(is_visible_text(seen));
                // A device cannot add a line; only the caution beside a fix may.
                const auto calm = lines_of(render_text(sample::saying("calm"), style));
                CHECK(lines_of(seen) - calm <= 2);
            }
        }
}

TEST_CASE("what a device says reaches no reader raw, in JSON", "[report][json][hostile]") {
    for (const auto& [name, text] : hostile_texts)
        DYNAMIC_SECTION(name) {
            const auto seen = render_json(sample::saying(text), {});
            CHECK(utf8_prefix_length(seen) == seen.size());
            std::vector<std::string> strings;
            collect_strings(nlohmann::json::parse(seen), strings);
            CHECK(strings.size() > 60);
            for (const auto& string : strings)
                CHECK((is_visible_text(string) && string.find('\n') == std::string::npos));
        }
}

TEST_CASE("a fix that cannot be shown as it is is not offered for pasting",
          "[report][text][hostile]") {
    const auto caution = "# do not paste the next line";
    const auto seen = render_text(sample::saying("delete \xe2\x80\xae x"), {});
    CHECK(seen.find(caution) != std::string::npos);
    CHECK(render_text(sample::saying("delete x"), {}).find(caution) == std::string::npos);
}

TEST_CASE("without Unicode the text report is ASCII", "[report][text][hostile]") {
    const auto seen = render_text(sample::saying("Zürich " + std::string(9000, 'x')), {});
    CHECK(std::all_of(seen.begin(), seen.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    CHECK(seen.find("Z\\u{00FC}rich") != std::string::npos);
    CHECK(seen.find("xxx... (9008 bytes)") != std::string::npos);
}

TEST_CASE("nothing is cut in the JSON report", "[report][json][hostile]") {
    const std::string large(100'000, 'x');
    const auto report = nlohmann::json::parse(render_json(sample::saying(large), {}));
    const auto& finding = report["devices"][0]["results"][0]["findings"][0];
    CHECK(finding["evidence"][0]["value"] == large);
}
