// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/outcome.hpp"

#include "junos_audit/base/require.hpp"

namespace junos_audit::policy {

std::string_view to_word(Outcome outcome) {
    switch (outcome) {
    case Outcome::notapplicable:
        return "notapplicable";
    case Outcome::pass:
        return "pass";
    case Outcome::unknown:
        return "unknown";
    case Outcome::error:
        return "error";
    case Outcome::fail:
        return "fail";
    }
    require(false, "an Outcome has one of its five values");
    return {};
}

std::optional<Outcome> outcome_from_word(std::string_view word) {
    for (const auto outcome : outcomes)
        if (to_word(outcome) == word)
            return outcome;
    return std::nullopt;
}

} // namespace junos_audit::policy
