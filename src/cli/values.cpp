// SPDX-License-Identifier: Apache-2.0
#include "cli/values.hpp"

#include <charconv>
#include <cmath>

namespace junos_audit::cli {
namespace {

template <class Number>
std::optional<Number> read_whole(std::string_view word) {
    Number number{};
    const auto* end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc() || stopped != end)
        return std::nullopt;
    return number;
}

} // namespace

std::optional<std::uint16_t> read_port(std::string_view word) {
    const auto port = read_whole<std::uint16_t>(word);
    return port && *port != 0 ? port : std::nullopt;
}

std::optional<std::chrono::milliseconds> read_seconds(std::string_view word) {
    constexpr double shortest = 0.1;
    constexpr double longest = 86'400;
    if (word.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::nullopt; // from_chars also reads inf, nan, signs and exponents
    const auto seconds = read_whole<double>(word);
    if (!seconds || *seconds < shortest || *seconds > longest)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(*seconds * 1000));
}

std::vector<std::string> split_commas(std::string_view word) {
    std::vector<std::string> parts;
    for (;;) {
        const auto comma = word.find(',');
        parts.emplace_back(word.substr(0, comma));
        if (comma == std::string_view::npos)
            return parts;
        word.remove_prefix(comma + 1);
    }
}

} // namespace junos_audit::cli
