// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace junos_audit {

/// One thing that is wrong with what the user gave us. Line and column count from 1; 0 where there
/// is none.
struct Problem {
    std::string file; ///< empty for the command line
    int line = 0;
    int column = 0;
    std::string message;

    bool operator==(const Problem&) const = default;
};

/// "controls/rest.yaml:12:5: unknown key 'selct'".
[[nodiscard]] std::string to_string(const Problem& problem);

/// Exit statuses of a run that cannot begin or cannot end (sysexits.h has the words).
enum class ExitStatus : int {
    usage = 64,
    bad_data = 65,
    missing_input = 66,
    internal = 70,
    cannot_write = 73,
    locked = 75,
};

/// The run cannot begin. Thrown by whoever reads what the user wrote, caught once, in main.
/// Carries every problem of the file, not only the first.
class UsageError : public std::exception {
public:
    UsageError(ExitStatus status, std::vector<Problem> problems);
    UsageError(ExitStatus status, std::string message);

    [[nodiscard]] ExitStatus status() const { return status_; }
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

private:
    ExitStatus status_;
    std::vector<Problem> problems_;
    std::string text_;
};

} // namespace junos_audit
