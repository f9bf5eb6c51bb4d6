// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/resolver.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <optional>

using namespace junos_audit;
using namespace junos_audit::fleet;
using namespace std::chrono_literals;

namespace {

using Addresses = std::vector<std::string>;

Result<Addresses> look_up(const std::string& host, Family family = Family::any,
                          std::chrono::milliseconds time = 10s) {
    asio::io_context loop;
    std::optional<Result<Addresses>> result;
    const auto deadline = std::chrono::steady_clock::now() + time;
    asio::co_spawn(
        loop, [&]() -> asio::awaitable<void> { result = co_await resolve(host, family, deadline); },
        asio::detached);
    loop.run();
    REQUIRE(result);
    return *result;
}

} // namespace

TEST_CASE("a numeric host is its own address", "[fleet][resolver]") {
    for (const auto* host : {"192.0.2.1", "2001:db8::1", "::1", "fe80::1%eth0"}) {
        CAPTURE(host);
        const auto addresses = look_up(host);
        REQUIRE(addresses);
        CHECK(*addresses == Addresses{host});
    }
}

TEST_CASE("an address of the other family is no answer", "[fleet][resolver]") {
    CHECK(look_up("192.0.2.1", Family::ipv4).has_value());
    CHECK(look_up("::1", Family::ipv6).has_value());
    CHECK(look_up("192.0.2.1", Family::ipv6).error() ==
          Failure{Phase::resolve, FailureCode::name_not_resolved,
                  "192.0.2.1 is an address of the other family", ""});
    CHECK_FALSE(look_up("::1", Family::ipv4).has_value());
}

TEST_CASE("what only looks like an address is not looked up", "[fleet][resolver]") {
    for (const auto* host : {"127.1", "2130706433", "0x7f000001", "-x", ""}) {
        CAPTURE(host);
        const auto addresses = look_up(host);
        REQUIRE_FALSE(addresses);
        CHECK(addresses.error().code == FailureCode::name_not_resolved);
    }
}

TEST_CASE("localhost is found without asking anybody", "[fleet][resolver]") {
    const auto addresses = look_up("localhost", Family::ipv4);
    REQUIRE(addresses);
    CHECK(*addresses == Addresses{"127.0.0.1"});
}

TEST_CASE("a name that does not exist fails within the deadline", "[fleet][resolver]") {
    const auto begin = std::chrono::steady_clock::now();
    const auto addresses = look_up("no-such-router.invalid", Family::any, 500ms);
    REQUIRE_FALSE(addresses);
    CHECK(addresses.error().phase == Phase::resolve);
    const auto code = addresses.error().code;
    CHECK((code == FailureCode::name_not_resolved || code == FailureCode::timeout));
    CHECK(addresses.error().message.find("no-such-router.invalid") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
}

TEST_CASE("a deadline that has passed is not waited for", "[fleet][resolver]") {
    const auto addresses = look_up("no-such-router.invalid", Family::any, -1ms);
    REQUIRE_FALSE(addresses);
}
