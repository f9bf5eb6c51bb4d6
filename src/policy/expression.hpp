// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/xpath_lexer.hpp"

#include <pugixml.hpp>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::policy {

/// The values that a control's expressions see as $name. One set for each control, shared by its
/// compiled expressions and overwritten while it is judged: a control is judged by one thread at a
/// time.
class Variables {
public:
    /// False when the name already stands for another type.
    [[nodiscard]] bool declare(const std::string& name, pugi::xpath_value_type type);
    void set_number(const std::string& name, double value);
    /// Evaluates `query` and keeps its value under `name`, which was declared with the query's
    /// type.
    void assign(const std::string& name, const pugi::xpath_query& query, pugi::xpath_node context);
    /// The declared type's nothing: no nodes, "", false, NaN.
    void clear(const std::string& name);
    /// As text for people; of a node-set the first node's.
    [[nodiscard]] std::string text(const std::string& name) const;

    [[nodiscard]] pugi::xpath_variable_set& set() { return set_; }

private:
    pugi::xpath_variable_set set_;
};

/// A compiled XPath, with what the loader found out about it. Evaluation throws what pugixml throws
/// (xpath_exception, bad_alloc) and nothing else.
class Expression {
public:
    struct Facts {
        std::set<std::string> sources;   ///< whatever it rests on: own paths, variables', context's
        std::set<std::string> names;     ///< of elements and attributes
        std::set<std::string> variables; ///< without the two clocks
        std::vector<std::string> needed; ///< every path that it looks along (xpath::Path::prefixes)
    };

    /// Throws pugi::xpath_exception when it does not compile.
    Expression(std::string text, Facts facts, std::shared_ptr<Variables> variables);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const Facts& facts() const { return facts_; }
    [[nodiscard]] pugi::xpath_value_type type() const { return query_.return_type(); }
    [[nodiscard]] const pugi::xpath_query& query() const { return query_; }

    [[nodiscard]] bool holds(pugi::xpath_node context) const;
    [[nodiscard]] double number(pugi::xpath_node context) const;
    /// In document order. Only for an expression whose type is a node-set.
    [[nodiscard]] std::vector<pugi::xpath_node> nodes(pugi::xpath_node context) const;
    /// Elements with @hidden that it would look at or pass through; conservative: predicates are
    /// not applied.
    [[nodiscard]] std::vector<pugi::xpath_node> hidden(pugi::xpath_node context) const;

private:
    std::string text_;
    Facts facts_;
    std::shared_ptr<Variables> variables_;
    pugi::xpath_query query_;
    std::vector<pugi::xpath_query> needed_;
};

} // namespace junos_audit::policy
