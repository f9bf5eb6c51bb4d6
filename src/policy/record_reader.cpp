// SPDX-License-Identifier: Apache-2.0
#include "policy/record_reader.hpp"

#include <algorithm>
#include <chrono>

namespace junos_audit::policy::record {

namespace {

constexpr std::int64_t last_instant = 253402300799; // 9999-12-31T23:59:59Z

bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace

void Reader::object(const Json& value, std::initializer_list<std::string_view> keys) {
    check(value.is_object() && value.size() == keys.size() &&
          std::all_of(keys.begin(), keys.end(), [&](auto key) { return value.contains(key); }));
}

const Reader::Json& Reader::member(const Json& object, std::string_view key) {
    static const Json nothing;
    if (object.is_object())
        if (const auto found = object.find(key); found != object.end())
            return *found;
    check(false);
    return nothing;
}

std::string Reader::text(const Json& object, std::string_view key) {
    const auto& value = member(object, key);
    check(value.is_string());
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::vector<std::string> Reader::texts(const Json& object, std::string_view key) {
    return list<std::string>(object, key, [this](const Json& value) {
        check(value.is_string());
        return value.is_string() ? value.get<std::string>() : std::string();
    });
}

bool Reader::flag(const Json& object, std::string_view key) {
    const auto& value = member(object, key);
    check(value.is_boolean());
    return value.is_boolean() && value.get<bool>();
}

std::int64_t Reader::integer(const Json& object, std::string_view key, std::int64_t max) {
    const auto& value = member(object, key);
    const bool in_range =
        value.is_number_unsigned() && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(max);
    check(in_range);
    return in_range ? value.get<std::int64_t>() : 0;
}

WallTime Reader::time(const Json& object, std::string_view key) {
    return WallTime(std::chrono::seconds(integer(object, key, last_instant)));
}

std::optional<WallTime> Reader::optional_time(const Json& object, std::string_view key) {
    if (member(object, key).is_null())
        return std::nullopt;
    return time(object, key);
}

std::string Reader::word(const Json& object, std::string_view key) {
    auto text = this->text(object, key);
    check(is_word(text));
    return text;
}

} // namespace junos_audit::policy::record
