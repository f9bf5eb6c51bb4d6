// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/snapshot.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit::snapshot;

TEST_CASE("a source key is written with its node", "[snapshot]") {
    CHECK(to_string(SourceKey{"configuration", ""}) == "configuration");
    CHECK(to_string(SourceKey{"pki-ca-certificates", "node1"}) == "pki-ca-certificates@node1");
}

TEST_CASE("an exchange is found by source and node", "[snapshot]") {
    Snapshot snapshot;
    snapshot.exchanges = {{{"clock", "node0"}, "a", {}, Reply{}},
                          {{"clock", ""}, "b", {}, Reply{}}};
    REQUIRE(snapshot.find({"clock", ""}) != nullptr);
    CHECK(snapshot.find({"clock", ""})->rpc == "b");
    CHECK(snapshot.find({"clock", "node1"}) == nullptr);
}
