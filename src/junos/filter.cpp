// SPDX-License-Identifier: Apache-2.0
#include "junos/filter.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>

namespace junos_audit::junos {

namespace {

constexpr std::array<std::string_view, 4> standing = {
    "/configuration/apply-groups",
    "/configuration/groups/name",
    "/configuration/system/host-name",
    "/configuration/version",
};

struct Branch {
    bool whole = false; ///< everything below is selected
    std::map<std::string, Branch, std::less<>> branches;
};

bool is_name(std::string_view step) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !step.empty() && std::all_of(step.begin(), step.end(), fits) &&
           ((step[0] >= 'a' && step[0] <= 'z') || (step[0] >= 'A' && step[0] <= 'Z'));
}

std::vector<std::string_view> steps_of(std::string_view path) {
    std::vector<std::string_view> steps;
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const auto end = std::min(path.find('/'), path.size());
        steps.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return steps;
}

bool can_be_asked(std::string_view path) {
    if (path.empty() || path.front() != '/')
        return false;
    const auto steps = steps_of(path);
    return steps.front() == "configuration" && std::all_of(steps.begin(), steps.end(), is_name);
}

void add(Branch& root, std::string_view path) {
    auto* branch = &root;
    for (const auto step : steps_of(path))
        branch = &branch->branches[std::string(step)];
    branch->whole = true;
}

void write(const std::string& name, const Branch& branch, std::string& out) {
    if (branch.whole) {
        out += "<" + name + "/>";
        return;
    }
    out += "<" + name + ">";
    for (const auto& [child, below] : branch.branches)
        write(child, below, out);
    out += "</" + name + ">";
}

} // namespace

std::span<const std::string_view> standing_paths() {
    return standing;
}

std::vector<std::string> filter_paths(const std::set<std::string>& needed) {
    std::set<std::string> paths(standing.begin(), standing.end());
    std::copy_if(needed.begin(), needed.end(), std::inserter(paths, paths.end()), can_be_asked);
    return {paths.begin(), paths.end()};
}

std::string filter_xml(const std::vector<std::string>& paths) {
    Branch root;
    for (const auto& path : paths)
        if (can_be_asked(path))
            add(root, path);
    std::string out;
    for (const auto& [name, branch] : root.branches)
        write(name, branch, out);
    return out;
}

} // namespace junos_audit::junos
