// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit {

/// Where in an audit of one device something went wrong, in the order in which they happen.
enum class Phase {
    resolve,
    connect,
    kex,
    host_key,
    auth,
    channel,
    subsystem,
    hello,
    rpc,
    parse,
    close,
};

/// Why a device or one of its answers could not be had. The words are part of the JSON report.
enum class FailureCode {
    name_not_resolved,
    connection_refused,
    unreachable,
    timeout,
    no_common_algorithm,
    host_key_unknown,
    host_key_mismatch,
    host_key_revoked,
    host_key_weak,
    authentication_failed,
    subsystem_refused,
    session_lost,
    malformed_reply,
    limit_exceeded,
    permission_denied,
    rpc_refused,
    not_junos,
    not_captured,
    interrupted,
    worker_killed,
};

/// The words of the reports: "host-key", "connection-refused".
[[nodiscard]] std::string_view to_word(Phase phase);
[[nodiscard]] std::string_view to_word(FailureCode code);

/// The inverse of to_word; nothing for a word that is not one of ours.
[[nodiscard]] std::optional<Phase> phase_from_word(std::string_view word);
[[nodiscard]] std::optional<FailureCode> failure_code_from_word(std::string_view word);

/// An operating outcome: the world did not do what was asked. A value, never an exception across a
/// layer.
struct Failure {
    Phase phase;
    FailureCode code;
    std::string message; ///< what was seen, one printable line (see printable.hpp), no device name
    std::string advice;  ///< what to do next, one line; may be empty

    bool operator==(const Failure&) const = default;
};

} // namespace junos_audit
