// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/yaml.hpp"
#include "junos_audit/policy/outcome.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A control as its file says it: data, no behaviour. The language is described in
/// docs/writing-controls.md.
namespace junos_audit::policy {

/// An XPath 1.0 expression over the normalised tree, with what evaluation needs to know about it.
/// Compiled by the loader.
class Expression;
/// The values behind the expressions' $names. Written while the control is judged: one thread at a
/// time.
class Variables;

/// Text with {name} for a variable's value; docs/writing-controls.md has the other names.
struct Template {
    std::string text;
    bool operator==(const Template&) const = default;
};

struct Requirement {
    std::shared_ptr<const Expression> test;
    Outcome otherwise = Outcome::fail; ///< fail or unknown
    bool absence =
        false; ///< when the test fails, it fails because something is not in the configuration
    std::string code;
    Template say;
    std::vector<Template> fix;
    std::vector<std::shared_ptr<const Expression>> evidence; ///< beside the context node
};

struct NoteRule {
    std::shared_ptr<const Expression> when;
    std::string code;
    Template say;
    std::vector<Template> fix;
    std::vector<std::shared_ptr<const Expression>> evidence;
};

/// Said where everything held. Without one a check that has no `then` says so in general words,
/// code `holds`.
struct Proof {
    std::string code;
    Template say;
    std::vector<std::shared_ptr<const Expression>> evidence;
    std::shared_ptr<const Expression>
        until; ///< epoch seconds after which it no longer holds; may be null
};

struct Check {
    enum class Kind {
        each,    ///< every selected node must meet `require`, and then `then`
        present, ///< at least one node must be selected
        absent,  ///< no node may be selected, and `witness` must be
    };

    Kind kind = Kind::each;
    std::shared_ptr<const Expression> select;
    /// Must select something for an emptiness to mean anything, and is the evidence of what an
    /// emptiness decides. Always there for absent; for present and a deciding empty `each` where
    /// there is no context node.
    std::shared_ptr<const Expression> witness;
    /// What `each` says when it selects nothing: notapplicable (nothing at all when it has no code:
    /// another check decides), fail or unknown. Never pass.
    Outcome empty = Outcome::unknown;
    std::vector<std::pair<std::string, std::shared_ptr<const Expression>>> let;
    /// Of present, absent, and an `each` that selects nothing.
    std::string code;
    Template say;
    std::vector<Template> fix;
    bool absence = false; ///< as in Requirement, for present and an empty each

    std::vector<Requirement> require;
    std::vector<NoteRule> note; ///< judged whether or not `require` holds
    std::vector<Check> then;    ///< judged per context node in which all of `require` held
    std::optional<Proof> proof;
    yaml::Mark mark;
};

struct Applicability {
    enum class Kind {
        present, ///< not applicable when nothing is selected; needs the witness and a proven
                 ///< absence
        unless,  ///< not applicable when something is selected
    };
    Kind kind = Kind::present;
    std::shared_ptr<const Expression> select;
    std::shared_ptr<const Expression> witness;
    std::string code;
    Template say;
};

struct Control {
    std::string id;
    std::string title;
    std::string severity; ///< low, medium, high, critical
    std::map<std::string, std::string> references;
    std::vector<std::string> sources; ///< in the order of the file
    std::vector<std::string> reads;   ///< configuration paths
    std::vector<Applicability> applies;
    std::vector<Check> checks;
    std::shared_ptr<Variables> variables;
    std::string reads_how;   ///< for `explain`
    std::string decides_how; ///< for `explain`: how it is decided
    std::string rationale;
    std::string remediation;
    std::string file;
};

} // namespace junos_audit::policy
