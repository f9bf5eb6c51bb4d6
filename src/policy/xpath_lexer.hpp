// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// XPath 1.0 cut into tokens (XPath 1.0 §3.7), for what pugixml does not tell: which names,
/// variables and paths an expression holds. Compiling it stays pugixml's.
namespace junos_audit::policy::xpath {

struct Token {
    enum class Kind {
        name,      ///< of an element or attribute, without prefix
        star,      ///< as a name test
        axis,      ///< the name before "::", which is part of it
        call,      ///< the name before "(", which is not part of it
        variable,  ///< without "$"
        operation, ///< and or mod div * = != < <= > >= + - |
        value,     ///< number or literal
        slash,
        double_slash,
        at,
        dot,
        dot_dot,
        comma,
        open_parenthesis,
        close_parenthesis,
        open_bracket,
        close_bracket,
    };
    Kind kind;
    std::string_view text;
    std::size_t offset = 0;
};

struct Problem {
    std::size_t offset = 0; ///< in the expression, from 0
    std::string message;
};

struct Lexed {
    std::vector<Token> tokens;
    std::optional<Problem>
        problem; ///< the first thing that is no token of ours: a prefix, a stray character
};

[[nodiscard]] Lexed lex(std::string_view expression);

} // namespace junos_audit::policy::xpath
