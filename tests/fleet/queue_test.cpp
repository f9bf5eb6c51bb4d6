// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/queue.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace junos_audit;
using namespace junos_audit::fleet;
using namespace std::chrono_literals;

namespace {

const SteadyTime start_time{1h};

std::vector<std::size_t> one_credential(std::size_t devices) {
    return std::vector<std::size_t>(devices, 0);
}

QueueLimits without_limits() {
    return {1000, 0us, 1000, 1000};
}

std::vector<std::size_t> start_all(Queue& queue, SteadyTime now = start_time) {
    std::vector<std::size_t> started;
    while (const auto device = queue.start(now))
        started.push_back(*device);
    return started;
}

using Devices = std::vector<std::size_t>;

} // namespace

TEST_CASE("devices are begun in order and each once", "[fleet][queue]") {
    Queue queue(one_credential(4), without_limits());
    CHECK(queue.has_waiting());
    CHECK(start_all(queue) == Devices{0, 1, 2, 3});
    CHECK_FALSE(queue.has_waiting());
    for (const std::size_t device : {2u, 0u, 1u, 3u}) {
        CHECK_FALSE(queue.all_over());
        queue.finished(device);
    }
    CHECK(queue.all_over());
}

TEST_CASE("an empty queue is over", "[fleet][queue]") {
    Queue queue({}, {});
    CHECK(queue.all_over());
    CHECK_FALSE(queue.start(start_time));
}

TEST_CASE("no more devices are under way than the limit says", "[fleet][queue]") {
    auto limits = without_limits();
    limits.concurrency = 2;
    Queue queue(one_credential(4), limits);
    CHECK(start_all(queue) == Devices{0, 1});
    queue.finished(0);
    CHECK(start_all(queue) == Devices{2});
}

TEST_CASE("starts keep their distance", "[fleet][queue]") {
    auto limits = without_limits();
    limits.start_interval = 10ms;
    Queue queue(one_credential(3), limits);
    CHECK(start_all(queue) == Devices{0});
    CHECK(queue.next_start() == start_time + 10ms);
    CHECK(start_all(queue, start_time + 9ms).empty());
    CHECK(start_all(queue, start_time + 10ms) == Devices{1});
}

TEST_CASE("until a credential has been accepted only a few devices try it", "[fleet][queue]") {
    auto limits = without_limits();
    limits.unproven_max = 2;
    Queue queue({0, 0, 0, 1, 0, 1}, limits);
    CHECK(start_all(queue) == Devices{0, 1, 3, 5});
    queue.finished(0); // refused: the next one may try
    CHECK(start_all(queue) == Devices{2});
    queue.finished(1);
    queue.logged_in(1);
    CHECK(start_all(queue) == Devices{4});
}

TEST_CASE("a device whose worker died is repeated once, alone", "[fleet][queue]") {
    Queue queue(one_credential(3), without_limits());
    start_all(queue);
    CHECK(queue.attempt(1) == 1);
    CHECK(queue.died(1));
    CHECK(queue.attempt(1) == 2);
    CHECK(queue.died(0));
    CHECK(start_all(queue).empty());
    CHECK(queue.start_alone(start_time) == 1u);
    CHECK(queue.start_alone(start_time) == 0u);
    CHECK_FALSE(queue.start_alone(start_time));
    queue.finished(0);
    CHECK_FALSE(queue.died(1));
    queue.finished(2);
    CHECK(queue.all_over());
}

TEST_CASE("only so many devices are repeated at a time", "[fleet][queue]") {
    auto limits = without_limits();
    limits.alone_max = 1;
    Queue queue(one_credential(2), limits);
    start_all(queue);
    CHECK(queue.died(0));
    CHECK(queue.died(1));
    CHECK(queue.start_alone(start_time) == 0u);
    CHECK_FALSE(queue.start_alone(start_time));
    queue.finished(0);
    CHECK(queue.start_alone(start_time) == 1u);
}

TEST_CASE("a repetition for which there is no process comes first again", "[fleet][queue]") {
    Queue queue(one_credential(2), without_limits());
    start_all(queue);
    CHECK(queue.died(0));
    CHECK(queue.died(1));
    CHECK(queue.start_alone(start_time) == 0u);
    queue.postpone(0);
    CHECK(queue.start_alone(start_time) == 0u);
    CHECK_FALSE(queue.died(0));
}

TEST_CASE("stopping names what has no end, and nothing begins after it", "[fleet][queue]") {
    Queue queue(one_credential(5), {3, 0us, 16, 1000});
    start_all(queue);
    queue.finished(1);
    CHECK(queue.died(2));
    CHECK(queue.stop() == Devices{0, 2, 3, 4});
    CHECK(queue.all_over());
    CHECK(queue.stop().empty());
    CHECK_FALSE(queue.start(start_time));
    CHECK_FALSE(queue.start_alone(start_time));
}

TEST_CASE("whatever dies, every device comes to exactly one end", "[fleet][queue]") {
    for (unsigned pattern = 0; pattern < 256; ++pattern) {
        CAPTURE(pattern);
        Queue queue(one_credential(4), {2, 0us, 1, 2});
        std::multiset<std::size_t> ended;
        for (int round = 0; round < 20 && !queue.all_over(); ++round) {
            for (const auto device : start_all(queue)) {
                if ((pattern >> device & 1u) == 0) {
                    queue.finished(device);
                    ended.insert(device);
                } else {
                    CHECK(queue.died(device));
                }
            }
            while (const auto device = queue.start_alone(start_time)) {
                if ((pattern >> (4 + *device) & 1u) == 0)
                    queue.finished(*device);
                else
                    CHECK_FALSE(queue.died(*device));
                ended.insert(*device);
            }
        }
        CHECK(queue.all_over());
        CHECK(ended == std::multiset<std::size_t>{0, 1, 2, 3});
    }
}
