// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Text of protocols: ASCII only, no locale.
namespace junos_audit::junos {

/// A–Z become a–z; every other byte stays.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view part);
[[nodiscard]] bool is_digit(char c);
/// Digits and nothing else.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);
/// "node0", "node1": how Junos names the members of a chassis cluster.
[[nodiscard]] bool is_node_name(std::string_view text);

} // namespace junos_audit::junos
