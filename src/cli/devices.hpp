// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "junos_audit/base/failure.hpp"
#include "junos_audit/ssh/known_hosts.hpp"
#include "junos_audit/worker/job.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace junos_audit::cli {

/// One device of a run: to be connected to, or stored in a snapshot directory.
struct Device {
    std::string target; ///< "admin@r1:830", how every message and report calls it
    std::string name;   ///< without user and default port; of a snapshot, its directory
    std::string host;
    std::uint16_t port = 830;
    std::string user;
    std::vector<std::string> addresses;
    std::vector<ssh::KnownKey> known_keys;
    std::string snapshot_directory;
    std::optional<Failure> unresolved; ///< there is no address to connect to
};

/// What the targets of the command line mean: users, ports and known keys filled in, addresses not
/// yet.
[[nodiscard]] std::vector<Device> devices_of(const Arguments& arguments,
                                             const std::string& default_user,
                                             const ssh::KnownHosts& known_hosts);
[[nodiscard]] std::vector<Device> devices_of(const std::vector<std::filesystem::path>& snapshots);

/// As a worker is told of it. The credential is the task's own copy.
[[nodiscard]] worker::Task task_for(const Device& device, std::uint32_t id, int attempt,
                                    worker::Credential credential);

/// A name for a device's directory: every byte beyond letters, digits, '.', '-' and '_' as %XX,
/// never hidden, never a way out of where it is put.
[[nodiscard]] std::string encoded_name(const std::string& name);

} // namespace junos_audit::cli
