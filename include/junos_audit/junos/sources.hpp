// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/netconf/message.hpp"
#include "junos_audit/snapshot/snapshot.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::junos {

/// A thing that a Junos device can be asked for.
struct Source {
    std::string_view id;
    std::string_view command;  ///< the CLI command that shows the same
    std::string_view describe; ///< one phrase for people
    bool is_pki = false;       ///< kept per node of a cluster
};

/// The source id of the fallback: get-config of the running datastore, asked only where get-configuration was refused as
/// unknown. It is an exchange of its own, so that both answers are kept; read() judges it as `configuration`, with
/// the note `configuration-from-get-config`. Not one of sources(), but known to find_source().
inline constexpr std::string_view running_configuration = "configuration-running";

/// The source id of what the nodes of a chassis cluster apply each for itself: the groups node0 and node1, asked
/// only where the configuration shows such groups. read() judges it as part of `configuration`. Not one of sources(),
/// but known to find_source().
inline constexpr std::string_view node_groups = "configuration-node-groups";

/// configuration, pki-ca-certificates, pki-local-certificates, pki-certificate-requests, authorization, software,
/// clock, cluster.
[[nodiscard]] std::span<const Source> sources();
[[nodiscard]] const Source* find_source(std::string_view id);

/// What is to be asked of a device: the union of what the selected controls declare.
struct Needs {
    std::set<std::string> sources;
    std::set<std::string> configuration_paths; ///< "/configuration/system/services/rest"
    bool operator==(const Needs&) const = default;
};

/// One request to send. Its message-id is to_string(key): the same question is the same bytes every time.
struct Request {
    snapshot::SourceKey key;
    std::string operation;
    std::vector<std::string> filter;

    [[nodiscard]] netconf::Rpc rpc() const { return {to_string(key), operation}; }
    bool operator==(const Request&) const = default;
};

/// Paths are plain steps below /configuration; others cannot be asked for and are left out of the request's filter.
/// The requests of the first round, in a fixed order. `software` and `authorization`, `clock` and `cluster` are always
/// among them, whatever is needed: who answered, what it may see, when, and on how many nodes is part of every answer.
/// The configuration's filter always holds /configuration/version, system/host-name, apply-groups and groups/name.
[[nodiscard]] std::vector<Request> plan(const Needs& needs);

/// What to ask next, given what has been answered so far; empty when there is nothing left to ask. At most:
/// get-config of the running datastore where get-configuration was refused as unknown, the groups of the nodes where a
/// cluster's configuration shows such groups, and PKI state of every cluster node for which the answer had no item. Never asks the same thing twice.
[[nodiscard]] std::vector<Request> follow_up(const snapshot::Snapshot& so_far);

} // namespace junos_audit::junos
