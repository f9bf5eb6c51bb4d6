// SPDX-License-Identifier: Apache-2.0
#include "cli/control_list.hpp"

#include "junos_audit/policy/load.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace junos_audit::cli {
namespace {

std::string cis_number(const policy::Control& control) {
    for (const auto& [reference, number] : control.references)
        if (reference.starts_with("cis-junos"))
            return number;
    return "-";
}

} // namespace

std::vector<policy::Control> all_built_in_controls() {
    std::vector<policy::Control> controls;
    for (const auto& [file, text] : policy::built_in_controls())
        controls.push_back(policy::load_control(text, std::string(file)));
    std::ranges::sort(controls, {}, &policy::Control::id);
    return controls;
}

std::string controls_as_text(const std::vector<policy::Control>& controls) {
    std::size_t widest = 0;
    for (const auto& control : controls)
        widest = std::max(widest, control.id.size());
    std::string text;
    for (const auto& control : controls)
        text += fmt::format("{:<{}}  {:<8}  {:<9}  {}\n", control.id, widest, control.severity,
                            cis_number(control), control.title);
    return text;
}

std::string controls_as_json(const std::vector<policy::Control>& controls) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& control : controls)
        list.push_back({{"id", control.id},
                        {"severity", control.severity},
                        {"references", control.references},
                        {"title", control.title},
                        {"sources", control.sources}});
    const nlohmann::ordered_json document = {
        {"format", "junos-audit-controls"}, {"version", 1}, {"controls", std::move(list)}};
    return document.dump(2) + "\n";
}

} // namespace junos_audit::cli
