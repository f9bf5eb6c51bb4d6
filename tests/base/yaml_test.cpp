// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/yaml.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace std::string_literals;

namespace {

/// Every problem of a file as "line:column: message"; empty when it is read.
std::vector<std::string> problems_of(std::string_view text) {
    try {
        static_cast<void>(yaml::read(text, "f"));
    } catch (const UsageError& error) {
        CHECK(error.status() == ExitStatus::bad_data);
        std::vector<std::string> words;
        for (const Problem& problem : error.problems())
            words.push_back(to_string(problem).substr(2));
        return words;
    }
    return {};
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("a file is read with the place of every node", "[base][yaml]") {
    const auto root = yaml::read("id: x\nlist:\n  - 'a b'\n  - {k: v}\n", "f");
    REQUIRE(root.kind == yaml::Node::Kind::mapping);
    CHECK(root.mark == yaml::Mark{1, 1});
    REQUIRE(root.entries.size() == 2);
    CHECK(root.entries[1].first.text == "list");
    CHECK(root.entries[1].first.mark == yaml::Mark{2, 1});
    const auto* list = root.find("list");
    REQUIRE(list != nullptr);
    REQUIRE(list->kind == yaml::Node::Kind::sequence);
    REQUIRE(list->items.size() == 2);
    CHECK(list->items[0].text == "a b");
    CHECK(list->items[0].mark == yaml::Mark{3, 5});
    CHECK(list->items[1].find("k")->text == "v");
    CHECK(root.find("other") == nullptr);
}

TEST_CASE("scalars stay the strings that they are", "[base][yaml]") {
    struct Row {
        const char* written;
        const char* text;
        bool plain;
    };
    const Row rows[] = {
        {"no", "no", true},
        {"off", "off", true},
        {"010", "010", true},
        {"1e3", "1e3", true},
        {"12:30", "12:30", true},
        {"~", "~", true},
        {"null", "null", true},
        {"Null", "Null", true},
        {"NULL", "NULL", true},
        {"'null'", "null", false},
        {"\"~\"", "~", false},
        {"''", "", false},
        {"'a'", "a", false},
        {"\"a\"", "a", false},
        {"|-\n  a\n  b", "a\nb", false},
        {">-\n  a\n  b", "a b", false},
        {"'!a'", "!a", false},
        {"", "", true},
        {"\n  null", "null", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.written);
        const auto root = yaml::read("k: "s + row.written + "\nnull: x\n", "f");
        REQUIRE(root.entries.size() == 2);
        CHECK(root.entries[0].second.text == row.text);
        CHECK(root.entries[0].second.plain == row.plain);
        CHECK(root.entries[1].first.text == "null");
    }
}

TEST_CASE("an absent value is empty and not the word after it", "[base][yaml]") {
    CHECK(yaml::read("a: {k: , null: x}", "f").find("a")->find("k")->text.empty());
    CHECK(yaml::read("a: {null}", "f").find("a")->find("null")->text.empty());
    CHECK(yaml::read("a:\n-\n- x\n-\nnull: y", "f").find("a")->items[2].text.empty());
    CHECK(yaml::read("a: [~, null]", "f").find("a")->items[0].text == "~");
    CHECK(yaml::read("a: [~, null]", "f").find("a")->items[1].text == "null");
    CHECK(yaml::read("a:\n- null\n", "f").find("a")->items[0].text == "null");
    CHECK(yaml::read("null", "f").text == "null");
}

TEST_CASE("what we do not accept is refused with its place", "[base][yaml]") {
    struct Row {
        const char* name;
        std::string text;
        Words problems;
    };
    const Row rows[] = {
        {"duplicate key", "a: 1\nb: 2\na: 3\n", {"3:1: duplicate key 'a'"}},
        {"duplicate key in another spelling", "a: 1\n'a': 3\n", {"2:1: duplicate key 'a'"}},
        {"duplicate key in a flow mapping", "x: {a: 1, a: 2}", {"1:11: duplicate key 'a'"}},
        {"anchor", "a: &x 1\n", {"1:4: anchors ('&name') are not accepted"}},
        {"anchor and alias",
         "a: &x 1\nb: *x\n",
         {"1:4: anchors ('&name') are not accepted",
          "2:4: aliases ('*name') are not accepted; write the value out"}},
        {"merge key",
         "a: {<<: {b: 1}}",
         {"1:5: merge keys ('<<') are not accepted; write the entries out"}},
        {"tag", "a: !!str 1\n", {"1:4: tags ('!name') are not accepted"}},
        {"tag of one's own", "a: !x 1\n", {"1:4: tags ('!name') are not accepted"}},
        {"non-specific tag", "a: ! x\n", {"1:4: tags ('!name') are not accepted"}},
        {"tag of nothing", "a: !x\n", {"1:4: tags ('!name') are not accepted"}},
        {"tag of a mapping", "a: !x {}\n", {"1:4: tags ('!name') are not accepted"}},
        {"second document",
         "a: 1\n---\nb: 2\n",
         {"2:1: a second document begins here; a file holds one"}},
        {"empty second document",
         "a: 1\n---\n",
         {"2:1: a second document begins here; a file holds one"}},
        {"key that is a sequence", "? [a]\n: 1\n", {"1:3: a key must be a scalar"}},
        {"key that is missing", "a: {: 1}\n", {"1:5: a key is missing"}},
        {"all problems of a file",
         "a: &x 1\na: !y 2\n",
         {"1:4: anchors ('&name') are not accepted", "2:1: duplicate key 'a'",
          "2:4: tags ('!name') are not accepted"}},
        {"not UTF-8", "a: 1\nb: \xff\n", {"2:4: not UTF-8"}},
        {"NUL", "a: 1\0\n"s, {"1:5: control character \\x00"}},
        {"the character that yaml-cpp takes for the end",
         "a: 1\n\x04\nb: 2\n",
         {"2:1: control character \\x04"}},
        {"no content", "", {"1:1: the file is empty"}},
        {"comment only", "# x\n", {"1:1: the file is empty"}},
        {"document without content", "---\n", {"1:1: the file is empty"}},
        {"too large", std::string(limits::yaml_bytes_max + 1, '#'), {"larger than 1048576 bytes"}},
        {"alias of itself",
         "&a [*a]",
         {"1:1: anchors ('&name') are not accepted",
          "1:5: aliases ('*name') are not accepted; write the value out"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        auto problems = problems_of(row.text);
        if (std::string(row.name) == "too large")
            for (auto& words : problems)
                words.erase(0, 1);
        CHECK(problems == row.problems);
    }
}

TEST_CASE("what is not YAML is refused with its place", "[base][yaml]") {
    for (const char* text :
         {"a: [1", "a: 'x", "a: b: c", "- a\nb", "{a", "*x", "%YAML 9.9.9\n---\na"}) {
        CAPTURE(text);
        const auto problems = problems_of(text);
        REQUIRE_FALSE(problems.empty());
        CHECK(problems[0].starts_with("1:") + problems[0].starts_with("2:") == 1);
    }
}

TEST_CASE("an alias bomb is refused at its first anchor", "[base][yaml]") {
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 20; ++i) {
        const auto previous = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + previous + "," +
                previous + "]\n";
    }
    REQUIRE_FALSE(problems_of(bomb).empty());
    CHECK(problems_of(bomb)[0] == "1:5: anchors ('&name') are not accepted");
}

TEST_CASE("nesting has a limit, and one step below is fine", "[base][yaml]") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + "x" + std::string(depth, ']');
    };
    CHECK(problems_of(nested(limits::yaml_depth_max)).empty());
    CHECK(problems_of(nested(limits::yaml_depth_max + 1)) ==
          Words{"1:65: nested deeper than 64 levels"});
    CHECK(problems_of(std::string(limits::yaml_bytes_max, '[')).size() == 1);
    CHECK(problems_of(std::string(limits::yaml_bytes_max, '{')).size() == 1);
}

TEST_CASE("a file full of problems names the first hundred", "[base][yaml]") {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "- &a x\n";
    CHECK(problems_of(text).size() == limits::yaml_problems_max);
}

TEST_CASE("a byte order mark, CRLF and comments are no problem", "[base][yaml]") {
    const auto root = yaml::read("\xef\xbb\xbf# c\r\na: 1\r\nb: x\r\n", "f");
    REQUIRE(root.entries.size() == 2);
    CHECK(root.find("a")->text == "1");
    CHECK(root.find("b")->mark == yaml::Mark{3, 4});
}
