// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "policy/xpath_lexer.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::policy::xpath {

/// One location path of an expression, without its predicates.
struct Path {
    /// The path after each of its steps: "/a", "/a/b", "/a/b/@c". A path inside a predicate
    /// continues the path that the predicate stands on, so that `/a/b[c = 1]` also yields "/a/b/c".
    /// All are XPath over the same context.
    std::vector<std::string> prefixes;
    /// Of an absolute path: the names from the root as far as they are spelled out; empty for any
    /// other path.
    std::vector<std::string> head;
    bool absolute = false;
    bool relative_to_context = false; ///< neither absolute, nor from a variable or parenthesis
    bool attribute_after_head =
        false; ///< `/a/@b`: nothing but an attribute of the head's last element
    std::size_t steps = 0;
    std::size_t offset = 0;
};

struct Outline {
    std::vector<Path> paths;
    std::set<std::string> names;                                ///< of elements and attributes
    std::vector<std::pair<std::string, std::size_t>> variables; ///< with their offsets
    std::vector<Problem> problems; ///< what the language of controls refuses, whatever pugixml says
};

/// Refused: prefixes, `//` at the head of a path or inside a predicate, text() and other node types
/// but node(), every axis but child, self, attribute, descendant and descendant-or-self (a path may
/// not climb out of what the control declares to read, and sideways steps cost quadratic time),
/// `..`, functions that XPath 1.0 does not have, and id(), lang() and namespace-uri(), which mean
/// nothing in the normalised tree.
[[nodiscard]] Outline outline(std::string_view expression);

} // namespace junos_audit::policy::xpath
