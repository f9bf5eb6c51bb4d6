// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::yaml {

/// Where a node begins, counted from 1.
struct Mark {
    int line = 0;
    int column = 0;
    bool operator==(const Mark&) const = default;
};

/// A node of a YAML file, read strictly. Scalars are strings and stay strings ("no", "010", "1e3").
struct Node {
    enum class Kind { scalar, sequence, mapping };

    Kind kind = Kind::scalar;
    Mark mark;
    std::string text;        ///< of a scalar
    bool plain = false;      ///< scalar written without quotes and not as a block
    std::vector<Node> items; ///< of a sequence
    std::vector<std::pair<Node, Node>>
        entries; ///< of a mapping, in the order of the file; keys are scalars

    /// The value under `key`, or nullptr. Only for mappings.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Reads exactly one document from `text`; `file` names it in errors.
/// Refused, each with line and column: duplicate keys, anchors and aliases, tags, merge keys
/// ("<<"), a second document, keys that are not scalars, bytes that are not UTF-8, NUL, what
/// exceeds limits.hpp. An empty file is refused too. Throws UsageError (bad_data) with every
/// problem found. Source: YAML 1.2; yaml-cpp 0.7 accepts duplicate keys and aliases in silence, so
/// its events are read, not its nodes.
[[nodiscard]] Node read(std::string_view text, const std::string& file);

} // namespace junos_audit::yaml
