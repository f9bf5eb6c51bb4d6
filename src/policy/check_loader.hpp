// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"
#include "policy/compiler.hpp"
#include "policy/fields.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace junos_audit::policy {

/// Reads the entries of `applies` and `checks`.
class CheckLoader {
public:
    CheckLoader(Compiler& compiler, Problems& problems)
        : compiler_(compiler)
        , problems_(problems) {}

    Applicability load_applicability(const yaml::Node& node);
    Check load_check(const yaml::Node& node, const Scope& outer);

private:
    Check load_each(const yaml::Node& node, const Scope& outer);
    Check load_present(const yaml::Node& node, const Scope& outer);
    Check load_absent(const yaml::Node& node, const Scope& outer);
    void load_empty(Check& check, Fields& fields, const Scope& outer);
    void load_let(Check& check, const Fields& fields, Scope& inner);
    void load_verdict(Check& check, Fields& fields, const Scope& scope);
    void load_witness(Check& check, Fields& fields, const Scope& scope);
    void load_proof(Check& check, const Fields& fields, const Scope& scope);
    Requirement load_requirement(const yaml::Node& node, const Scope& scope);
    NoteRule load_note(const yaml::Node& node, const Scope& scope);

    std::shared_ptr<const Expression> expression(Fields& fields, std::string_view key,
                                                 const Scope& scope, Wanted wanted);
    Template text(Fields& fields, std::string_view key, const Scope& scope);
    std::vector<Template> texts(Fields& fields, std::string_view key, const Scope& scope);
    std::vector<std::shared_ptr<const Expression>> evidence(Fields& fields, const Scope& scope);

    Compiler& compiler_;
    Problems& problems_;
};

} // namespace junos_audit::policy
