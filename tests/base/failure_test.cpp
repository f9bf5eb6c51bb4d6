// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/failure.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace junos_audit;

TEST_CASE("phases have the words of the reports, in the order in which they happen",
          "[base][failure]") {
    const char* words[] = {"resolve",   "connect", "kex", "host-key", "auth", "channel",
                           "subsystem", "hello",   "rpc", "parse",    "close"};
    int position = 0;
    for (const char* word : words) {
        CAPTURE(word);
        const auto phase = phase_from_word(word);
        REQUIRE(phase);
        CHECK(static_cast<int>(*phase) == position++);
        CHECK(to_word(*phase) == word);
    }
}

TEST_CASE("failure codes have the words of the reports", "[base][failure]") {
    const char* words[] = {
        "name-not-resolved", "connection-refused",    "unreachable",       "timeout",
        "host-key-unknown",  "host-key-mismatch",     "host-key-revoked",  "host-key-weak",
        "session-lost",      "authentication-failed", "subsystem-refused", "malformed-reply",
        "limit-exceeded",    "permission-denied",     "rpc-refused",       "not-junos",
        "not-captured",      "interrupted",           "worker-killed",     "no-common-algorithm"};
    std::set<int> seen;
    for (const char* word : words) {
        CAPTURE(word);
        const auto code = failure_code_from_word(word);
        REQUIRE(code);
        CHECK(to_word(*code) == word);
        seen.insert(static_cast<int>(*code));
    }
    CHECK(seen.size() == std::size(words));
    CHECK(*seen.rbegin() == static_cast<int>(FailureCode::worker_killed));
}

TEST_CASE("words of others are none of ours", "[base][failure]") {
    for (const char* word : {"", "host_key", "Resolve", "resolve ", "unknown"}) {
        CAPTURE(word);
        CHECK_FALSE(phase_from_word(word));
        CHECK_FALSE(failure_code_from_word(word));
    }
}
