// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words of the command line as values; nothing for a word that is not one.
namespace junos_audit::cli {

[[nodiscard]] std::optional<std::uint16_t> read_port(std::string_view word);
/// "30", "2.5": 0.1 second to one day.
[[nodiscard]] std::optional<std::chrono::milliseconds> read_seconds(std::string_view word);
/// "a,b": its parts; an empty part counts, so that it is noticed.
[[nodiscard]] std::vector<std::string> split_commas(std::string_view word);

} // namespace junos_audit::cli
