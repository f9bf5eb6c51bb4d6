// SPDX-License-Identifier: Apache-2.0
#include "policy/evaluation.hpp"

#include "policy/evidence.hpp"
#include "policy/template.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace junos_audit::policy {

namespace {

/// 9999-12-31T23:59:59Z: the last instant that RFC 3339 can print.
constexpr double last_instant = 253402300799.0;

using Nodes = std::vector<pugi::xpath_node>;

double seconds(WallTime time) {
    return static_cast<double>(time.time_since_epoch().count());
}

} // namespace

Evaluation::Evaluation(const Control& control, const snapshot::Readings& readings)
    : control_(control)
    , variables_(*control.variables)
    , ground_(control, readings) {
    const auto auditor = readings.clocks.auditor;
    const auto device = readings.clocks.device.value_or(auditor);
    variables_.set_number("now-earliest", seconds(std::min(auditor, device)));
    variables_.set_number("now-latest", seconds(std::max(auditor, device)));
}

void Evaluation::run() {
    if (applies())
        for (const auto& check : control_.checks)
            judge(check, ground_.root());
    add_caveats();
}

Verdict Evaluation::verdict() {
    return conclude(std::move(findings_), examined_.size(), holds_until_);
}

Evaluation::Said Evaluation::both(Said a, Said b) {
    if (!a || !b)
        return a ? a : b;
    return worse(*a, *b);
}

// --- does it apply ---

bool Evaluation::applies() {
    return std::all_of(control_.applies.begin(), control_.applies.end(),
                       [this](const Applicability& rule) { return applies(rule); });
}

bool Evaluation::applies(const Applicability& rule) {
    if (missing(*rule.select))
        return false;
    const auto selected = rule.select->nodes(ground_.root());
    if (rule.kind == Applicability::Kind::present)
        return !selected.empty() || !stops_at_nothing(rule);
    if (selected.empty())
        return !hidden(*rule.select, ground_.root());
    auto finding = plain_finding(Outcome::notapplicable, rule.code,
                                 say(rule.say, variables_, selected.front()));
    finding.evidence = collect(selected, {}, {});
    doubt_seen(finding, *rule.select);
    add(std::move(finding));
    return false;
}

bool Evaluation::stops_at_nothing(const Applicability& rule) {
    if (hidden(*rule.select, ground_.root()) || missing(*rule.witness))
        return true;
    const auto witness = rule.witness->nodes(ground_.root());
    if (no_witness(*rule.witness, witness))
        return true;
    auto finding = plain_finding(Outcome::notapplicable, rule.code,
                                 say(rule.say, variables_, witness.front()));
    finding.evidence = collect(witness, {}, {});
    doubt(finding, *rule.select);
    add(std::move(finding));
    return true;
}

// --- the three forms ---

Evaluation::Said Evaluation::judge(const Check& check, pugi::xpath_node context) {
    if (const auto said = missing(*check.select))
        return said;
    switch (check.kind) {
    case Check::Kind::each:
        return judge_each(check, context);
    case Check::Kind::present:
        return judge_present(check, context);
    case Check::Kind::absent:
        return judge_absent(check, context);
    }
    return std::nullopt;
}

Evaluation::Said Evaluation::judge_each(const Check& check, pugi::xpath_node context) {
    // That there are no more nodes than these is itself an absence.
    rest_on(*check.select);
    auto said = hidden(*check.select, context);
    const auto nodes = check.select->nodes(context);
    if (nodes.empty())
        return said ? said : judge_emptiness(check, context);
    examine(nodes);
    for (const auto& node : nodes) {
        if (const auto limit = exhausted())
            return both(said, limit);
        said = both(said, judge_node(check, node));
    }
    return said;
}

Evaluation::Said Evaluation::judge_emptiness(const Check& check, pugi::xpath_node context) {
    if (check.code.empty()) {
        if (check.empty == Outcome::notapplicable)
            return std::nullopt;
        return add(plain_finding(check.empty, "nothing-examined",
                                 "Nothing is there to be judged: " + check.select->text() + "."));
    }
    return fail_of(check, context, {});
}

/// What present, absent and an empty each say when they do not hold; `nodes` are those that should
/// not be there.
Evaluation::Said Evaluation::fail_of(const Check& check, pugi::xpath_node context,
                                     const Nodes& nodes) {
    auto evidence = nodes;
    if (evidence.empty() && check.witness) {
        if (const auto said = missing(*check.witness))
            return said;
        evidence = check.witness->nodes(context);
        if (const auto said = no_witness(*check.witness, evidence))
            return said;
    }
    if (evidence.empty())
        evidence.push_back(context);
    const auto outcome = check.kind == Check::Kind::each ? check.empty : Outcome::fail;
    auto finding = plain_finding(outcome, check.code, say(check.say, variables_, evidence.front()));
    finding.node = cluster_node_of(evidence.front());
    finding.evidence = collect(evidence, {}, {});
    finding.fix = command_lines(check.fix, variables_, evidence.front());
    if (check.absence || outcome == Outcome::notapplicable)
        doubt(finding, *check.select);
    return add(std::move(finding));
}

