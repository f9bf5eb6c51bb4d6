// SPDX-License-Identifier: Apache-2.0
#include "junos/node_groups.hpp"

#include "junos/ascii.hpp"
#include "junos/configuration.hpp"
#include "junos/configuration_form.hpp"
#include "junos/device_words.hpp"
#include "junos/filter.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/junos/sources.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::junos {

namespace {

constexpr std::string_view top = "/configuration";

bool is_within(std::string_view path, std::string_view asked) {
    return path.starts_with(asked) && (path.size() == asked.size() || path[asked.size()] == '/');
}

/// Whether a control may rest on it: below a path that was asked for, other than those that are
/// always asked for.
bool is_needed(std::string_view path, const std::vector<std::string>& filter) {
    const auto standing = standing_paths();
    const auto is_standing = [&](std::string_view asked) {
        return std::find(standing.begin(), standing.end(), asked) != standing.end();
    };
    if (std::any_of(standing.begin(), standing.end(),
                    [&](std::string_view asked) { return is_within(path, asked); }))
        return false;
    return filter.empty() || std::any_of(filter.begin(), filter.end(), [&](const auto& asked) {
               return !is_standing(asked) && is_within(path, asked);
           });
}

void find_marked(pugi::xml_node element, const std::string& above,
                 const std::vector<std::string>& filter, NodeGroups& found) {
    for (const auto child : elements(element)) {
        const auto path = above + '/' + child.name();
        if (is_node_name(child.attribute("group").value())) {
            found.any = true;
            if (found.needed.empty() && elements(child).empty() && is_needed(path, filter))
                found.needed = path;
        }
        find_marked(child, path, filter, found);
    }
}

bool is_node_group(pugi::xml_node group) {
    return !is_inactive(group) && is_node_name(xml::trimmed_text_of(xml::child(group, "name")));
}

bool has_node_mark(pugi::xml_node element) { // depth: limits::xml_depth_max
    const auto children = elements(element);
    return std::any_of(children.begin(), children.end(), [](pugi::xml_node child) {
        return is_node_name(group_of(child)) || has_node_mark(child);
    });
}

/// The first statement of a group that a control may rest on, or that brings in what is not shown;
/// `above` is where it would come to stand. A path with a wildcard in it (`<name>&lt;*&gt;</name>`)
/// has the elements of any other.
std::string find_needed(pugi::xml_node statement, const std::string& above,
                        const std::vector<std::string>& filter) {
    for (const auto child : elements(statement)) {
        const auto name = xml::local_name(child);
        const bool is_group_name = above == top && name == "name";
        if (is_group_name || is_inactive(child) || is_decoration(child))
            continue;
        const auto path = is_undocumented(child) ? above : above + '/' + std::string(name);
        if (name.starts_with("apply-groups") || (path != above && is_needed(path, filter)))
            return path;
        if (auto found = find_needed(child, path, filter); !found.empty())
            return found;
    }
    return {};
}

/// The <configuration> of the answer about node groups, or why it settles nothing.
Result<pugi::xml_node, std::string> shown_groups(Answers& answers) {
    const auto& answer = answers.to({std::string(node_groups), ""});
    if (!answer)
        return why_no_answer(answer.error());
    const auto& reply = answer->reply;
    if (!reply.errors.empty())
        return "the device answered " + quote(reply.errors);
    if (!reply.warnings.empty())
        return "the device sent them with the warning " + quote(reply.warnings);
    if (mentions_denied_access(reply.document.root()))
        return std::string("the device marked parts of them ACCESS-DENIED");
    const auto configuration = find_configuration(*answer);
    if (!configuration)
        return why_no_answer(configuration.error());
    if (const auto why = why_not_configuration(*configuration))
        return "the answer holds " + *why;
    if (has_unnamed_choices(*configuration) || !has_commit_stamp(*configuration))
        return std::string("the answer is not the committed configuration in its usual form");
    return *configuration;
}

std::string what_group_adds(pugi::xml_node configuration, std::string_view node,
                            const std::vector<std::string>& filter) {
    bool shown = false;
    for (const auto group : elements(configuration, "groups")) {
        if (xml::trimmed_text_of(xml::child(group, "name")) != node)
            continue;
        shown = true;
        if (const auto found = find_needed(group, std::string(top), filter); !found.empty())
            return "the group " + std::string(node) + " holds " + printable(found) +
                   ", which only that node applies";
    }
    return shown ? std::string() : "the group " + std::string(node) + " was not shown";
}

} // namespace

NodeGroups find_node_groups(pugi::xml_node made, const std::vector<std::string>& filter) {
    NodeGroups found;
    find_marked(made, std::string(top), filter, found);
    return found;
}

bool uses_node_groups(Answers& answers, const Cluster& cluster) {
    if (!cluster.enabled && cluster.doubt.empty())
        return false;
    const auto& answer = answers.to({"configuration", ""});
    if (!answer || !answer->reply.errors.empty())
        return false;
    const auto configuration = find_configuration(*answer);
    if (!configuration)
        return false;
    // Where a group is applied at a level that was not asked for, its name is all that shows.
    const auto groups = elements(*configuration, "groups");
    return inheritance_of(*configuration).node_variable || has_node_mark(*configuration) ||
           std::any_of(groups.begin(), groups.end(), is_node_group);
}

std::string what_node_groups_add(Answers& answers, const std::vector<std::string>& filter) {
    const auto configuration = shown_groups(answers);
    if (!configuration)
        return "what the groups of the nodes hold was not shown: " + configuration.error();
    // A chassis cluster has these two, and a group that is applied is there.
    for (const std::string_view node : {"node0", "node1"})
        if (auto adds = what_group_adds(*configuration, node, filter); !adds.empty())
            return adds;
    return {};
}

} // namespace junos_audit::junos
