// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace junos_audit::policy {

/// The words of XCCDF 1.2, in ascending order of concern.
/// error: the source could not be had. unknown: it was had and does not settle the question.
enum class Outcome { notapplicable, pass, unknown, error, fail };

inline constexpr std::array outcomes{Outcome::notapplicable, Outcome::pass, Outcome::unknown,
                                     Outcome::error, Outcome::fail};

[[nodiscard]] std::string_view to_word(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_from_word(std::string_view word);

/// Roll-up: the more serious of two.
[[nodiscard]] constexpr Outcome worse(Outcome a, Outcome b) {
    return std::max(a, b);
}

// OpenSCAP's tables for the same purpose are not commutative in 11 of 28 pairs; here the compiler
// proves the algebra.
consteval bool worse_is_a_semilattice() {
    for (auto a : outcomes)
        for (auto b : outcomes)
            for (auto c : outcomes)
                if (worse(a, a) != a || worse(a, b) != worse(b, a) ||
                    worse(worse(a, b), c) != worse(a, worse(b, c)))
                    return false;
    return true;
}
static_assert(worse_is_a_semilattice());

} // namespace junos_audit::policy
