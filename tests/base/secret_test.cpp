// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/secret.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <type_traits>

using namespace junos_audit;

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

namespace {

/// The bytes of a string's buffer up to its capacity, also those that are no longer part of it.
bool holds_only_zeros(const std::string& bytes) {
    return std::all_of(bytes.data(), bytes.data() + bytes.capacity(),
                       [](char byte) { return byte == '\0'; });
}

} // namespace

TEST_CASE("a secret gives its bytes to whom asks for them", "[base][secret]") {
    const Secret secret("hunter2");
    CHECK(secret.reveal() == "hunter2");
    CHECK_FALSE(secret.empty());
    CHECK(Secret{}.empty());
}

TEST_CASE("wiping overwrites the whole capacity of a string", "[base][secret]") {
    for (const std::size_t size : {7U, 15U, 16U, 1000U}) {
        std::string bytes(size, 'x');
        bytes.resize(3); // the rest stays in memory
        wipe(bytes);
        CHECK(bytes.empty());
        CHECK(holds_only_zeros(bytes));
    }
}

TEST_CASE("a secret that was moved away holds nothing", "[base][secret]") {
    Secret first("short");
    Secret second(std::move(first));
    CHECK(first.empty()); // NOLINT: that is the point
    CHECK(second.reveal() == "short");
    Secret third("another one that does not fit the inner buffer of a string");
    third = std::move(second);
    CHECK(second.empty()); // NOLINT
    CHECK(third.reveal() == "short");
}

TEST_CASE("a secret survives a move onto itself", "[base][secret]") {
    Secret secret("hunter2");
    Secret& same = secret;
    secret = std::move(same);
    CHECK(secret.reveal() == "hunter2");
}

TEST_CASE("a clone is a secret of its own", "[base][secret]") {
    Secret first("hunter2");
    const Secret second = first.clone();
    first = Secret{};
    CHECK(second.reveal() == "hunter2");
}
