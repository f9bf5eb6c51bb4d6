// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/failure.hpp"

#include "junos_audit/base/require.hpp"

namespace junos_audit {
namespace {

/// The enumerator whose word this is; `last` is the last one of the enumeration, which counts from
/// 0.
template <class Enum>
std::optional<Enum> from_word(std::string_view word, Enum last) {
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto candidate = static_cast<Enum>(i);
        if (to_word(candidate) == word)
            return candidate;
    }
    return std::nullopt;
}

} // namespace

std::string_view to_word(Phase phase) {
    switch (phase) {
    case Phase::resolve:
        return "resolve";
    case Phase::connect:
        return "connect";
    case Phase::kex:
        return "kex";
    case Phase::host_key:
        return "host-key";
    case Phase::auth:
        return "auth";
    case Phase::channel:
        return "channel";
    case Phase::subsystem:
        return "subsystem";
    case Phase::hello:
        return "hello";
    case Phase::rpc:
        return "rpc";
    case Phase::parse:
        return "parse";
    case Phase::close:
        return "close";
    }
    require(false, "a Phase that is none of its enumerators");
    return {};
}

std::string_view to_word(FailureCode code) {
    switch (code) {
    case FailureCode::name_not_resolved:
        return "name-not-resolved";
    case FailureCode::connection_refused:
        return "connection-refused";
    case FailureCode::unreachable:
        return "unreachable";
    case FailureCode::timeout:
        return "timeout";
    case FailureCode::no_common_algorithm:
        return "no-common-algorithm";
    case FailureCode::host_key_unknown:
        return "host-key-unknown";
    case FailureCode::host_key_mismatch:
        return "host-key-mismatch";
    case FailureCode::host_key_revoked:
        return "host-key-revoked";
    case FailureCode::host_key_weak:
        return "host-key-weak";
    case FailureCode::authentication_failed:
        return "authentication-failed";
    case FailureCode::subsystem_refused:
        return "subsystem-refused";
    case FailureCode::session_lost:
        return "session-lost";
    case FailureCode::malformed_reply:
        return "malformed-reply";
    case FailureCode::limit_exceeded:
        return "limit-exceeded";
    case FailureCode::permission_denied:
        return "permission-denied";
    case FailureCode::rpc_refused:
        return "rpc-refused";
    case FailureCode::not_junos:
        return "not-junos";
    case FailureCode::not_captured:
        return "not-captured";
    case FailureCode::interrupted:
        return "interrupted";
    case FailureCode::worker_killed:
        return "worker-killed";
    }
    require(false, "a FailureCode that is none of its enumerators");
    return {};
}

std::optional<Phase> phase_from_word(std::string_view word) {
    return from_word(word, Phase::close);
}

std::optional<FailureCode> failure_code_from_word(std::string_view word) {
    return from_word(word, FailureCode::worker_killed);
}

} // namespace junos_audit