Evaluation::Said Evaluation::judge_present(const Check& check, pugi::xpath_node context) {
    const auto nodes = check.select->nodes(context);
    if (nodes.empty()) {
        const auto said = hidden(*check.select, context);
        return said ? said : fail_of(check, context, {});
    }
    rest_on(*check.select);
    examine(nodes);
    return prove(check, nodes.front(), nodes);
}

Evaluation::Said Evaluation::judge_absent(const Check& check, pugi::xpath_node context) {
    const auto nodes = check.select->nodes(context);
    if (!nodes.empty()) {
        examine(nodes);
        Said said;
        for (const auto& node : nodes) {
            if (const auto limit = exhausted())
                return both(said, limit);
            said = both(said, fail_of(check, node, {node}));
        }
        return said;
    }
    if (const auto said = hidden(*check.select, context))
        return said;
    if (const auto said = missing(*check.witness))
        return said;
    const auto witness = check.witness->nodes(context);
    if (const auto said = no_witness(*check.witness, witness))
        return said;
    rest_on(*check.select);
    rest_on(*check.witness);
    examine(witness);
    return prove(check, witness.front(), witness);
}

// --- one node of an each ---

Evaluation::Said Evaluation::judge_node(const Check& check, pugi::xpath_node node) {
    bind(check, node);
    Said said;
    for (const auto& requirement : check.require)
        said = both(said, judge_requirement(requirement, node));
    for (const auto& rule : check.note)
        judge_note(rule, node);
    if (said)
        return said;
    for (const auto& nested : check.then) {
        said = both(said, judge(nested, node));
        bind(check, node); // a nested check of the same names may have written over ours
    }
    if (said && worse(*said, Outcome::pass) != Outcome::pass)
        return said;
    if (check.proof || check.then.empty())
        return both(said, prove(check, node, {node}));
    if (said)
        return said;
    return add(plain_finding(Outcome::unknown, "nothing-examined",
                             "No check looked further at " + evidence_of(node).path + "."));
}

void Evaluation::bind(const Check& check, pugi::xpath_node node) {
    for (const auto& [name, expression] : check.let) {
        hidden_variables_.erase(name);
        if (ground_.missing(*expression)) {
            variables_.clear(name); // whatever uses it says so
            continue;
        }
        variables_.assign(name, expression->query(), node);
        if (const auto veiled = hidden_node(*expression, node))
            hidden_variables_[name] = veiled;
    }
}

Evaluation::Said Evaluation::judge_requirement(const Requirement& requirement,
                                               pugi::xpath_node node) {
    if (const auto said = missing(*requirement.test))
        return said;
    if (const auto said = hidden(*requirement.test, node))
        return said;
    if (requirement.test->holds(node)) {
        rest_on(*requirement.test);
        return std::nullopt;
    }
    auto finding = plain_finding(requirement.otherwise, requirement.code,
                                 say(requirement.say, variables_, node));
    finding.node = cluster_node_of(node);
    finding.evidence = collect({node}, requirement.evidence, node);
    finding.fix = command_lines(requirement.fix, variables_, node);
    if (requirement.absence)
        doubt(finding, *requirement.test);
    return add(std::move(finding));
}

Evaluation::Said Evaluation::prove(const Check& check, pugi::xpath_node context,
                                   const Nodes& nodes) {
    auto finding = plain_finding(Outcome::pass, "holds", "Every requirement holds.");
    finding.node = cluster_node_of(context);
    if (!check.proof) {
        finding.evidence = collect(nodes, {}, context);
        return add(std::move(finding));
    }
    finding.code = check.proof->code;
    finding.message = say(check.proof->say, variables_, context);
    finding.evidence = collect(nodes, check.proof->evidence, context);
    if (check.proof->until) {
        if (const auto said = missing(*check.proof->until))
            return said;
        const auto until = check.proof->until->number(context);
        if (!(until >= 0 && until <= last_instant))
            return add(plain_finding(
                Outcome::unknown, "not-a-number",
                "It cannot be told until when this holds: " + check.proof->until->text() + "."));
        const WallTime instant{std::chrono::seconds(static_cast<std::int64_t>(until))};
        holds_until_ = std::min(holds_until_.value_or(instant), instant);
    }
    return add(std::move(finding));
}

void Evaluation::judge_note(const NoteRule& rule, pugi::xpath_node node) {
    Advice advice;
    advice.code = "advice-not-available";
    if (const auto gap = ground_.missing(*rule.when)) {
        advice.message = "Whether '" + rule.code + "' is to be said is not known: " + gap->message;
    } else if (const auto veiled = hidden_node(*rule.when, node)) {
        advice.message =
            "Whether '" + rule.code + "' is to be said is not known: the device hides a value.";
        advice.evidence = collect({veiled}, {}, {});
    } else if (rule.when->holds(node)) {
        advice.code = rule.code;
        advice.message = say(rule.say, variables_, node);
        advice.node = cluster_node_of(node);
        advice.evidence = collect({node}, rule.evidence, node);
        advice.fix = command_lines(rule.fix, variables_, node);
    } else {
        return;
    }
    if (std::find(notes_.begin(), notes_.end(), advice) == notes_.end())
        notes_.push_back(std::move(advice));
}

} // namespace junos_audit::policy
