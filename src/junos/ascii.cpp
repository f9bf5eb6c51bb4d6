// SPDX-License-Identifier: Apache-2.0
#include "junos/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace junos_audit::junos {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
    return result;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool is_node_name(std::string_view text) {
    constexpr std::string_view prefix = "node";
    return text.substr(0, prefix.size()) == prefix &&
           whole_number(text.substr(prefix.size())).has_value();
}

} // namespace junos_audit::junos
