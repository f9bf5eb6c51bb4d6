// SPDX-License-Identifier: Apache-2.0
#include "junos/cluster.hpp"

#include "junos/device_words.hpp"
#include "junos/form.hpp"

#include <algorithm>

namespace junos_audit::junos {

namespace {

void add_node(std::vector<std::string>& nodes, std::string name) {
    if (!name.empty() && std::find(nodes.begin(), nodes.end(), name) == nodes.end())
        nodes.push_back(std::move(name));
}

/// Every redundancy group lists all nodes, their fields in turn in one device-stats (12.1X44
/// to 24.4R2).
std::vector<std::string> nodes_of(const std::vector<Payload>& found) {
    std::vector<std::string> nodes;
    for (const auto& status : found)
        for (const auto group : elements(status.element, "redundancy-group"))
            for (const auto stats : elements(group, "device-stats"))
                for (const auto name : elements(stats, "device-name"))
                    add_node(nodes, xml::trimmed_text_of(name));
    return nodes;
}

void read_status(const Answer& answer, const Software& software, Cluster& cluster) {
    const auto& reply = answer.reply;
    cluster.nodes = nodes_of(payloads(answer, "chassis-cluster-status"));
    cluster.enabled = !cluster.nodes.empty();
    // A login class that denies the command gets "unknown command" as well: on a model that has the
    // command, it proves nothing.
    const bool lacks_command = request_unknown(reply.errors) && !may_be_clustered(software);
    const bool denied = permission_denied(reply.errors);
    if (cluster.enabled || (!denied && (cluster_not_enabled(reply.errors) || lacks_command)))
        cluster.reading = snapshot::Understood{reply.warnings, {}, {}};
    else if (!reply.errors.empty())
        cluster.reading = refused(reply, "rpc-refused");
    else
        cluster.reading = snapshot::Unreadable{
            "answer-unreadable",
            "the answer to 'show chassis cluster status' names no node and denies no cluster"};
}

std::string doubt_about(const Cluster& cluster, const Software& software) {
    if (cluster.nodes.size() == 1)
        return "only " + cluster.nodes.front() +
               " of a chassis cluster is known; the other node was not named";
    if (!cluster.nodes.empty() || std::holds_alternative<snapshot::Understood>(cluster.reading) ||
        !may_be_clustered(software))
        return {};
    return "whether the device is one node of a chassis cluster is not known: " +
           why_no_answer(cluster.reading);
}

} // namespace

Cluster read_cluster(Answers& answers, const Software& software) {
    Cluster cluster;
    const auto& answer = answers.to({"cluster", ""});
    if (answer)
        read_status(*answer, software, cluster);
    else
        cluster.reading = answer.error();
    for (const auto& node : software.cluster_nodes)
        add_node(cluster.nodes, node);
    cluster.enabled = !cluster.nodes.empty();
    cluster.doubt = doubt_about(cluster, software);
    return cluster;
}

void append_cluster(const Cluster& cluster, pugi::xml_node tree) {
    auto made = append(tree, "cluster");
    append_attribute(made, "enabled", cluster.enabled ? "yes" : "no");
    for (const auto& node : cluster.nodes) {
        auto child = append(made, "node");
        append_attribute(child, "name", node);
    }
}

} // namespace junos_audit::junos
