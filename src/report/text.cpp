// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/report.hpp"

#include "junos_audit/report/summary.hpp"
#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace junos_audit::report {
namespace {

/// In the order in which a reader has to act: what is not known may hide what is bad.
int reading_order(policy::Outcome outcome) {
    switch (outcome) {
    case policy::Outcome::error:
        return 0;
    case policy::Outcome::unknown:
        return 1;
    case policy::Outcome::fail:
        return 2;
    case policy::Outcome::pass:
        return 3;
    case policy::Outcome::notapplicable:
        return 4;
    }
    return 0; // not reached: -Wswitch-enum names a new outcome
}

int reading_order(const policy::ControlResult& result) {
    return reading_order(policy::outcome_of(result.verdict));
}

int reading_order(const policy::Assessment& device) {
    int first = reading_order(policy::Outcome::notapplicable);
    if (device.provenance.failure)
        first = reading_order(policy::Outcome::error);
    for (const auto& result : device.results)
        first = std::min(first, reading_order(result));
    return first;
}

template <class Element>
std::vector<const Element*> in_reading_order(const std::vector<Element>& elements) {
    std::vector<const Element*> order;
    for (const auto& element : elements)
        order.push_back(&element);
    std::ranges::stable_sort(order, {},
                             [](const Element* element) { return reading_order(*element); });
    return order;
}

bool needs_attention(int order) {
    return order <= reading_order(policy::Outcome::fail);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const auto& part : parts) {
        if (part.empty())
            continue;
        text += (text.empty() ? "" : std::string(separator)) + part;
    }
    return text;
}

// --- one result ---

/// What a reader who trusts the message does not need: containers, and values in the form that a machine compares.
bool is_detail(const policy::Evidence& seen) {
    const bool attribute = seen.path.find("/@") != std::string::npos;
    return attribute || (seen.set.empty() && seen.value.empty());
}

void write_evidence(Page& page, const std::vector<policy::Evidence>& evidence) {
    const bool whole = page.verbosity() == Verbosity::verbose;
    for (const auto& seen : evidence) {
        if (is_detail(seen) && !whole)
            continue;
        const auto value = seen.value.empty() ? std::string() : " = " + page.shown(seen.value);
        const auto group = seen.group.empty()
                               ? std::string()
                               : " (inherited from group " + page.shown(seen.group) + ")";
        const auto path = page.shown(seen.path) + value;
        page.line(6, "seen: " + (seen.set.empty() ? path : page.shown(seen.set)) + group);
        if (!seen.set.empty() && whole)
            page.line(12, path);
    }
}

void write_fix(Page& page, const std::vector<std::string>& lines) {
    if (lines.empty())
        return;
    page.line(6, "fix:");
    for (const auto& fix : lines) {
        const auto shown = page.shown(fix);
        // A name with invisible characters in it was made visible, which is not what the device
        // would need.
        if (shown != fix)
            page.line(8, "# do not paste the next line: it holds characters that cannot be shown");
        page.line(8, shown);
    }
}

std::string on_node(const Page& page, const std::string& node) {
    return node.empty() ? "" : page.shown(node) + ": ";
}

void write_finding(Page& page, const policy::Finding& finding, policy::Outcome verdict) {
    const auto own_word =
        finding.outcome == verdict ? "" : fmt::format(" ({})", to_word(finding.outcome));
    page.line(4, page.shown(finding.code) + own_word + ": " + on_node(page, finding.node) +
                     page.shown(finding.message));
    write_evidence(page, finding.evidence);
    write_fix(page, finding.fix);
}

void write_advice(Page& page, const policy::Advice& advice) {
    page.line(4, "note " + page.shown(advice.code) + ": " + on_node(page, advice.node) +
                     page.shown(advice.message));
    write_evidence(page, advice.evidence);
    write_fix(page, advice.fix);
}

void write_result(Page& page, const policy::ControlResult& result) {
    const auto outcome = policy::outcome_of(result.verdict);
    page.gap();
    page.line(2, fmt::format("{}  {} ({})", page.word(outcome),
                             page.strong(page.shown(result.control)), page.shown(result.severity)));
    page.line(4, page.shown(result.title));
    for (const bool decisive : {true, false}) // first what made the verdict
        for (const auto& finding : policy::findings_of(result.verdict))
            if ((finding.outcome == outcome) == decisive)
                write_finding(page, finding, outcome);
    if (const auto until = holds_until(result))
        page.line(4, "holds until " + to_rfc3339(*until));
    if (page.verbosity() != Verbosity::findings_only)
        for (const auto& note : result.notes)
            write_advice(page, note);
}

// --- one device ---

