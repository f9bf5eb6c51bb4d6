// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include "policy/check_loader.hpp"
#include "policy/compiler.hpp"
#include "policy/fields.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/yaml.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace junos_audit::policy {

namespace {

std::string load_severity(Fields& fields, Problems& problems) {
    static constexpr std::array<std::string_view, 4> severities{"low", "medium", "high",
                                                                "critical"};
    auto severity = fields.text("severity");
    if (!severity.empty() &&
        std::find(severities.begin(), severities.end(), severity) == severities.end())
        problems.add(fields.find("severity")->mark,
                     "'severity' is one of low medium high critical");
    return severity;
}

std::map<std::string, std::string> load_references(const Fields& fields, Problems& problems) {
    std::map<std::string, std::string> references;
    const auto* node = fields.find("references");
    if (node == nullptr)
        return references;
    if (node->kind != yaml::Node::Kind::mapping)
        problems.add(node->mark, "'references' is a mapping of benchmark to section");
    for (const auto& [key, value] : node->entries) {
        if (value.kind != yaml::Node::Kind::scalar || value.text.empty())
            problems.add(value.mark, "a reference is a text");
        references[key.text] = value.text;
    }
    return references;
}

std::vector<std::string> load_sources(Fields& fields, Problems& problems) {
    std::vector<std::string> sources;
    fields.required("sources");
    fields.each_item("sources", [&](const yaml::Node& item) {
        const auto known = known_sources();
        if (std::find(known.begin(), known.end(), item.text) == known.end())
            problems.add(item.mark, "'" + printable(item.text) + "' is no source");
        else if (std::find(sources.begin(), sources.end(), item.text) != sources.end())
            problems.add(item.mark, "'" + item.text + "' is declared twice");
        sources.push_back(item.text);
    });
    return sources;
}

/// Names from the root, spelled out: "/configuration/system/services/rest".
bool is_plain_path(const std::string& path) {
    const auto outline = xpath::outline(path);
    return outline.problems.empty() && outline.paths.size() == 1 &&
           outline.paths.front().head.size() == outline.paths.front().steps &&
           outline.paths.front().prefixes.back() == path;
}

std::vector<std::string> load_reads(Fields& fields, Problems& problems) {
    std::vector<std::string> reads;
    fields.each_item("reads", [&](const yaml::Node& item) {
        if (!item.text.starts_with("/configuration/") || !is_plain_path(item.text))
            problems.add(item.mark, "'reads' lists paths of names below /configuration");
        reads.push_back(item.text);
    });
    return reads;
}

Control load_head(Fields& fields, Problems& problems) {
    Control control;
    control.id = fields.word("id");
    control.title = fields.text("title");
    control.severity = load_severity(fields, problems);
    control.references = load_references(fields, problems);
    control.sources = load_sources(fields, problems);
    control.reads = load_reads(fields, problems);
    control.reads_how = fields.optional_text("reads-how");
    control.decides_how = fields.optional_text("decides-how");
    control.rationale = fields.optional_text("rationale");
    control.remediation = fields.optional_text("remediation");
    return control;
}

} // namespace

Control load_control(std::string_view text, const std::string& file) {
    const auto root = yaml::read(text, file);
    Problems problems(file);
    Fields fields(root, "a control",
                  {"id", "title", "severity", "references", "sources", "reads", "applies", "checks",
                   "reads-how", "decides-how", "rationale", "remediation"},
                  problems);
    auto control = load_head(fields, problems);
    control.file = file;
    Compiler compiler(control.sources, control.reads, problems);
    CheckLoader loader(compiler, problems);
    fields.each_item("applies", [&](const yaml::Node& item) {
        control.applies.push_back(loader.load_applicability(item));
    });
    if (const auto* checks = fields.required("checks"))
        if (checks->items.empty())
            problems.add(checks->mark, "a control has at least one check");
    fields.each_item("checks", [&](const yaml::Node& item) {
        control.checks.push_back(loader.load_check(item, Scope()));
    });
    control.variables = compiler.variables();
    problems.throw_if_any();
    return control;
}

} // namespace junos_audit::policy
