// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/usage_error.hpp"

#include "junos_audit/base/printable.hpp"

#include <utility>

namespace junos_audit {
namespace {

/// PATH_MAX on Linux: a file's name is never cut.
constexpr std::size_t file_name_bytes_max = 4096;

std::string joined(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        if (!text.empty())
            text += '\n';
        text += to_string(problem);
    }
    return text;
}

} // namespace

std::string to_string(const Problem& problem) {
    std::string place = printable(problem.file, file_name_bytes_max);
    if (problem.line > 0)
        place += (place.empty() ? "" : ":") + std::to_string(problem.line);
    if (problem.line > 0 && problem.column > 0)
        place += ":" + std::to_string(problem.column);
    return place.empty() ? problem.message : place + ": " + problem.message;
}

UsageError::UsageError(ExitStatus status, std::vector<Problem> problems)
    : status_(status)
    , problems_(std::move(problems))
    , text_(joined(problems_)) {}

UsageError::UsageError(ExitStatus status, std::string message)
    : UsageError(status, {Problem{{}, 0, 0, std::move(message)}}) {}

} // namespace junos_audit
