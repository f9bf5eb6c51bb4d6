// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/control.hpp"
#include "junos_audit/policy/verdict.hpp"
#include "junos_audit/snapshot/readings.hpp"
#include "policy/expression.hpp"
#include "policy/ground.hpp"

#include <pugixml.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace junos_audit::policy {

/// One control being judged on one device. Used once. May throw what pugixml throws.
class Evaluation {
public:
    Evaluation(const Control& control, const snapshot::Readings& readings);

    void run();
    [[nodiscard]] Verdict verdict();
    [[nodiscard]] std::vector<Advice> notes() { return std::move(notes_); }

private:
    /// The most serious thing that a part of the control said; nothing when it said nothing.
    using Said = std::optional<Outcome>;
    using Expressions = std::vector<std::shared_ptr<const Expression>>;
    static Said both(Said a, Said b);

    bool applies();
    bool applies(const Applicability& rule);
    bool stops_at_nothing(const Applicability& rule);

    Said judge(const Check& check, pugi::xpath_node context);
    Said judge_each(const Check& check, pugi::xpath_node context);
    Said judge_present(const Check& check, pugi::xpath_node context);
    Said judge_absent(const Check& check, pugi::xpath_node context);
    Said judge_emptiness(const Check& check, pugi::xpath_node context);
    Said judge_node(const Check& check, pugi::xpath_node node);
    Said judge_requirement(const Requirement& requirement, pugi::xpath_node node);
    Said fail_of(const Check& check, pugi::xpath_node context,
                 const std::vector<pugi::xpath_node>&);
    Said prove(const Check& check, pugi::xpath_node context, const std::vector<pugi::xpath_node>&);
    void judge_note(const NoteRule& rule, pugi::xpath_node node);
    void bind(const Check& check, pugi::xpath_node node);

    /// Says why `expression` cannot be judged, if so.
    Said missing(const Expression& expression);
    Said hidden(const Expression& expression, pugi::xpath_node context);
    [[nodiscard]] pugi::xpath_node hidden_node(const Expression& expression,
                                               pugi::xpath_node context) const;
    /// No node of the witness: an emptiness means nothing.
    Said no_witness(const Expression& witness, const std::vector<pugi::xpath_node>& nodes);

    /// Whether as much was said as one control may say. From then on nothing is judged any more.
    Said exhausted();
    Said add(Finding finding);
    /// Once for each key, however often it comes up.
    Said add_once(const std::string& key, Finding finding);
    /// A finding that rests on something missing is unknown while its source is doubted.
    void doubt(Finding& finding, const Expression& expression);
    /// The same for one that rests on something seen: a doubt may be about that as well.
    void doubt_seen(Finding& finding, const Expression& expression);
    static void doubt(Finding& finding, const snapshot::Caveat* caveat);
    [[nodiscard]] std::vector<Evidence> collect(const std::vector<pugi::xpath_node>& nodes,
                                                const Expressions& expressions,
                                                pugi::xpath_node context) const;
    void rest_on(const Expression& expression);
    void examine(const std::vector<pugi::xpath_node>& nodes);
    void add_caveats();

    const Control& control_;
    Variables& variables_;
    Ground ground_;
    std::map<std::string, pugi::xpath_node> hidden_variables_;
    std::vector<Finding> findings_;
    std::vector<Advice> notes_;
    std::map<std::string, Outcome> said_once_;
    std::set<std::string> rests_on_;
    std::set<std::pair<const void*, const void*>> examined_;
    std::optional<WallTime> holds_until_;
};

} // namespace junos_audit::policy
