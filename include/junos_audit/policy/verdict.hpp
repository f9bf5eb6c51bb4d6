// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/policy/outcome.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace junos_audit::policy {

/// One node of the device's own XML that a finding rests on.
struct Evidence {
    std::string source;
    std::string path;  ///< keyed (xml/keyed_path.hpp)
    std::string value; ///< its text, cut at limits::evidence_value_bytes_max; printable
    std::string set;   ///< configuration: the `set` line that makes it; else empty
    std::string group; ///< configuration: the group it was inherited from; else empty

    bool operator==(const Evidence&) const = default;
};

/// One row of a decision table that applied.
struct Finding {
    Outcome outcome = Outcome::unknown; ///< what this row says by itself
    std::string code;
    std::string message;
    std::string node; ///< of a cluster, or empty
    std::vector<Evidence> evidence;
    std::vector<std::string> fix; ///< lines for the Junos CLI, with the device's own names

    bool operator==(const Finding&) const = default;
};

/// Advice; never changes an outcome.
struct Advice {
    std::string code;
    std::string message;
    std::string node;
    std::vector<Evidence> evidence;
    std::vector<std::string> fix;

    bool operator==(const Advice&) const = default;
};

/// A control held on every node that was examined. Cannot be made without a proof that names
/// evidence.
class Pass {
public:
    /// Every proof has outcome pass and at least one piece of evidence, `examined` ≥ 1; anything
    /// else aborts.
    Pass(std::vector<Finding> proofs, std::size_t examined, std::optional<WallTime> holds_until);

    [[nodiscard]] const std::vector<Finding>& proofs() const { return proofs_; }
    [[nodiscard]] std::size_t examined() const { return examined_; }
    [[nodiscard]] std::optional<WallTime> holds_until() const { return holds_until_; }
    bool operator==(const Pass&) const = default;

private:
    std::vector<Finding> proofs_;
    std::size_t examined_;
    std::optional<WallTime> holds_until_;
};

/// At least one finding says fail, and every finding that does names evidence. Other findings stand
/// beside it.
class Fail {
public:
    Fail(std::vector<Finding> findings, std::size_t examined);

    [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
    [[nodiscard]] std::size_t examined() const { return examined_; }
    bool operator==(const Fail&) const = default;

private:
    std::vector<Finding> findings_;
    std::size_t examined_;
};

/// notapplicable, unknown or error: at least one finding says why.
class Undecided {
public:
    /// `findings` is not empty; its worst outcome is the verdict's and is neither pass nor fail.
    Undecided(std::vector<Finding> findings, std::size_t examined);

    [[nodiscard]] Outcome outcome() const;
    [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
    [[nodiscard]] std::size_t examined() const { return examined_; }
    bool operator==(const Undecided&) const = default;

private:
    std::vector<Finding> findings_;
    std::size_t examined_;
};

using Verdict = std::variant<Pass, Fail, Undecided>;

[[nodiscard]] Outcome outcome_of(const Verdict& verdict);
/// The proofs of a pass, the findings of any other verdict.
[[nodiscard]] const std::vector<Finding>& findings_of(const Verdict& verdict);
[[nodiscard]] std::size_t examined_by(const Verdict& verdict);

/// Makes the verdict that these findings amount to. Nothing but passes and at least one of them:
/// Pass; no finding at all is unknown, `nothing-examined`.
[[nodiscard]] Verdict conclude(std::vector<Finding> findings, std::size_t examined,
                               std::optional<WallTime> holds_until);

} // namespace junos_audit::policy
