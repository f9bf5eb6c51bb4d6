// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/failure.hpp"
#include "junos_audit/base/secret.hpp"
#include "junos_audit/ssh/known_hosts.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace junos_audit::worker {

enum class LoginMethod { publickey, agent, password, keyboard_interactive };
/// The words of reports and of --auth: "keyboard-interactive".
[[nodiscard]] std::string_view to_word(LoginMethod method);

/// How to log in, as the parent hands it to a worker over a pipe; in no argument, environment or
/// file.
struct Credential {
    LoginMethod method = LoginMethod::publickey;
    Secret secret;     ///< password, or private key
    Secret passphrase; ///< of the key
    std::string agent_socket;
};

/// What is the same for all devices of a run; sent to a worker once, before its first task.
struct Setup {
    std::vector<std::string> controls; ///< ids; empty when only capturing
    std::vector<std::string>
        capture_sources;        ///< beyond what the controls need: all that the built-in ones need
    bool keep_snapshot = false; ///< send the snapshot's files beside the assessment
    bool legacy_algorithms = false;
    bool accept_new_host_keys = false;
    bool eager = false;
    bool agent = false;    ///< tasks may log in with an ssh agent, which is a local socket
    bool wire_log = false; ///< send the session's bytes as records
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds device_timeout{30'000};
    std::optional<std::int64_t> at; ///< --at, epoch seconds
};

/// One device to be audited live, or one stored snapshot to be judged.
struct Task {
    std::uint32_t id = 0; ///< chosen by the parent, comes back with every record
    std::string name;
    std::string host;
    std::vector<std::string> addresses;
    std::uint16_t port = 830;
    std::string user;
    Credential credential;
    std::vector<ssh::KnownKey> known_keys;
    int attempt = 1;
    std::string snapshot_directory; ///< not empty: judge this instead of connecting
};

/// What a worker tells the parent.
struct Record {
    enum class Kind {
        ready,      ///< body: JSON of the cipher self-test; first record of every worker
        heartbeat,  ///< no body
        assessment, ///< body: policy::to_record
        snapshot,   ///< body: JSON object of file name → content
        wire,       ///< body: one line of the wire log
        failed, ///< body: why the task could not be done at all (a snapshot directory that cannot
                ///< be read)
        done,   ///< the task is over; no body
    };
    Kind kind = Kind::heartbeat;
    std::uint32_t task = 0;
    std::string body;
};

/// The contents of frames (base/frame.hpp), in both directions. A record is 1 byte kind, 4 bytes
/// task, body; the numbers are big-endian. Setup and Task hold secrets: the buffer is the caller's
/// to wipe.
[[nodiscard]] std::string encode(const Record& record);
[[nodiscard]] std::string encode(const Setup& setup);
[[nodiscard]] std::string encode(const Task& task);

/// Nothing for bytes that are none. A record's body is whatever the worker wrote: its reader checks
/// it.
[[nodiscard]] std::optional<Record> decode_record(std::string_view content);
using Order = std::variant<Setup, Task>;
[[nodiscard]] std::optional<Order> decode_order(std::string_view content);

} // namespace junos_audit::worker
