// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/verdict.hpp"

#include "junos_audit/base/overload.hpp"
#include "junos_audit/base/require.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::policy {

namespace {

Outcome worst_of(const std::vector<Finding>& findings) {
    auto worst = Outcome::notapplicable;
    for (const auto& finding : findings)
        worst = worse(worst, finding.outcome);
    return worst;
}

bool proves(const Finding& finding) {
    return finding.outcome == Outcome::pass && !finding.evidence.empty();
}

bool fails_without_evidence(const Finding& finding) {
    return finding.outcome == Outcome::fail && finding.evidence.empty();
}

} // namespace

Pass::Pass(std::vector<Finding> proofs, std::size_t examined, std::optional<WallTime> holds_until)
    : proofs_(std::move(proofs))
    , examined_(examined)
    , holds_until_(holds_until) {
    require(!proofs_.empty() && examined_ > 0, "a pass has looked at something");
    require(std::all_of(proofs_.begin(), proofs_.end(), proves), "every proof names evidence");
}

Fail::Fail(std::vector<Finding> findings, std::size_t examined)
    : findings_(std::move(findings))
    , examined_(examined) {
    require(worst_of(findings_) == Outcome::fail, "a fail has a finding that fails");
    require(std::none_of(findings_.begin(), findings_.end(), fails_without_evidence),
            "every failing finding names evidence");
}

Undecided::Undecided(std::vector<Finding> findings, std::size_t examined)
    : findings_(std::move(findings))
    , examined_(examined) {
    require(!findings_.empty(), "a verdict has a reason");
    const auto worst = worst_of(findings_);
    require(worst != Outcome::pass && worst != Outcome::fail, "neither pass nor fail");
}

Outcome Undecided::outcome() const {
    return worst_of(findings_);
}

Outcome outcome_of(const Verdict& verdict) {
    return std::visit(overload{[](const Pass&) { return Outcome::pass; },
                               [](const Fail&) { return Outcome::fail; },
                               [](const Undecided& undecided) { return undecided.outcome(); }},
                      verdict);
}

const std::vector<Finding>& findings_of(const Verdict& verdict) {
    return std::visit(
        overload{[](const Pass& pass) -> const std::vector<Finding>& { return pass.proofs(); },
                 [](const auto& other) -> const std::vector<Finding>& { return other.findings(); }},
        verdict);
}

std::size_t examined_by(const Verdict& verdict) {
    return std::visit([](const auto& any) { return any.examined(); }, verdict);
}

Verdict conclude(std::vector<Finding> findings, std::size_t examined,
                 std::optional<WallTime> holds_until) {
    if (findings.empty())
        findings.push_back({.outcome = Outcome::unknown,
                            .code = "nothing-examined",
                            .message = "No check of this control found anything to look at.",
                            .node = {},
                            .evidence = {},
                            .fix = {}});
    switch (worst_of(findings)) {
    case Outcome::fail:
        return Fail(std::move(findings), examined);
    case Outcome::pass:
        std::erase_if(findings, [](const Finding& f) { return f.outcome != Outcome::pass; });
        return Pass(std::move(findings), examined, holds_until);
    case Outcome::notapplicable:
    case Outcome::unknown:
    case Outcome::error:
        break;
    }
    return Undecided(std::move(findings), examined);
}

} // namespace junos_audit::policy
