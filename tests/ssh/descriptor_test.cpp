// SPDX-License-Identifier: Apache-2.0
#include "ssh/descriptor.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <thread>

using namespace junos_audit;
using namespace std::chrono_literals;

namespace {

/// One wait of 20 ms for something to read, on a loop that is busy elsewhere for twice as long.
bool outcome_on_busy_loop(bool something_comes) {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    asio::io_context loop(1);
    ssh::Descriptor descriptor(loop.get_executor(), ends[0]);
    std::optional<bool> outcome;
    asio::co_spawn(
        loop,
        descriptor.wait(ssh::Descriptor::Event::wait_read, std::chrono::steady_clock::now() + 20ms),
        [&](const std::exception_ptr&, bool ready) { outcome = ready; });
    loop.poll();
    REQUIRE_FALSE(outcome);
    if (something_comes)
        REQUIRE(::write(ends[1], "x", 1) == 1);
    std::this_thread::sleep_for(40ms);
    loop.run();
    ::close(ends[1]);
    return outcome.value();
}

} // namespace

TEST_CASE("what came before the deadline counts although the loop was too busy to hear of it",
          "[ssh][descriptor]") {
    CHECK(outcome_on_busy_loop(true));
    CHECK_FALSE(outcome_on_busy_loop(false));
}
