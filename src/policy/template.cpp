// SPDX-License-Identifier: Apache-2.0
#include "policy/template.hpp"

#include "policy/evidence.hpp"
#include "policy/set_line.hpp"

#include "junos_audit/base/printable.hpp"

namespace junos_audit::policy {

namespace {

std::string value_of(std::string_view name, const Variables& variables, pugi::xpath_node context) {
    if (name == ".")
        return evidence_of(context).value;
    return variables.text(std::string(name));
}

/// Text that was escaped and quoted where it was made, and must not be again.
std::string ready_made(std::string_view name, pugi::xpath_node context) {
    if (name == "statement")
        return statement_of(context.node());
    const auto node = cluster_node_of(context);
    return node.empty() ? std::string() : " on " + node;
}

template <class Show>
std::string fill(std::string_view text, const Variables& variables, pugi::xpath_node context,
                 Show show) {
    std::string filled;
    for (const auto& piece : pieces_of(text)) {
        if (!piece.is_name)
            filled += piece.text;
        else if (piece.text == "statement" || piece.text == "node")
            filled += ready_made(piece.text, context);
        else
            filled += show(value_of(piece.text, variables, context));
    }
    return filled;
}

/// What a group brings in is not there to be deleted where it shows: `delete` of it is a warning
/// and no more.
std::string in_its_group(std::string line, pugi::xpath_node context) {
    constexpr std::string_view verb = "delete ";
    const auto element = context.attribute() ? context.parent() : context.node();
    const std::string_view group = element.attribute("group").value();
    if (!group.empty() && line.starts_with(verb))
        line.insert(verb.size(), "groups " + quote_junos(group) + ' ');
    return line;
}

} // namespace

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    while (!text.empty()) {
        const auto brace = text.find_first_of("{}");
        if (brace != 0)
            pieces.push_back({false, text.substr(0, brace)});
        if (brace == std::string_view::npos)
            break;
        const auto end =
            text[brace] == '{' ? text.find_first_of("{}", brace + 1) : std::string_view::npos;
        const bool closed = end != std::string_view::npos && text[end] == '}';
        pieces.push_back({true, closed ? text.substr(brace + 1, end - brace - 1) : ""});
        text.remove_prefix(closed ? end + 1 : brace + 1);
    }
    return pieces;
}

bool is_built_in_name(std::string_view name) {
    return name == "." || name == "node" || name == "statement";
}

std::string say(const Template& text, const Variables& variables, pugi::xpath_node context) {
    return fill(text.text, variables, context,
                [](const std::string& value) { return printable(value); });
}

std::vector<std::string> command_lines(const std::vector<Template>& lines,
                                       const Variables& variables, pugi::xpath_node context) {
    std::vector<std::string> filled;
    for (const auto& line : lines)
        filled.push_back(in_its_group(fill(line.text, variables, context, quote_junos), context));
    return filled;
}

} // namespace junos_audit::policy
