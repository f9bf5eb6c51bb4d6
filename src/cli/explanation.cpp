// SPDX-License-Identifier: Apache-2.0
#include "cli/control_list.hpp"

#include "junos_audit/junos/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace junos_audit::cli {
namespace {

using policy::Outcome;

void write_code(std::string& text, std::string_view outcome, const std::string& code,
                const policy::Template& say) {
    if (!code.empty())
        text += fmt::format("  {:<13}  {}\n                 {}\n", outcome, code, say.text);
}

Outcome outcome_when_not_met(const policy::Check& check) {
    return check.kind == policy::Check::Kind::each ? check.empty : Outcome::fail;
}

/// In the order in which they are judged.
void write_codes(std::string& text, const policy::Check& check) {
    write_code(text, to_word(outcome_when_not_met(check)), check.code, check.say);
    for (const auto& requirement : check.require)
        write_code(text, to_word(requirement.otherwise), requirement.code, requirement.say);
    for (const auto& note : check.note)
        write_code(text, "note", note.code, note.say);
    for (const auto& inner : check.then)
        write_codes(text, inner);
    if (check.proof)
        write_code(text, to_word(Outcome::pass), check.proof->code, check.proof->say);
}

/// A paragraph, folded at the right edge.
std::string folded(std::string_view body) {
    constexpr std::size_t width = 96;
    std::string text = " ";
    std::size_t used = 1;
    while (!body.empty()) {
        const auto word = body.substr(0, body.find(' '));
        if (used + 1 + word.size() > width) {
            text += "\n ";
            used = 1;
        }
        text.append(" ").append(word);
        used += 1 + word.size();
        body.remove_prefix(std::min(body.size(), word.size() + 1));
    }
    return text + "\n";
}

void write_section(std::string& text, std::string_view heading, const std::string& body) {
    if (!body.empty())
        text += fmt::format("\n{}\n{}", heading, folded(body));
}

std::string references_of(const policy::Control& control) {
    std::string text;
    for (const auto& [name, number] : control.references)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, number);
    return text;
}

std::string sources_of(const policy::Control& control) {
    std::string text;
    for (const auto& id : control.sources) {
        const auto* source = junos::find_source(id);
        text += fmt::format("  {:<26}  {}\n", id, source == nullptr ? "" : source->command);
    }
    for (const auto& path : control.reads)
        text += fmt::format("  {}\n", path);
    return text;
}

} // namespace

std::string explanation(const policy::Control& control) {
    auto text = fmt::format("{} ({})\n{}\n{}\n", control.id, control.severity, control.title,
                            references_of(control));
    write_section(text, "What is read", control.reads_how);
    text += sources_of(control);
    write_section(text, "How it is decided", control.decides_how);
    text += "\nWhat it can say (names in braces are the device's own)\n";
    for (const auto& condition : control.applies)
        write_code(text, to_word(Outcome::notapplicable), condition.code, condition.say);
    for (const auto& check : control.checks)
        write_codes(text, check);
    write_section(text, "Why", control.rationale);
    write_section(text, "How to mend", control.remediation);
    return text;
}

} // namespace junos_audit::cli
