// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/fleet/target.hpp"
#include "junos_audit/worker/job.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace junos_audit::cli {

enum class Command { scan, capture, controls, explain, schema, help, version };
/// "scan", …; the word that is typed, or that help and version go by.
[[nodiscard]] std::string_view to_word(Command command);

enum class Colouring { automatic, always, never };
enum class Addresses { any, only_v4, only_v6 };
enum class HostKeys { strict, accept_new };

/// One -o. An empty path is standard output.
struct Output {
    std::string format;
    std::string path;

    bool operator==(const Output&) const = default;
};

/// What was typed, as values. Nothing here was looked up anywhere: what a word means on this
/// machine (does the file exist, who am I, is there an agent) is for login.hpp and its like.
struct Arguments {
    Command command = Command::help;
    std::optional<Command> help_topic;
    std::vector<std::string> operands;  ///< of controls, explain and schema
    std::vector<fleet::Target> targets; ///< of scan and capture

    std::optional<std::string> user;
    std::optional<std::uint16_t> port;
    std::optional<std::string> identity;
    std::optional<std::string> passphrase_command;
    std::optional<worker::LoginMethod> auth;
    std::optional<std::string> password_command;
    std::optional<std::string> password_file;
    std::optional<std::string> known_hosts;
    HostKeys host_keys = HostKeys::strict;
    Addresses addresses = Addresses::any;
    bool legacy_algorithms = false;
    bool eager = false;
    std::chrono::milliseconds timeout{30'000};
    std::chrono::milliseconds connect_timeout{10'000};

    std::vector<std::string> controls;
    std::string profile; ///< empty: the default
    std::optional<WallTime> at;
    std::optional<std::string> from;
    std::optional<std::string> to;
    bool plan = false;

    std::vector<Output> outputs; ///< at least one
    bool quiet = false;
    bool verbose = false;
    Colouring colouring = Colouring::automatic;
    std::optional<std::string> wire_log;

    bool operator==(const Arguments&) const = default;
};

/// Reads the command line (without the program's name). Throws UsageError (usage) with everything
/// that is wrong in it.
[[nodiscard]] Arguments parse_arguments(const std::vector<std::string>& words);

/// What `--help` prints: of the program, or of one command.
[[nodiscard]] std::string help_text(std::optional<Command> topic);

} // namespace junos_audit::cli