void write_facts(Page& page, const policy::Assessment& device) {
    const auto& facts = device.facts;
    const auto shown = [&page](std::string_view label, const std::string& fact) {
        return fact.empty() ? std::string() : std::string(label) + page.shown(fact);
    };
    const auto who = joined({shown("", facts.host_name), shown("", facts.model),
                             shown("Junos ", facts.junos_version), shown("login ", facts.user),
                             shown("class ", facts.user_class)},
                            ", ");
    if (!who.empty())
        page.line(2, who);
    if (!facts.commit_time.empty())
        page.line(2, "configuration committed " + page.shown(facts.commit_time) +
                         shown(" by ", facts.commit_user));
    const auto& key = device.provenance.host_key;
    const auto how = key.type.empty()
                         ? std::string()
                         : fmt::format("host key {}: {} {}", to_word(key.check),
                                       page.shown(key.type), page.shown(key.fingerprint));
    const auto login = shown("authentication ", device.provenance.authentication);
    if (!how.empty() || !login.empty())
        page.line(2, joined({how, login}, "; "));
    if (device.provenance.attempts > 1)
        page.line(2, fmt::format("{} attempts", device.provenance.attempts));
}

void write_failure(Page& page, const policy::Assessment& device) {
    const auto& failure = device.provenance.failure;
    if (!failure)
        return;
    page.line(2, fmt::format("{}: {}: {}: {}",
                             page.strong(device.provenance.reached ? "INCOMPLETE" : "NOT REACHED"),
                             to_word(failure->phase), to_word(failure->code),
                             page.shown(failure->message)));
    if (!failure->advice.empty())
        page.line(4, "next: " + page.shown(failure->advice));
}

void write_sources(Page& page, const policy::Assessment& device) {
    if (page.verbosity() != Verbosity::verbose)
        return;
    page.gap();
    for (const auto& source : device.sources)
        page.line(2, joined({"source " + page.shown(source.id) + ":", page.shown(source.status),
                             source.sha256.empty() ? "" : "sha256 " + page.shown(source.sha256),
                             page.shown(source.rpc)},
                            " "));
}

void write_device(Page& page, const policy::Assessment& device) {
    const auto& provenance = device.provenance;
    const bool named = provenance.target.find(provenance.name) == std::string::npos;
    page.gap();
    page.line(0, page.strong(page.shown(provenance.target)) +
                     (named ? " (" + page.shown(provenance.name) + ")" : ""));
    write_failure(page, device);
    write_facts(page, device);
    for (const auto* result : in_reading_order(device.results))
        if (page.verbosity() != Verbosity::findings_only || needs_attention(reading_order(*result)))
            write_result(page, *result);
    page.gap();
    for (const auto& note : device.notes)
        page.line(2, "note " + page.shown(note.code) + ": " + page.shown(note.message));
    write_sources(page, device);
}

// --- the run ---

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// What the user allowed and every report has to say, also one that shows no device.
void write_concessions(Page& page, const Run& run) {
    for (const auto* code : {"host-key-accepted-new", "legacy-algorithms"}) {
        const auto devices = std::ranges::count_if(run.devices, [code](const auto& device) {
            return std::ranges::find(device.notes, code, &snapshot::Note::code) !=
                   device.notes.end();
        });
        if (devices > 0)
            page.line(0, fmt::format("{}: {}", code,
                                     counted(static_cast<std::size_t>(devices), "device")));
    }
}

void write_summary(Page& page, const Run& run) {
    using policy::Outcome;
    const auto summary = summarise(run);
    std::vector<std::string> counts;
    for (const auto outcome :
         {Outcome::pass, Outcome::fail, Outcome::error, Outcome::unknown, Outcome::notapplicable})
        if (const auto count = summary.outcomes.at(outcome))
            counts.push_back(fmt::format("{} {}", count, to_word(outcome)));
    page.gap();
    if (run.interrupted)
        page.line(0, page.strong("INTERRUPTED: this is what was known by then."));
    page.line(0, counted(summary.devices, "device") + std::string(page.dot()) +
                     counted(summary.controls, "control") + (summary.devices > 1 ? " each" : "") +
                     ": " + (counts.empty() ? "nothing decided" : joined(counts, ", ")));
    if (summary.reached < summary.devices)
        page.line(0, fmt::format("{} of {} not reached", summary.devices - summary.reached,
                                 counted(summary.devices, "device")));
    write_concessions(page, run);
    if (summary.holds_until)
        page.line(0, "what passes holds until " + to_rfc3339(*summary.holds_until) +
                         " if nothing is changed");
}

} // namespace

std::string render_text(const Run& run, const Style& style) {
    Page page(style);
    for (const auto* device : in_reading_order(run.devices))
        if (style.verbosity != Verbosity::findings_only || needs_attention(reading_order(*device)))
            write_device(page, *device);
    write_summary(page, run);
    return page.take();
}

} // namespace junos_audit::report
