// SPDX-License-Identifier: Apache-2.0
#include "policy/xpath_lexer.hpp"

#include "junos_audit/base/printable.hpp"

#include <array>
#include <utility>

namespace junos_audit::policy::xpath {

namespace {

using Kind = Token::Kind;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(char c) {
    return starts_name(c) || is_digit(c) || c == '-' || c == '.';
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : text_(text) {}

    Lexed run() {
        for (skip_space(); at_ < text_.size() && !out_.problem; skip_space())
            next();
        return std::move(out_);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    void skip_space() {
        while (is_space(peek()))
            ++at_;
    }
    void emit(Kind kind, std::size_t length) {
        out_.tokens.push_back({kind, text_.substr(at_, length), at_});
        at_ += length;
    }
    void refuse(std::string message) { out_.problem = Problem{at_, std::move(message)}; }

    /// XPath 1.0 §3.7: after an operand `*` and a name are operators.
    [[nodiscard]] bool after_operand() const {
        if (out_.tokens.empty())
            return false;
        switch (out_.tokens.back().kind) {
        case Kind::name:
        case Kind::star:
        case Kind::variable:
        case Kind::value:
        case Kind::dot:
        case Kind::dot_dot:
        case Kind::close_parenthesis:
        case Kind::close_bracket:
            return true;
        case Kind::axis:
        case Kind::call:
        case Kind::operation:
        case Kind::slash:
        case Kind::double_slash:
        case Kind::at:
        case Kind::comma:
        case Kind::open_parenthesis:
        case Kind::open_bracket:
            return false;
        }
        return false;
    }

    [[nodiscard]] std::size_t name_length(std::size_t from) const {
        std::size_t length = 0;
        while (from + length < text_.size() && continues_name(text_[from + length]))
            ++length;
        return length;
    }

    void next() {
        const char c = peek();
        if (starts_name(c))
            name();
        else if (is_digit(c) || (c == '.' && is_digit(peek(1))))
            number();
        else if (c == '\'' || c == '"')
            literal(c);
        else if (c == '$')
            variable();
        else
            symbol(c);
    }

    void name() {
        const auto length = name_length(at_);
        if (after_operand())
            return emit(Kind::operation, length);
        auto after = at_ + length;
        while (after < text_.size() && is_space(text_[after]))
            ++after;
        const auto rest = text_.substr(after);
        if (rest.starts_with("::"))
            return axis(length, after + 2 - at_);
        if (rest.starts_with(":"))
            return refuse("a name with a prefix: the normalised tree has no namespaces");
        emit(rest.starts_with("(") ? Kind::call : Kind::name, length);
    }

    void axis(std::size_t length, std::size_t with_colons) {
        out_.tokens.push_back({Kind::axis, text_.substr(at_, length), at_});
        at_ += with_colons;
    }

    void number() {
        std::size_t length = 0;
        while (is_digit(peek(length)) || peek(length) == '.')
            ++length;
        emit(Kind::value, length);
    }

    void literal(char quote) {
        const auto end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos)
            return refuse("a literal that does not end");
        emit(Kind::value, end - at_ + 1);
    }

    void variable() {
        const auto length = name_length(at_ + 1);
        if (length == 0)
            return refuse("'$' without a name");
        out_.tokens.push_back({Kind::variable, text_.substr(at_ + 1, length), at_});
        at_ += length + 1;
    }

    void symbol(char c) {
        static constexpr std::array<std::pair<std::string_view, Kind>, 18> symbols{{
            {"!=", Kind::operation},
            {"<=", Kind::operation},
            {">=", Kind::operation},
            {"//", Kind::double_slash},
            {"..", Kind::dot_dot},
            {"/", Kind::slash},
            {".", Kind::dot},
            {"@", Kind::at},
            {",", Kind::comma},
            {"(", Kind::open_parenthesis},
            {")", Kind::close_parenthesis},
            {"[", Kind::open_bracket},
            {"]", Kind::close_bracket},
            {"=", Kind::operation},
            {"<", Kind::operation},
            {">", Kind::operation},
            {"+", Kind::operation},
            {"|", Kind::operation},
        }};
        if (c == '*')
            return emit(after_operand() ? Kind::operation : Kind::star, 1);
        if (c == '-')
            return emit(Kind::operation, 1);
        for (const auto& [spelling, kind] : symbols)
            if (text_.substr(at_).starts_with(spelling))
                return emit(kind, spelling.size());
        refuse("'" + printable(std::string_view(&c, 1)) + "' does not belong in an XPath");
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Lexed out_;
};

} // namespace

Lexed lex(std::string_view expression) {
    return Lexer(expression).run();
}

} // namespace junos_audit::policy::xpath
