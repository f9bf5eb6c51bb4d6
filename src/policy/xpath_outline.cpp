// SPDX-License-Identifier: Apache-2.0
#include "policy/xpath_outline.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::policy::xpath {

namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 24> functions{"boolean",
                                                     "ceiling",
                                                     "concat",
                                                     "contains",
                                                     "count",
                                                     "false",
                                                     "floor",
                                                     "last",
                                                     "local-name",
                                                     "name",
                                                     "normalize-space",
                                                     "not",
                                                     "number",
                                                     "position",
                                                     "round",
                                                     "starts-with",
                                                     "string",
                                                     "string-length",
                                                     "substring",
                                                     "substring-after",
                                                     "substring-before",
                                                     "sum",
                                                     "translate",
                                                     "true"};
constexpr std::array<std::string_view, 5> axes{"attribute", "child", "descendant",
                                               "descendant-or-self", "self"};

template <class Range>
bool holds(const Range& range, std::string_view word) {
    return std::find(range.begin(), range.end(), word) != range.end();
}

class Outliner {
public:
    explicit Outliner(std::string_view text)
        : text_(text) {
        auto lexed = lex(text);
        tokens_ = std::move(lexed.tokens);
        if (lexed.problem)
            out_.problems.push_back(*lexed.problem);
    }

