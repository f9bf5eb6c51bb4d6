// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/load.hpp"

#include "controls/embedded.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <algorithm>
#include <set>

namespace junos_audit::policy {

namespace {

const Profile& find_profile(const std::string& id) {
    const auto profiles = built_in_profiles();
    const auto found = std::find_if(profiles.begin(), profiles.end(),
                                    [&](const Profile& profile) { return profile.id == id; });
    if (found == profiles.end())
        throw UsageError(ExitStatus::usage, "there is no profile '" + printable(id) + "'");
    return *found;
}

void check_known(const std::set<std::string>& wanted, const std::vector<Control>& controls) {
    for (const auto& id : wanted)
        if (std::none_of(controls.begin(), controls.end(),
                         [&](const Control& control) { return control.id == id; }))
            throw UsageError(ExitStatus::usage, "there is no control '" + printable(id) + "'");
}

std::vector<std::string> cis_level_1() {
    return {"rest-addresses",
            "rest-allowed-sources",
            "rest-cipher-list",
            "rest-connection-limit",
            "rest-explorer",
            "rest-http",
            "rest-https",
            "web-management-http",
            "web-management-https",
            "web-management-idle-timeout",
            "web-management-interface",
            "web-management-session-limit"};
}

/// Level 2 of the benchmark holds level 1.
std::vector<std::string> cis_level_2() {
    auto controls = cis_level_1();
    controls.insert(controls.end(),
                    {"rest-addresses-oob", "rest-cipher-list-suite-b",
                     "rest-https-mutual-authentication", "rest-https-pki-certificate",
                     "web-management-https-pki-certificate", "web-management-interface-oob"});
    return controls;
}

} // namespace

std::span<const BuiltIn> built_in_controls() {
    static const auto built_in = [] {
        std::vector<BuiltIn> all;
        for (const auto& embedded : controls::embedded())
            all.push_back({embedded.file, embedded.text});
        return all;
    }();
    return built_in;
}

std::span<const Profile> built_in_profiles() {
    static const std::vector<Profile> profiles{
        {"cis-web-l1", "CIS Juniper OS Benchmark 2.1.0, sections 6.10.2 and 6.10.5, level 1",
         cis_level_1()},
        {"cis-web-l2", "CIS Juniper OS Benchmark 2.1.0, sections 6.10.2 and 6.10.5, levels 1 and 2",
         cis_level_2()},
        {"web-pki",
         "The web doors are closed to strangers: client certificates for REST, a real certificate "
         "for J-Web",
         {"rest-https-mutual-authentication", "web-management-https-pki-certificate"}}};
    return profiles;
}

std::vector<Control> select_controls(const std::string& profile,
                                     const std::vector<std::string>& ids) {
    const auto& named = ids.empty() ? find_profile(profile).controls : ids;
    const std::set<std::string> wanted(named.begin(), named.end());
    std::vector<Control> selected;
    for (const auto& built_in : built_in_controls()) {
        auto control = load_control(built_in.text, std::string(built_in.file));
        if (wanted.contains(control.id))
            selected.push_back(std::move(control));
    }
    check_known(wanted, selected);
    if (selected.empty())
        throw UsageError(ExitStatus::missing_input, "no control is selected");
    std::sort(selected.begin(), selected.end(),
              [](const Control& a, const Control& b) { return a.id < b.id; });
    return selected;
}

} // namespace junos_audit::policy
