// SPDX-License-Identifier: Apache-2.0
// A misspelt element name selects nothing, and nothing is what a forbidden statement should select.
// So every name that a control's XPath holds must be seen in at least one of its fixtures.
#include "controls/fixture.hpp"
#include "policy/expression.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

namespace {

using Names = std::set<std::string>;

void add(const std::shared_ptr<const Expression>& expression, Names& names) {
    if (expression)
        names.insert(expression->facts().names.begin(), expression->facts().names.end());
}

template <class Rule>
void add_evidence(const Rule& rule, Names& names) {
    for (const auto& expression : rule.evidence)
        add(expression, names);
}

void add(const Check& check, Names& names) {
    add(check.select, names);
    add(check.witness, names);
    for (const auto& [name, expression] : check.let)
        add(expression, names);
    for (const auto& requirement : check.require) {
        add(requirement.test, names);
        add_evidence(requirement, names);
    }
    for (const auto& note : check.note) {
        add(note.when, names);
        add_evidence(note, names);
    }
    for (const auto& nested : check.then)
        add(nested, names);
    if (check.proof) {
        add(check.proof->until, names);
        add_evidence(*check.proof, names);
    }
}

Names names_of(const Control& control) {
    Names names;
    for (const auto& rule : control.applies) {
        add(rule.select, names);
        add(rule.witness, names);
    }
    for (const auto& check : control.checks)
        add(check, names);
    return names;
}

void add_names(pugi::xml_node node, Names& names) {
    for (const auto& found : node.select_nodes("//*"))
        names.insert(found.node().name());
    for (const auto& found : node.select_nodes("//@*"))
        names.insert(found.attribute().name());
}

} // namespace

TEST_CASE("every name in a control's XPath occurs in one of its fixtures", "[controls][lint]") {
    std::map<std::string, Names> seen;
    for (const auto& fixture : fixtures())
        add_names(junos::read(snapshot::load(fixture.directory)).tree->dom(),
                  seen[fixture.control]);
    for (const auto& control : all_controls())
        for (const auto& name : names_of(control)) {
            CAPTURE(control.id, name);
            CHECK(seen[control.id].contains(name));
        }
}