    Outline run() {
        while (at_ < tokens_.size()) {
            expression({});
            if (at_ < tokens_.size())
                ++at_; // a bracket without its partner: pugixml will say so
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] bool is(Kind kind) const {
        return at_ < tokens_.size() && tokens_[at_].kind == kind;
    }
    [[nodiscard]] std::size_t offset() const {
        return at_ < tokens_.size() ? tokens_[at_].offset : text_.size();
    }
    void refuse(std::string message) { out_.problems.push_back({offset(), std::move(message)}); }

    /// Everything up to a closing bracket or the end. `base` is the path whose predicate this is,
    /// or empty.
    void expression(const std::string& base) {
        while (at_ < tokens_.size() && !is(Kind::close_parenthesis) && !is(Kind::close_bracket))
            operand(base);
    }

    void operand(const std::string& base) {
        switch (tokens_[at_].kind) {
        case Kind::operation:
        case Kind::value:
        case Kind::comma:
            ++at_;
            return;
        case Kind::call:
            if (tokens_[at_].text == "node")
                return path(base);
            return call(base);
        case Kind::open_parenthesis:
            return parenthesis(base);
        case Kind::variable:
            return variable();
        case Kind::name:
        case Kind::star:
        case Kind::axis:
        case Kind::slash:
        case Kind::double_slash:
        case Kind::at:
        case Kind::dot:
        case Kind::dot_dot:
        case Kind::open_bracket:
        case Kind::close_parenthesis:
        case Kind::close_bracket:
            return path(base);
        }
    }

    void call(const std::string& base) {
        const auto name = tokens_[at_].text;
        if (name == "text" || name == "comment" || name == "processing-instruction")
            refuse("a step " + std::string(name) + "(): take the string value of the element");
        else if (!holds(functions, name))
            refuse("unknown function '" + std::string(name) + "'");
        ++at_;
        group(base);
        if (is(Kind::open_bracket) || is(Kind::slash) || is(Kind::double_slash))
            refuse("a path that begins with a function");
    }

    /// "( … )"
    void group(const std::string& base) {
        if (!is(Kind::open_parenthesis))
            return;
        ++at_;
        expression(base);
        if (is(Kind::close_parenthesis))
            ++at_;
    }

    void parenthesis(const std::string& base) {
        Path path;
        path.offset = offset();
        group(base);
        if (!is(Kind::open_bracket) && !is(Kind::slash) && !is(Kind::double_slash))
            return;
        if (!base.empty())
            return refuse("a path that begins with a parenthesis inside a predicate");
        std::string text(text_.substr(path.offset, tokens_[at_ - 1].offset + 1 - path.offset));
        steps(std::move(path), std::move(text), false);
    }

    void variable() {
        Path path;
        path.offset = offset();
        out_.variables.emplace_back(tokens_[at_].text, offset());
        std::string text = "$" + std::string(tokens_[at_].text);
        ++at_;
        if (is(Kind::open_bracket) || is(Kind::slash) || is(Kind::double_slash))
            steps(std::move(path), std::move(text), false);
    }

    void path(const std::string& base) {
        Path path;
        path.offset = offset();
        path.absolute = is(Kind::slash) || is(Kind::double_slash);
        path.relative_to_context = !path.absolute && base.empty();
        if (is(Kind::double_slash))
            refuse("'//' at the head of a path: say which source is meant");
        const auto before = at_;
        const bool rooted = path.absolute;
        steps(std::move(path), rooted ? std::string() : base, !rooted);
        if (at_ == before)
            ++at_; // never stand still
    }

    /// The steps that follow `text`, each with its predicates. `first`: the next token is a step,
    /// not a slash.
    void steps(Path path, std::string text, bool first) {
        bool spelled_out = path.absolute;
        if (!first)
            predicates(text);
        while (first || is(Kind::slash) || is(Kind::double_slash)) {
            if (!first || !text.empty())
                text += is(Kind::double_slash) ? "//" : "/";
            if (is(Kind::double_slash)) {
                spelled_out = false;
                if (depth_ > 0)
                    refuse("'//' inside a predicate: its cost is the square of the answer's size");
            }
            if (!first)
                ++at_;
            first = false;
            if (!step(path, text, spelled_out))
                break;
            path.prefixes.push_back(text);
            ++path.steps;
            predicates(text);
        }
        if (path.absolute && path.steps == 0)
            refuse("'/' alone names no source");
        out_.paths.push_back(std::move(path));
    }

    /// Appends one step to `text`; false when there is none.
    bool step(Path& path, std::string& text, bool& spelled_out) {
        bool attribute = false;
        bool child_axis = true;
        if (is(Kind::at)) {
            attribute = true;
            text += '@';
            ++at_;
        } else if (is(Kind::axis)) {
            if (!holds(axes, tokens_[at_].text))
                refuse("the axis '" + std::string(tokens_[at_].text) +
                       "': a path only goes down from where it stands");
            attribute = tokens_[at_].text == "attribute";
            child_axis = tokens_[at_].text == "child";
            text += std::string(tokens_[at_].text) + "::";
            ++at_;
        }
        if (is(Kind::name)) {
            const std::string name(tokens_[at_].text);
            out_.names.insert(name);
            if (spelled_out && child_axis && !attribute)
                path.head.push_back(name);
            else if (spelled_out && attribute && path.head.size() == path.steps)
                path.attribute_after_head = true;
        } else if (is(Kind::call)) {
            return node_type(text, spelled_out);
        } else if (is(Kind::dot_dot)) {
            refuse("'..': a path only goes down from where it stands");
        } else if (!is(Kind::star) && !is(Kind::dot)) {
            return false;
        }
        if (!is(Kind::name) || !child_axis || attribute)
            spelled_out = false;
        text += tokens_[at_].text;
        ++at_;
        return true;
    }

    bool node_type(std::string& text, bool& spelled_out) {
        if (tokens_[at_].text != "node")
            refuse("a step " + std::string(tokens_[at_].text) +
                   "(): take the string value of the element");
        spelled_out = false;
        text += std::string(tokens_[at_].text) + "()";
        ++at_;
        group({});
        return true;
    }

    void predicates(const std::string& base) {
        while (is(Kind::open_bracket)) {
            ++at_;
            ++depth_;
            expression(base);
            --depth_;
            if (is(Kind::close_bracket))
                ++at_;
        }
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    Outline out_;
};

} // namespace

Outline outline(std::string_view expression) {
    return Outliner(expression).run();
}

} // namespace junos_audit::policy::xpath
