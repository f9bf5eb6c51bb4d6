// SPDX-License-Identifier: Apache-2.0
#include "policy/ground.hpp"

#include "junos_audit/base/failure.hpp"
#include "junos_audit/base/overload.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace junos_audit::policy {

namespace {

const std::string not_captured(to_word(FailureCode::not_captured));

bool covers(const std::string& filter, const std::string& path) {
    return path == filter || path.starts_with(filter + "/");
}

bool any_hidden(pugi::xml_node root) {
    return !root.find_node([](pugi::xml_node node) { return !node.attribute("hidden").empty(); })
                .empty();
}

} // namespace

Finding plain_finding(Outcome outcome, std::string code, std::string message) {
    Finding finding;
    finding.outcome = outcome;
    finding.code = std::move(code);
    finding.message = std::move(message);
    return finding;
}

Ground::Ground(const Control& control, const snapshot::Readings& readings)
    : control_(control)
    , readings_(readings)
    , has_hidden_(any_hidden(root())) {}

pugi::xml_node Ground::root() const {
    static const pugi::xml_document nothing;
    return readings_.tree ? readings_.tree->dom() : nothing;
}

std::optional<Finding> Ground::missing(const Expression& expression) const {
    for (const auto& source : expression.facts().sources)
        if (auto finding = missing(source))
            return finding;
    return std::nullopt;
}

std::optional<Finding> Ground::missing(const std::string& source) const {
    const auto not_asked = [&] {
        return plain_finding(Outcome::error, not_captured,
                             "The device was not asked for " + source + ".");
    };
    const auto found = readings_.sources.find(source);
    if (found == readings_.sources.end())
        return not_asked();
    return std::visit(
        overload{
            [&](const snapshot::Understood& understood) {
                return source == "configuration" ? uncovered(understood) : std::optional<Finding>();
            },
            [](const snapshot::Unreadable& unreadable) -> std::optional<Finding> {
                return plain_finding(Outcome::unknown, unreadable.code, unreadable.message);
            },
            [](const snapshot::Refused& refused) -> std::optional<Finding> {
                return plain_finding(Outcome::error, refused.code, refused.message);
            },
            [](const snapshot::Failed& failed) -> std::optional<Finding> {
                return plain_finding(Outcome::error, std::string(to_word(failed.failure.code)),
                                     failed.failure.message);
            },
            [&](const snapshot::NotAsked&) -> std::optional<Finding> { return not_asked(); },
        },
        found->second);
}

std::optional<Finding> Ground::uncovered(const snapshot::Understood& understood) const {
    for (const auto& path : control_.reads)
        if (std::none_of(understood.filter.begin(), understood.filter.end(),
                         [&](const std::string& filter) { return covers(filter, path); }))
            return plain_finding(Outcome::error, not_captured,
                                 "The device was not asked for " + path + ".");
    return std::nullopt;
}

std::span<const snapshot::Caveat> Ground::caveats(std::string_view source) const {
    const auto found = readings_.sources.find(source);
    if (found == readings_.sources.end())
        return {};
    const auto* understood = std::get_if<snapshot::Understood>(&found->second);
    return understood != nullptr ? std::span<const snapshot::Caveat>(understood->caveats)
                                 : std::span<const snapshot::Caveat>();
}

const snapshot::Caveat* Ground::doubt(const Expression& expression) const {
    for (const auto& source : expression.facts().sources)
        if (const auto doubts = caveats(source); !doubts.empty())
            return &doubts.front();
    return nullptr;
}

const snapshot::Caveat* Ground::doubt_of_seen(const Expression& expression) const {
    for (const auto& source : expression.facts().sources)
        for (const auto& caveat : caveats(source))
            if (caveat.reach == snapshot::Reach::everything)
                return &caveat;
    return nullptr;
}

} // namespace junos_audit::policy
