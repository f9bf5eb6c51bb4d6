// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/junos/read.hpp"
#include "junos_audit/policy/evaluate.hpp"
#include "junos_audit/policy/load.hpp"
#include "junos_audit/snapshot/store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// Every directory tests/controls/<control>/<outcome>-<what>/ is a snapshot, and beside it stands
/// what is expected.
namespace junos_audit::policy::test {

using CodeAndNode = std::pair<std::string, std::string>;

/// What a fixture promises, and what an evaluation says, in one form.
struct Expectation {
    std::string outcome;
    std::set<CodeAndNode> findings;
    std::set<CodeAndNode> notes;

    bool operator==(const Expectation&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Expectation& expectation) {
    out << expectation.outcome << ":";
    for (const auto& [code, node] : expectation.findings)
        out << ' ' << code << (node.empty() ? "" : "@") << node;
    for (const auto& [code, node] : expectation.notes)
        out << " (" << code << (node.empty() ? "" : "@") << node << ')';
    return out;
}

struct Fixture {
    std::string control;
    std::string name; ///< "fail-http-only"
    std::filesystem::path directory;
};

inline std::vector<Fixture> fixtures() {
    std::vector<Fixture> all;
    for (const auto& control : std::filesystem::directory_iterator(TESTS_DIRECTORY "/controls")) {
        if (!control.is_directory())
            continue;
        for (const auto& fixture : std::filesystem::directory_iterator(control.path()))
            all.push_back({control.path().filename(), fixture.path().filename(), fixture.path()});
    }
    std::sort(all.begin(), all.end(), [](const Fixture& a, const Fixture& b) {
        return std::tie(a.control, a.name) < std::tie(b.control, b.name);
    });
    return all;
}

inline std::set<CodeAndNode> read_rows(const nlohmann::json& rows) {
    std::set<CodeAndNode> all;
    for (const auto& row : rows)
        all.emplace(row.at("code").get<std::string>(), row.at("node").get<std::string>());
    return all;
}

inline Expectation expected(const Fixture& fixture) {
    std::ifstream in(fixture.directory / "expected.json");
    const auto json = nlohmann::json::parse(in);
    return {json.at("outcome").get<std::string>(), read_rows(json.at("findings")),
            read_rows(json.at("notes"))};
}

inline Expectation said(const ControlResult& result) {
    Expectation all{std::string(to_word(outcome_of(result.verdict))), {}, {}};
    for (const auto& finding : findings_of(result.verdict))
        all.findings.emplace(finding.code, finding.node);
    for (const auto& note : result.notes)
        all.notes.emplace(note.code, note.node);
    return all;
}

inline const std::vector<Control>& all_controls() {
    static const auto controls = [] {
        std::vector<Control> all;
        for (const auto& [file, text] : built_in_controls())
            all.push_back(load_control(text, std::string(file)));
        return all;
    }();
    return controls;
}

inline const Control& control_named(const std::string& id) {
    const auto& controls = all_controls();
    const auto found = std::find_if(controls.begin(), controls.end(),
                                    [&](const Control& control) { return control.id == id; });
    if (found == controls.end())
        throw std::runtime_error("no control " + id);
    return *found;
}

inline ControlResult judge(const std::string& control, const snapshot::Snapshot& snapshot) {
    return assess({control_named(control)}, snapshot, junos::read(snapshot)).results.at(0);
}

} // namespace junos_audit::policy::test
