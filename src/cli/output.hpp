// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::cli {

/// Writes all of it to standard output. What went wrong (a closed pipe, a full disk), or nothing.
[[nodiscard]] std::optional<std::string> write_to_stdout(std::string_view text);

/// Puts a file with mode 0600 in place of `path`: a reader sees the old or the new content, never a
/// part, whatever happens in between. What is no regular file (/dev/full, a FIFO) is written to as
/// it is. What went wrong, or nothing.
[[nodiscard]] std::optional<std::string> write_to_file(const std::string& path,
                                                       std::string_view text);

/// Why nothing could be written to `path`, asked before an audit begins; nothing when all looks
/// well.
[[nodiscard]] std::optional<std::string> problem_with_output(const std::string& path);

} // namespace junos_audit::cli
