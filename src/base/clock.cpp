// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/clock.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace junos_audit {
namespace {

using namespace std::chrono;

constexpr WallTime earliest_readable = sys_days{1970y / January / 1};
constexpr WallTime earliest_writable = sys_days{year{0} / January / 1};
constexpr WallTime end_of_years = sys_days{year{10000} / January / 1};

/// Exactly `text.size()` digits.
std::optional<int> number(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// "2026-11-22" (RFC 3339 §5.6 full-date).
std::optional<sys_days> date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto y = number(text.substr(0, 4));
    const auto m = number(text.substr(5, 2));
    const auto d = number(text.substr(8, 2));
    if (!y || !m || !d)
        return std::nullopt;
    const auto value = year{*y} / month{static_cast<unsigned>(*m)} / day{static_cast<unsigned>(*d)};
    return value.ok() ? std::optional<sys_days>{value} : std::nullopt;
}

/// "04:22", as in times and in offsets.
std::optional<seconds> hours_and_minutes(std::string_view text) {
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const auto h = number(text.substr(0, 2));
    const auto m = number(text.substr(3, 2));
    if (!h || !m || *h > 23 || *m > 59)
        return std::nullopt;
    return hours{*h} + minutes{*m};
}

/// "04:22:00". A leap second (":60") has no place in sys_seconds and is refused.
std::optional<seconds> time_of_day(std::string_view text) {
    if (text.size() != 8 || text[5] != ':')
        return std::nullopt;
    const auto begin = hours_and_minutes(text.substr(0, 5));
    const auto s = number(text.substr(6, 2));
    if (!begin || !s || *s > 59)
        return std::nullopt;
    return *begin + seconds{*s};
}

std::optional<seconds> offset(std::string_view text) {
    if (text == "Z" || text == "z")
        return seconds{0};
    if (text.empty() || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const auto size = hours_and_minutes(text.substr(1));
    if (!size)
        return std::nullopt;
    return text[0] == '+' ? *size : -*size;
}

/// What follows a date: "T04:22:00Z".
std::optional<seconds> time_after_date(std::string_view text) {
    if (text.empty())
        return seconds{0};
    if (text.size() < 10 || (text[0] != 'T' && text[0] != 't'))
        return std::nullopt;
    const auto local = time_of_day(text.substr(1, 8));
    const auto ahead = offset(text.substr(9));
    if (!local || !ahead)
        return std::nullopt;
    return *local - *ahead;
}

} // namespace

WallTime SystemClock::wall() const {
    return floor<seconds>(system_clock::now());
}

SteadyTime SystemClock::steady() const {
    return steady_clock::now();
}

std::string to_rfc3339(WallTime time) {
    time = std::clamp(time, earliest_writable, end_of_years - seconds{1});
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock{time - midnight};
    char text[sizeof "2026-11-22T04:22:00Z" + 40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

std::optional<WallTime> from_rfc3339(std::string_view text) {
    const auto day = date(text.substr(0, 10));
    if (!day)
        return std::nullopt;
    const auto rest = time_after_date(text.substr(10));
    if (!rest)
        return std::nullopt;
    const WallTime time = *day + *rest;
    if (time < earliest_readable || time >= end_of_years)
        return std::nullopt;
    return time;
}

} // namespace junos_audit
