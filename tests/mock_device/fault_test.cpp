// SPDX-License-Identifier: Apache-2.0
#include "mock_device/fault.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace junos_audit::mock;

TEST_CASE("a fault script is read", "[mock_device][fault]") {
    CHECK(*parse_fault("cut-after=100@1") == Fault{FaultKind::cut_after, "", "", 100, 1});
    CHECK(*parse_fault("trickle") == Fault{FaultKind::trickle, "", "", 0, {}});
    CHECK(*parse_fault("refuse=software:no: not@home") ==
          Fault{FaultKind::refuse, "software", "no: not@home", 0, {}});
    CHECK(*parse_fault("refuse=clock") ==
          Fault{FaultKind::refuse, "clock", "permission denied", 0, {}});
}

TEST_CASE("a fault that is none is refused", "[mock_device][fault]") {
    const auto* text = GENERATE("", "explode", "cut-after", "cut-after=", "cut-after=1x",
                                "cut-after=-1", "trickle=1", "wrong-id=", "refuse=:x", "trickle@0");
    CAPTURE(text);
    CHECK_FALSE(parse_fault(text));
}

TEST_CASE("a fault hits the session and the source that it names", "[mock_device][fault]") {
    const std::vector<Fault> all{*parse_fault("wrong-id=clock@2"), *parse_fault("delay-ms=5")};
    CHECK(Faults(all, 1).find(FaultKind::wrong_id, "clock", "") == nullptr);
    const Faults second(all, 2);
    CHECK(second.find(FaultKind::wrong_id, "clock", "") != nullptr);
    CHECK(second.find(FaultKind::wrong_id, "", "clock") != nullptr);
    CHECK(second.find(FaultKind::wrong_id, "software", "get-x") == nullptr);
    CHECK(second.number(FaultKind::delay_ms) == 5U);
}
