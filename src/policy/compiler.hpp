// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/yaml.hpp"
#include "junos_audit/policy/control.hpp"
#include "policy/expression.hpp"
#include "policy/fields.hpp"
#include "policy/xpath_outline.hpp"

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::policy {

/// The sources that a control may declare: what docs/verdicts.md describes below the document node.
[[nodiscard]] std::span<const std::string_view> known_sources();

/// What an expression can see where it stands.
struct Scope {
    std::map<std::string, std::set<std::string>>
        bound; ///< names, and the sources that each rests on
    std::set<std::string> context_sources;
    bool has_context = false;
};

/// What an expression must yield.
enum class Wanted { anything, nodes, truth, number };

/// Compiles the expressions of one control and checks what pugixml does not.
class Compiler {
public:
    Compiler(std::vector<std::string> sources, std::vector<std::string> reads, Problems& problems);

    /// Null when something was wrong; then it was reported.
    std::shared_ptr<const Expression> compile(const yaml::Node& text, const Scope& scope,
                                              Wanted wanted);
    /// Binds `name` in `scope` to the value of `text`.
    std::shared_ptr<const Expression> bind(const yaml::Node& name, const yaml::Node& text,
                                           Scope& scope);
    /// Checks the names in braces.
    Template compile_template(const yaml::Node& text, const Scope& scope);

    [[nodiscard]] const std::shared_ptr<Variables>& variables() const { return variables_; }

private:
    Expression::Facts facts(const yaml::Node& text, const xpath::Outline& outline,
                            const Scope& scope);
    void check_path(const yaml::Node& text, const xpath::Path& path, const Scope& scope);
    [[nodiscard]] bool is_read(const xpath::Path& path) const;
    void check_type(const yaml::Node& text, const Expression& expression, Wanted wanted);

    std::vector<std::string> sources_;
    std::vector<std::string> reads_;
    Problems& problems_;
    std::shared_ptr<Variables> variables_;
};

} // namespace junos_audit::policy
