// SPDX-License-Identifier: Apache-2.0
#include "cli/plan.hpp"

#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/document.hpp"
#include "junos_audit/xml/write.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace junos_audit::cli {
namespace {

std::string askers_of(std::string_view source, const std::vector<policy::Control>& controls) {
    std::string askers;
    for (const auto& control : controls)
        if (std::ranges::find(control.sources, source) != control.sources.end())
            askers += (askers.empty() ? "" : ", ") + control.id;
    return askers.empty() ? "every report: who answered, when, and what the login may see" : askers;
}

std::string pretty(const junos::Request& request) {
    const auto document = xml::parse(netconf::to_xml(request.rpc()));
    return document ? xml::write(document->root()) : netconf::to_xml(request.rpc()) + "\n";
}

std::string entry(const junos::Request& request, const std::vector<policy::Control>& controls) {
    const auto* source = junos::find_source(request.key.source);
    return fmt::format("# {}: {}\n# as the command: {}\n# for: {}\n{}\n", to_string(request.key),
                       source == nullptr ? "" : source->describe,
                       source == nullptr ? "" : source->command,
                       askers_of(request.key.source, controls), pretty(request));
}

} // namespace

junos::Needs needs_of(const std::vector<policy::Control>& controls) {
    junos::Needs needs;
    for (const auto& control : controls) {
        needs.sources.insert(control.sources.begin(), control.sources.end());
        needs.configuration_paths.insert(control.reads.begin(), control.reads.end());
    }
    return needs;
}

std::string plan_text(const std::vector<policy::Control>& controls) {
    std::string text;
    for (const auto& request : junos::plan(needs_of(controls)))
        text += entry(request, controls);
    return text +
           "# only where a device refuses get-configuration as unknown: get-config of running,\n"
           "# with the same filter; only in a cluster: the PKI requests once more for a node\n"
           "# that did not answer them; at the end: close-session\n";
}

} // namespace junos_audit::cli
