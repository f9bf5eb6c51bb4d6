// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace e2e {

[[nodiscard]] std::string program(const std::string& name);
[[nodiscard]] std::string demo_router(); ///< its snapshot directory

/// A management host: a client key, a known_hosts file, and a directory that is its home.
class Scene {
public:
    Scene();

    /// Starts a mock device that knows the client's key and whose host key is put into known_hosts.
    [[nodiscard]] std::string start_mock(std::vector<std::string> options = {},
                                         const std::string& snapshot = demo_router());
    /// Starts OpenSSH's sshd with mock-junos as its subsystem "netconf".
    [[nodiscard]] std::string start_sshd(const std::string& subsystem_options = {});

    /// Runs junos-audit with the client's key and known_hosts.
    [[nodiscard]] support::Outcome audit(std::vector<std::string> arguments) const;
    /// Runs junos-audit with nothing but what is given.
    [[nodiscard]] support::Outcome junos_audit(std::vector<std::string> arguments) const;
    /// Starts what audit() runs, and does not wait.
    [[nodiscard]] std::unique_ptr<support::Process>
    begin_audit(std::vector<std::string> arguments) const;

    [[nodiscard]] std::string path(const std::string& name) const { return home_ / name; }
    [[nodiscard]] std::string key() const { return home_ / "key"; }
    [[nodiscard]] std::string known_hosts() const { return home_ / "known_hosts"; }

private:
    [[nodiscard]] std::vector<std::string> with_login(std::vector<std::string> arguments) const;
    [[nodiscard]] support::Launch launch(std::vector<std::string> arguments) const;

    support::TemporaryDirectory home_;
    std::vector<std::unique_ptr<support::Process>> devices_;
};

void write_file(const std::string& path, const std::string& content);
[[nodiscard]] std::string read_file(const std::string& path);
/// A port of 127.0.0.1 on which nothing listens at the moment.
[[nodiscard]] int free_port();

} // namespace e2e
