// SPDX-License-Identifier: Apache-2.0
// What stands between an expression and its verdict: missing sources, hidden values, doubts,
// evidence.
#include "policy/evaluation.hpp"

#include "policy/evidence.hpp"

#include "junos_audit/base/failure.hpp"
#include "junos_audit/base/limits.hpp"

#include <algorithm>

namespace junos_audit::policy {

namespace {

constexpr std::size_t evidence_max = 64; // of one finding; the first ones tell as much as all

}

Evaluation::Said Evaluation::missing(const Expression& expression) {
    auto finding = ground_.missing(expression);
    if (!finding)
        return std::nullopt;
    const auto key = finding->code + '\n' + finding->message;
    return add_once(key, std::move(*finding));
}

pugi::xpath_node Evaluation::hidden_node(const Expression& expression,
                                         pugi::xpath_node context) const {
    if (!ground_.has_hidden_values())
        return {};
    for (const auto& name : expression.facts().variables)
        if (const auto found = hidden_variables_.find(name); found != hidden_variables_.end())
            return found->second;
    const auto nodes = expression.hidden(context);
    return nodes.empty() ? pugi::xpath_node() : nodes.front();
}

Evaluation::Said Evaluation::hidden(const Expression& expression, pugi::xpath_node context) {
    const auto node = hidden_node(expression, context);
    if (!node)
        return std::nullopt;
    auto finding = plain_finding(Outcome::unknown, "value-hidden",
                                 "The device hides a value from this login that is needed here.");
    finding.node = cluster_node_of(node);
    finding.evidence = collect({node}, {}, {});
    const auto key = "hidden\n" + finding.evidence.front().path;
    return add_once(key, std::move(finding));
}

Evaluation::Said Evaluation::no_witness(const Expression& witness,
                                        const std::vector<pugi::xpath_node>& nodes) {
    if (!nodes.empty())
        return std::nullopt;
    return add_once("witness\n" + witness.text(),
                    plain_finding(Outcome::unknown, "witness-missing",
                                  "What would show that the answer is complete is not in it: " +
                                      witness.text() + "."));
}

Evaluation::Said Evaluation::exhausted() {
    if (findings_.size() + notes_.size() < limits::findings_per_control_max)
        return std::nullopt;
    return add_once("limit",
                    plain_finding(Outcome::error, std::string(to_word(FailureCode::limit_exceeded)),
                                  "There is more to judge than one control may say: after " +
                                      std::to_string(limits::findings_per_control_max) +
                                      " findings and notes the rest was not looked at."));
}

Evaluation::Said Evaluation::add(Finding finding) {
    if (const auto limit = exhausted())
        return limit;
    const auto outcome = finding.outcome;
    findings_.push_back(std::move(finding));
    return outcome;
}

Evaluation::Said Evaluation::add_once(const std::string& key, Finding finding) {
    const auto [said, is_new] = said_once_.emplace(key, finding.outcome);
    if (is_new)
        findings_.push_back(std::move(finding));
    return said->second;
}

void Evaluation::doubt(Finding& finding, const Expression& expression) {
    doubt(finding, ground_.doubt(expression));
}

void Evaluation::doubt_seen(Finding& finding, const Expression& expression) {
    doubt(finding, ground_.doubt_of_seen(expression));
}

void Evaluation::doubt(Finding& finding, const snapshot::Caveat* caveat) {
    if (caveat == nullptr)
        return;
    finding.outcome = Outcome::unknown;
    finding.code = caveat->code;
    finding.message += " That cannot be relied on: " + caveat->message;
    finding.fix.clear();
}

std::vector<Evidence> Evaluation::collect(const std::vector<pugi::xpath_node>& nodes,
                                          const Expressions& expressions,
                                          pugi::xpath_node context) const {
    std::vector<Evidence> evidence;
    const auto take = [&](pugi::xpath_node node) {
        const bool is_root = node.node() && node.node().type() == pugi::node_document;
        if (is_root || evidence.size() == evidence_max)
            return;
        auto piece = evidence_of(node);
        if (std::find(evidence.begin(), evidence.end(), piece) == evidence.end())
            evidence.push_back(std::move(piece));
    };
    for (const auto& node : nodes)
        take(node);
    for (const auto& expression : expressions)
        if (!ground_.missing(*expression))
            for (const auto& node : expression->nodes(context))
                take(node);
    return evidence;
}

void Evaluation::rest_on(const Expression& expression) {
    const auto& sources = expression.facts().sources;
    rests_on_.insert(sources.begin(), sources.end());
}

void Evaluation::examine(const std::vector<pugi::xpath_node>& nodes) {
    for (const auto& node : nodes)
        examined_.emplace(node.node().internal_object(), node.attribute().internal_object());
}

void Evaluation::add_caveats() {
    for (const auto& source : rests_on_)
        for (const auto& caveat : ground_.caveats(source))
            add_once("caveat\n" + caveat.code + '\n' + caveat.message,
                     plain_finding(Outcome::unknown, caveat.code, caveat.message));
}

} // namespace junos_audit::policy
