// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "junos_audit/fleet/spawner.hpp"
#include "junos_audit/worker/job.hpp"

#include <optional>
#include <string>
#include <vector>

namespace junos_audit::cli {

/// What this machine has to log in with. Looked up once, so that the choice below is a function.
struct Surroundings {
    std::string agent_socket; ///< empty: no agent
    std::vector<std::string>
        default_keys; ///< those that exist, in the order in which they are tried
};
[[nodiscard]] Surroundings look_around();

/// The one method of a run and where its secret is to come from.
struct LoginChoice {
    worker::LoginMethod method = worker::LoginMethod::password;
    std::string key_file;
    std::string agent_socket;

    bool operator==(const LoginChoice&) const = default;
};

/// What --auth says, else the first there is of: a password or a key that was named, a running
/// agent, a default key, a prompt. Throws UsageError (missing_input) when --auth asks for what is
/// not there.
[[nodiscard]] LoginChoice choose_login(const Arguments& arguments,
                                       const Surroundings& surroundings);

/// Reads, runs or asks for what the choice needs, and proves that a key can be used before anything
/// is sent anywhere. Throws UsageError, and Interrupted at a prompt.
[[nodiscard]] worker::Credential
prepare_credential(const Arguments& arguments, const LoginChoice& choice, fleet::Spawner& spawner);

[[nodiscard]] worker::Credential clone(const worker::Credential& credential);

/// The name of the account that runs this, as ssh takes it. Throws UsageError (missing_input) when
/// it has none.
[[nodiscard]] std::string login_name();
/// Where .ssh is: $HOME, else what the account says.
[[nodiscard]] std::string home_directory();

} // namespace junos_audit::cli
