// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"
#include "junos_audit/policy/verdict.hpp"
#include "junos_audit/snapshot/readings.hpp"
#include "policy/expression.hpp"

#include <pugixml.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace junos_audit::policy {

/// A finding without evidence.
[[nodiscard]] Finding plain_finding(Outcome outcome, std::string code, std::string message);

/// What a control's expressions stand on: which sources were understood, what is doubted about
/// them, what was hidden.
class Ground {
public:
    Ground(const Control& control, const snapshot::Readings& readings);

    [[nodiscard]] pugi::xml_node root() const;
    [[nodiscard]] bool has_hidden_values() const { return has_hidden_; }

    /// Why an expression cannot be judged: the first of its sources that was not understood.
    /// Nothing: it can.
    [[nodiscard]] std::optional<Finding> missing(const Expression& expression) const;
    /// Doubts about a source that was understood.
    [[nodiscard]] std::span<const snapshot::Caveat> caveats(std::string_view source) const;
    /// The first doubt about any source of an expression.
    [[nodiscard]] const snapshot::Caveat* doubt(const Expression& expression) const;
    /// The first doubt that touches also what an expression selects, not only what it does not.
    [[nodiscard]] const snapshot::Caveat* doubt_of_seen(const Expression& expression) const;

private:
    [[nodiscard]] std::optional<Finding> missing(const std::string& source) const;
    [[nodiscard]] std::optional<Finding> uncovered(const snapshot::Understood& understood) const;

    const Control& control_;
    const snapshot::Readings& readings_;
    bool has_hidden_ = false;
};

} // namespace junos_audit::policy
