// SPDX-License-Identifier: Apache-2.0
#include "policy/compiler.hpp"

#include "policy/template.hpp"

#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace junos_audit::policy {

namespace {

constexpr std::array<std::string_view, 2> clocks{"now-earliest", "now-latest"};

bool is_clock(std::string_view name) {
    return std::find(clocks.begin(), clocks.end(), name) != clocks.end();
}

std::string joined(const std::vector<std::string>& names) {
    std::string path;
    for (const auto& name : names)
        path += "/" + name;
    return path;
}

bool is_at_or_below(std::string_view path, std::string_view root) {
    return path == root || (path.starts_with(root) && path.substr(root.size()).starts_with("/"));
}

} // namespace

std::span<const std::string_view> known_sources() {
    static constexpr std::array<std::string_view, 8> sources{"configuration",
                                                             "pki-ca-certificates",
                                                             "pki-local-certificates",
                                                             "pki-certificate-requests",
                                                             "authorization",
                                                             "software",
                                                             "clock",
                                                             "cluster"};
    return sources;
}

Compiler::Compiler(std::vector<std::string> sources, std::vector<std::string> reads,
                   Problems& problems)
    : sources_(std::move(sources))
    , reads_(std::move(reads))
    , problems_(problems)
    , variables_(std::make_shared<Variables>()) {
    for (const auto clock : clocks)
        if (!variables_->declare(std::string(clock), pugi::xpath_type_number))
            throw std::bad_alloc();
}

std::shared_ptr<const Expression> Compiler::compile(const yaml::Node& text, const Scope& scope,
                                                    Wanted wanted) {
    if (text.kind != yaml::Node::Kind::scalar || text.plain) {
        problems_.add(text.mark, "XPath is written in quotes: YAML cuts plain text at ' #'");
        return nullptr;
    }
    const auto outline = xpath::outline(text.text);
    for (const auto& problem : outline.problems)
        problems_.add_within(text, problem.offset, problem.message);
    if (wanted != Wanted::anything && outline.paths.empty() && outline.variables.empty())
        problems_.add(text.mark, "this XPath looks at nothing of the device");
    auto known = facts(text, outline, scope);
    if (!outline.problems.empty())
        return nullptr;
    try {
        auto expression =
            std::make_shared<const Expression>(text.text, std::move(known), variables_);
        check_type(text, *expression, wanted);
        return expression;
    } catch (const pugi::xpath_exception& failure) {
        const auto offset =
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(failure.result().offset, 0));
        problems_.add_within(text, offset,
                             "XPath does not compile: " + std::string(failure.what()));
        return nullptr;
    }
}

Expression::Facts Compiler::facts(const yaml::Node& text, const xpath::Outline& outline,
                                  const Scope& scope) {
    Expression::Facts facts;
    facts.sources = scope.context_sources;
    facts.names = outline.names;
    for (const auto& [name, offset] : outline.variables) {
        if (is_clock(name))
            continue;
        facts.variables.insert(name);
        if (const auto bound = scope.bound.find(name); bound != scope.bound.end())
            facts.sources.insert(bound->second.begin(), bound->second.end());
        else
            problems_.add_within(text, offset, "no variable $" + name + " here");
    }
    if (scope.has_context)
        facts.needed.emplace_back(".");
    for (const auto& path : outline.paths) {
        check_path(text, path, scope);
        if (!path.head.empty())
            facts.sources.insert(path.head.front());
        facts.needed.insert(facts.needed.end(), path.prefixes.begin(), path.prefixes.end());
    }
    return facts;
}

void Compiler::check_path(const yaml::Node& text, const xpath::Path& path, const Scope& scope) {
    const auto refuse = [&](std::string message) {
        problems_.add_within(text, path.offset, std::move(message));
    };
    if (path.relative_to_context && !scope.has_context)
        return refuse("there is no context node here: the path begins with '/' and its source");
    if (!path.absolute)
        return;
    if (path.head.empty())
        return refuse("an absolute path begins with the name of a source");
    if (std::find(sources_.begin(), sources_.end(), path.head.front()) == sources_.end())
        return refuse("'/" + path.head.front() + "' is no source that this control declares");
    if (path.head.front() == "configuration" && !is_read(path))
        refuse("'" + joined(path.head) + "' is not below what this control 'reads'");
}

bool Compiler::is_read(const xpath::Path& path) const {
    const auto head = joined(path.head);
    // The reader asks for these whatever a control reads; the root's attributes are the commit
    // stamp.
    if (head == "/configuration/version" || head == "/configuration/system/host-name")
        return true;
    if (path.attribute_after_head && path.head.size() == 1)
        return true;
    return std::any_of(reads_.begin(), reads_.end(),
                       [&](const std::string& read) { return is_at_or_below(head, read); });
}

void Compiler::check_type(const yaml::Node& text, const Expression& expression, Wanted wanted) {
    const auto type = expression.type();
    switch (wanted) {
    case Wanted::anything:
        return;
    case Wanted::nodes:
        if (type != pugi::xpath_type_node_set)
            problems_.add(text.mark, "this XPath must select nodes");
        return;
    case Wanted::truth:
        if (type != pugi::xpath_type_boolean && type != pugi::xpath_type_node_set)
            problems_.add(text.mark, "a test yields true or false, or selects nodes");
        return;
    case Wanted::number:
        if (type != pugi::xpath_type_number)
            problems_.add(text.mark, "this XPath must yield a number: number(…)");
        return;
    }
}

std::shared_ptr<const Expression> Compiler::bind(const yaml::Node& name, const yaml::Node& text,
                                                 Scope& scope) {
    if (is_clock(name.text) || is_built_in_name(name.text) || scope.bound.contains(name.text))
        problems_.add(name.mark, "'" + printable(name.text) + "' already has a meaning here");
    const bool well_named = xpath::lex("$" + name.text).tokens.size() == 1;
    if (!well_named)
        problems_.add(name.mark, "'" + printable(name.text) + "' is no name for a variable");
    auto expression = compile(text, scope, Wanted::anything);
    const auto type = expression ? expression->type() : pugi::xpath_type_node_set;
    if (!variables_->declare(name.text, type) && expression)
        problems_.add(name.mark, "elsewhere in this control '" + printable(name.text) +
                                     "' stands for a value of another type");
    scope.bound[name.text] = expression ? expression->facts().sources : std::set<std::string>();
    return expression;
}

Template Compiler::compile_template(const yaml::Node& text, const Scope& scope) {
    if (text.kind != yaml::Node::Kind::scalar || text.text.empty()) {
        problems_.add(text.mark, "a text is expected here");
        return {};
    }
    for (const auto& piece : pieces_of(text.text))
        if (piece.is_name && !is_built_in_name(piece.text) &&
            !scope.bound.contains(std::string(piece.text)))
            problems_.add(text.mark, piece.text.empty()
                                         ? "a brace that has no partner"
                                         : "no variable for {" + printable(piece.text) + "} here");
    return {text.text};
}

} // namespace junos_audit::policy
