// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"
#include "junos_audit/junos/sources.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace junos_audit;
using namespace junos_audit::junos::test;

namespace {

const std::pair<const char*, const char*> seeds[] = {
    {"configuration", "composed-config-rest-and-web.xml"},
    {"configuration", "config-undocumented-and-group.xml"},
    {"pki-ca-certificates", "pki-ca-detail-15.1X49.xml"},
    {"pki-ca-certificates", "composed-pki-cluster.xml"},
    {"cluster", "cluster-status-24.4R2.xml"},
    {"software", "version-ex.xml"},
};

/// Bytes that mean something in XML are what breaks readers.
std::string mutate(std::string bytes, std::mt19937& random) {
    static constexpr std::string_view telling = "<>/&\"'= \n:!-[]?\0a0\xff";
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    for (auto left = below(4) + 1; left > 0 && bytes.size() > 16; --left) {
        const auto at = below(bytes.size() - 8);
        const auto length = below(8);
        switch (below(4)) {
        case 0:
            bytes[at] = telling[below(telling.size())];
            break;
        case 1:
            bytes.erase(at, length);
            break;
        case 2:
            bytes.insert(at, bytes.substr(below(bytes.size() - 8), length * 8));
            break;
        case 3:
            bytes.insert(at, 1, telling[below(telling.size())]);
            break;
        }
    }
    return bytes;
}

void read_all(Device& device) {
    const auto readings = device.read();
    REQUIRE(readings.sources.size() == 8);
    REQUIRE(readings.tree);
    static_cast<void>(junos::follow_up(device.snapshot()));
}

} // namespace

TEST_CASE("no reply can bring reading down", "[junos][mutation]") {
    std::mt19937 random(20261122); // the same bytes in every run
    for (const auto& [source, sample] : seeds) {
        const auto original = file(std::string("samples/") + sample);
        for (int round = 0; round < 700; ++round) {
            Device device;
            device.answer(source, mutate(original, random));
            read_all(device);
        }
    }
}

TEST_CASE("a reply that is cut off anywhere is never understood", "[junos][mutation]") {
    for (const auto& [source, sample] : seeds) {
        const auto original = file(std::string("samples/") + sample);
        const auto end = original.rfind('>');
        for (std::size_t size = 0; size < end; size += 1 + size / 64) {
            CAPTURE(source, size);
            Device device;
            device.answer(source, original.substr(0, size));
            REQUIRE(outcome(device.read(), source) == "failed: malformed-reply");
        }
    }
}
