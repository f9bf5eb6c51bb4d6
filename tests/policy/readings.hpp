// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/evaluate.hpp"
#include "junos_audit/policy/load.hpp"

#include <set>
#include <stdexcept>
#include <string>

/// Small readings made by hand, and controls around one check.
namespace junos_audit::policy::test {

/// A device whose normalised tree is `tree` (one root element for each source, inside <tree>).
inline snapshot::Readings readings(const std::string& tree,
                                   std::vector<snapshot::Caveat> caveats = {}) {
    const auto parsed = xml::parse("<tree>" + tree + "</tree>");
    if (!parsed)
        throw std::runtime_error("the test's own XML: " + parsed.error().message);
    snapshot::Readings all;
    auto document = std::make_shared<xml::Document>();
    for (const auto source : parsed->root().children()) {
        document->dom().append_copy(source);
        all.sources[source.name()] = snapshot::Understood{};
    }
    all.tree = document;
    all.sources["configuration"] =
        snapshot::Understood{{}, std::move(caveats), {"/configuration/system"}};
    all.clocks.auditor = WallTime(std::chrono::seconds(1000));
    return all;
}

inline Control control(const std::string& rest) {
    return load_control("id: c\ntitle: T\nseverity: low\n"
                        "sources: [configuration, pki-ca-certificates]\n"
                        "reads: [/configuration/system]\n" +
                            rest,
                        "c.yaml");
}

/// "fail: telnet-on permission-not-proven (note)"
inline std::string said(const ControlResult& result) {
    std::string words(to_word(outcome_of(result.verdict)));
    words += ':';
    for (const auto& finding : findings_of(result.verdict))
        words += ' ' + finding.code + (finding.node.empty() ? "" : "@" + finding.node);
    for (const auto& note : result.notes)
        words += " (" + note.code + ")";
    return words;
}

inline std::string judge(const std::string& rest, const snapshot::Readings& device) {
    return said(evaluate(control(rest), device));
}

inline const std::string absent_telnet = R"yaml(
checks:
  - absent: "/configuration/system/telnet"
    witness: "/configuration/version"
    code: telnet-on
    say: "Telnet is on."
    fix: ["delete system telnet"]
    proof: { code: telnet-off, say: "Telnet is off." }
)yaml";
inline const std::string version = "<version>23.4</version>";

} // namespace junos_audit::policy::test
