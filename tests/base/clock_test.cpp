// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/clock.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace junos_audit;
using std::chrono::seconds;

TEST_CASE("a time is written as RFC 3339 in UTC", "[base][clock]") {
    CHECK(to_rfc3339(WallTime{seconds{0}}) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339(WallTime{seconds{1795321320}}) == "2026-11-22T04:22:00Z");
    CHECK(to_rfc3339(WallTime{seconds{-1}}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a time beyond four digits of years is written as the last that fits", "[base][clock]") {
    using limits = std::numeric_limits<seconds::rep>;
    CHECK(to_rfc3339(WallTime{seconds{limits::max()}}) == "9999-12-31T23:59:59Z");
    CHECK(to_rfc3339(WallTime{seconds{limits::min()}}) == "0000-01-01T00:00:00Z");
}

TEST_CASE("RFC 3339 is read with Z, with an offset and as a date", "[base][clock]") {
    struct Row {
        const char* text;
        const char* in_utc;
    };
    const Row rows[] = {
        {"2026-11-22T04:22:00Z", "2026-11-22T04:22:00Z"},
        {"2026-11-22t04:22:00z", "2026-11-22T04:22:00Z"},
        {"2026-11-22T04:22:00+05:30", "2026-11-21T22:52:00Z"},
        {"2026-11-22T04:22:00-23:59", "2026-11-23T04:21:00Z"},
        {"2026-11-22T04:22:00-00:00", "2026-11-22T04:22:00Z"},
        {"2026-11-22", "2026-11-22T00:00:00Z"},
        {"2024-02-29", "2024-02-29T00:00:00Z"},
        {"1970-01-01", "1970-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto time = from_rfc3339(row.text);
        REQUIRE(time);
        CHECK(to_rfc3339(*time) == row.in_utc);
    }
}

TEST_CASE("what is not quite RFC 3339 is refused", "[base][clock]") {
    const char* texts[] = {
        "",
        "2026",
        "2026-11",
        "2026-1-22",
        "26-11-22",
        "2026/11/22",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-11-31",
        "+026-11-22",
        "2026-11-22T",
        "2026-11-22Z",
        "2026-11-22T04:22Z",
        "2026-11-22T04:22:00",
        "2026-11-22 04:22:00Z",
        "2026-11-22T04:22:00.5Z",
        "2026-11-22T04:22:60Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T04:60:00Z",
        "2026-11-22T-4:22:00Z",
        "2026-11-22T04:22:00ZZ",
        "2026-11-22T04:22:00+0530",
        "2026-11-22T04:22:00+05:3",
        "2026-11-22T04:22:00+24:00",
        "2026-11-22T04:22:00 +01:00",
        " 2026-11-22",
        "2026-11-22 ",
        "1969-12-31",
        "1970-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    };
    for (const char* text : texts) {
        CAPTURE(text);
        CHECK_FALSE(from_rfc3339(text));
    }
}

TEST_CASE("every day comes back as it was written", "[base][clock]") {
    for (WallTime day = *from_rfc3339("1999-12-31"); day < *from_rfc3339("2101-01-02");
         day += std::chrono::days{1}) {
        CHECK(from_rfc3339(to_rfc3339(day)) == day);
    }
}

TEST_CASE("the system's clock tells the present", "[base][clock]") {
    const SystemClock clock;
    CHECK(clock.wall() > *from_rfc3339("2024-01-01"));
    const auto before = clock.steady();
    CHECK(clock.steady() >= before);
}
