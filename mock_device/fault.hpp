// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::mock {

/// One way to misbehave. README.md tells what each does.
enum class FaultKind {
    cut_after,
    stall_after,
    refuse,
    wrong_id,
    no_id,
    close_before,
    close_after_hello,
    stall_before_hello,
    garbage,
    trickle,
    duplicate,
    delay_ms,
    preamble,
    hello_twice,
    ssh_no_subsystem,
    ssh_drop_after_kex,
    ssh_refuse_auth,
    ssh_prompts,
    ssh_prompt_rounds,
};

struct Fault {
    FaultKind kind{};
    std::string source;  ///< source id or name of the operation, for the faults that hit one answer
    std::string message; ///< of refuse
    std::size_t number = 0;          ///< bytes, milliseconds, prompts
    std::optional<unsigned> session; ///< only the session with this number, counted from 1

    bool operator==(const Fault&) const = default;
};

/// "cut-after=100@1", "refuse=software:permission denied". The error says what is wrong with the
/// text.
[[nodiscard]] Result<Fault, std::string> parse_fault(std::string_view text);

/// What one session has to do wrong.
class Faults {
public:
    Faults() = default;
    /// Those of `all` that hit session number `session`.
    Faults(const std::vector<Fault>& all, unsigned session);

    [[nodiscard]] bool has(FaultKind kind) const;
    [[nodiscard]] std::optional<std::size_t> number(FaultKind kind) const;
    /// The fault of this kind that is meant for the answer about `source`, asked by `operation`.
    [[nodiscard]] const Fault* find(FaultKind kind, std::string_view source,
                                    std::string_view operation) const;

private:
    std::vector<Fault> faults_;
};

} // namespace junos_audit::mock
