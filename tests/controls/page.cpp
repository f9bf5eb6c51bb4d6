// SPDX-License-Identifier: Apache-2.0
#include "controls/page.hpp"

#include "junos_audit/policy/outcome.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace junos_audit::policy::test {

namespace {

constexpr std::size_t width = 120;

/// `|` would end a cell, `<` begin a tag.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '<')
            safe += '\\';
        safe += c;
    }
    return safe;
}

std::string folded(std::string_view text) {
    std::string page;
    std::size_t used = 0;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        if (used != 0)
            page += used + 1 + word.size() > width ? '\n' : ' ';
        used = used != 0 && used + 1 + word.size() <= width ? used + 1 + word.size() : word.size();
        page += word;
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return page;
}

std::string section(const std::string& heading, const std::string& body) {
    return "\n## " + heading + "\n\n" + folded(escaped(body)) + "\n";
}

/// The rows of a table, each once, in the order in which they are judged.
class Rows {
public:
    void add(std::string_view outcome, const std::string& code, const Template& say) {
        auto row =
            "| " + std::string(outcome) + " | `" + code + "` | " + escaped(say.text) + " |\n";
        if (!code.empty() && std::find(rows_.begin(), rows_.end(), row) == rows_.end())
            rows_.push_back(std::move(row));
    }

    void add(const Check& check) {
        add(to_word(check.kind == Check::Kind::each ? check.empty : Outcome::fail), check.code,
            check.say);
        for (const auto& requirement : check.require)
            add(to_word(requirement.otherwise), requirement.code, requirement.say);
        for (const auto& note : check.note)
            add("note", note.code, note.say);
        for (const auto& nested : check.then)
            add(nested);
        if (check.proof)
            add(to_word(Outcome::pass), check.proof->code, check.proof->say);
    }

    [[nodiscard]] std::string table() const {
        std::string page = "| outcome | code | words |\n|---|---|---|\n";
        for (const auto& row : rows_)
            page += row;
        return page;
    }

private:
    std::vector<std::string> rows_;
};

std::string codes(const Control& control) {
    Rows rows;
    for (const auto& rule : control.applies)
        rows.add(to_word(Outcome::notapplicable), rule.code, rule.say);
    for (const auto& check : control.checks)
        rows.add(check);
    return rows.table();
}

} // namespace

std::string page_of(const Control& control) {
    auto page =
        "# " + control.id + "\n\n" + escaped(control.title) + ".\n\nSeverity " + control.severity;
    for (const auto& [benchmark, number] : control.references)
        page += " · " + benchmark + " " + number;
    page += "\n\nMade of `src/controls/" + control.id + ".yaml` by the tests; do not edit.\n";
    page += section("What is read", control.reads_how);
    page += section("How it is decided", control.decides_how);
    page += "\n## What it can say\n\nNames in braces are the device's own.\n\n" + codes(control);
    page += section("Why", control.rationale);
    page += section("How to mend", control.remediation);
    return page;
}

} // namespace junos_audit::policy::test
