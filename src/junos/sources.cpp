// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/junos/sources.hpp"

#include "junos/cluster.hpp"
#include "junos/configuration.hpp"
#include "junos/filter.hpp"
#include "junos/node_groups.hpp"
#include "junos/pki_store.hpp"
#include "junos/software.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::junos {

namespace {

using snapshot::Snapshot;
using snapshot::SourceKey;

/// In the order in which they are asked.
constexpr std::array<Source, 8> all_sources = {{
    {"configuration", "show configuration | display inheritance", "the committed configuration",
     false},
    {"pki-ca-certificates", "show security pki ca-certificate detail",
     "the CA certificates that are loaded", true},
    {"pki-local-certificates", "show security pki local-certificate detail",
     "the device's own certificates", true},
    {"pki-certificate-requests", "show security pki certificate-request detail",
     "certificate requests that wait for an answer", true},
    {"authorization", "show cli authorization", "what the login may see", false},
    {"software", "show version", "model and Junos release", false},
    {"clock", "show system uptime", "the device's clock", false},
    {"cluster", "show chassis cluster status", "the nodes of a chassis cluster", false},
}};
constexpr Source running_source = {running_configuration, "show configuration",
                                   "the running configuration, groups not expanded", false};
constexpr Source node_groups_source = {node_groups, "show configuration groups",
                                       "what each node of a cluster applies for itself", false};

/// The operation of every source but the configuration; `argument` goes inside it.
std::string operation_of(std::string_view source, const std::string& argument) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> names = {{
        {"pki-ca-certificates", "get-pki-ca-certificate"},
        {"pki-local-certificates", "get-pki-local-certificate"},
        {"pki-certificate-requests", "get-pki-certificate-request"},
        {"authorization", "get-authorization-information"},
        {"software", "get-software-information"},
        {"clock", "get-system-uptime-information"},
        {"cluster", "get-chassis-cluster-status"},
    }};
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& entry) { return entry.first == source; });
    require(found != names.end(), "a source without an operation");
    const std::string name(found->second);
    return argument.empty() ? "<" + name + "/>" : "<" + name + ">" + argument + "</" + name + ">";
}

Request pki_request(std::string_view source, const std::string& node) {
    const auto argument =
        "<detail/>" + (node.empty() ? std::string() : "<node>" + node + "</node>");
    return {{std::string(source), node}, operation_of(source, argument), {}};
}

Request configuration_request(std::vector<std::string> paths) {
    return {{"configuration", ""},
            R"(<get-configuration database="committed" inherit="inherit" groups="groups">)" +
                filter_xml(paths) + "</get-configuration>",
            std::move(paths)};
}

Request running_request(std::vector<std::string> paths) {
    return {{std::string(running_configuration), ""},
            R"(<get-config><source><running/></source><filter type="subtree">)" +
                filter_xml(paths) + "</filter></get-config>",
            std::move(paths)};
}

/// The groups whole: whether a filter selects below a group's name is not documented.
Request node_groups_request() {
    return {{std::string(node_groups), ""},
            R"(<get-configuration database="committed"><configuration>)"
            "<groups><name>node0</name></groups><groups><name>node1</name></groups>"
            "</configuration></get-configuration>",
            {}};
}

bool is_always_asked(std::string_view source) {
    return source == "authorization" || source == "software" || source == "clock" ||
           source == "cluster";
}

/// Nodes of the cluster of which the answer holds no store and which were not asked by themselves.
std::vector<std::string> nodes_to_ask(Answers& answers, std::string_view source,
                                      const Cluster& cluster) {
    const auto answer = read_pki_answer(answers, {std::string(source), ""});
    std::vector<std::string> nodes;
    if (!answer)
        return nodes;
    const auto& stores = answer->stores;
    std::copy_if(cluster.nodes.begin(), cluster.nodes.end(), std::back_inserter(nodes),
                 [&](const std::string& node) {
                     return !answers.snapshot().find({std::string(source), node}) &&
                            std::none_of(stores.begin(), stores.end(),
                                         [&](const auto& store) { return store.node == node; });
                 });
    return nodes;
}

} // namespace

std::span<const Source> sources() {
    return all_sources;
}

const Source* find_source(std::string_view id) {
    if (id == running_source.id)
        return &running_source;
    if (id == node_groups_source.id)
        return &node_groups_source;
    const auto found = std::find_if(all_sources.begin(), all_sources.end(),
                                    [&](const Source& source) { return source.id == id; });
    return found == all_sources.end() ? nullptr : &*found;
}

std::vector<Request> plan(const Needs& needs) {
    std::vector<Request> requests;
    for (const auto& source : all_sources) {
        const std::string id(source.id);
        if (!needs.sources.contains(id) && !is_always_asked(id))
            continue;
        if (source.is_pki)
            requests.push_back(pki_request(id, ""));
        else if (id == "configuration")
            requests.push_back(configuration_request(filter_paths(needs.configuration_paths)));
        else
            requests.push_back({{id, ""}, operation_of(id, ""), {}});
    }
    return requests;
}

std::vector<Request> follow_up(const Snapshot& so_far) {
    std::vector<Request> requests;
    Answers answers(so_far);
    const bool asked_running = so_far.find({std::string(running_configuration), ""}) != nullptr;
    if (!asked_running && lacks_get_configuration(answers))
        requests.push_back(running_request(so_far.find({"configuration", ""})->filter));
    const auto cluster = read_cluster(answers, read_software(answers));
    if (!so_far.find({std::string(node_groups), ""}) && uses_node_groups(answers, cluster))
        requests.push_back(node_groups_request());
    if (cluster.nodes.empty())
        return requests;
    for (const auto& source : all_sources)
        if (source.is_pki)
            for (const auto& node : nodes_to_ask(answers, source.id, cluster))
                requests.push_back(pki_request(source.id, node));
    return requests;
}

} // namespace junos_audit::junos
