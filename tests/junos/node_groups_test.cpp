// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos::test;

TEST_CASE("what the group of the other node adds is looked at, or is a doubt",
          "[junos][configuration]") {
    const auto group = [](const std::string& node, const std::string& body) {
        return "<groups><name>" + node + "</name>" + body + "</groups>";
    };
    const std::string names = "<system><host-name>r1</host-name></system><interfaces/>";
    const auto groups = [&](const std::string& other) {
        return configuration(group("node0", names) + group("node1", names + other));
    };
    struct Shape {
        const char* name;
        std::string xml;
        const char* outcome;
    };
    const std::string web =
        "<system><services><web-management><http/></web-management></services></system>";
    const Shape shapes[] = {
        {"nothing that is needed", groups(""), "understood"},
        {"a statement that is needed", groups(web), "understood, but node-group-configuration"},
        {"the same in the first group", configuration(group("node0", web) + group("node1", names)),
         "understood, but node-group-configuration"},
        {"deactivated",
         groups(R"(<system inactive="inactive"><services><rest/></services></system>)"),
         "understood"},
        {"beside what is needed", groups("<system><services><ssh/></services></system>"),
         "understood"},
        {"undocumented",
         groups("<system><services><undocumented><rest><http/></rest></undocumented></services>"
                "</system>"),
         "understood, but node-group-configuration"},
        {"a wildcard on the way",
         groups("<security><pki><ca-profile><name>&lt;*&gt;</name></ca-profile></pki></security>"),
         "understood, but node-group-configuration"},
        {"a group of a group", groups("<apply-groups>more</apply-groups>"),
         "understood, but node-group-configuration"},
        {"one group only", configuration(group("node0", names)),
         "understood, but node-group-configuration"},
        {"no groups", configuration(""), "understood, but node-group-configuration"},
        {"the candidate",
         reply("<configuration>" + group("node0", "") + group("node1", "") + "</configuration>"),
         "understood, but node-group-configuration"},
        {"parts denied", groups("<system>/* ACCESS-DENIED */</system>"),
         "understood, but node-group-configuration"},
        {"a warning", reply(rpc_error("cut", "warning") + "<configuration/>"),
         "understood, but node-group-configuration"},
        {"refused", reply(rpc_error("permission denied")),
         "understood, but node-group-configuration"},
        {"not XML", "oops", "understood, but node-group-configuration"},
    };
    Device device;
    device.answer(
        "configuration",
        configuration(R"(<system><host-name junos:group="node0">r1</host-name></system>)"));
    device.filter({"/configuration/security/pki", "/configuration/system/host-name",
                   "/configuration/system/services/rest",
                   "/configuration/system/services/web-management", "/configuration/version"});
    device.answer("cluster", cluster_of("node0 node1"));
    for (const auto& shape : shapes)
        DYNAMIC_SECTION(shape.name) {
            device.answer("configuration-node-groups", shape.xml);
            CHECK(outcome(device.read(), "configuration") == shape.outcome);
            CHECK(codes(device.read().notes) == "node-groups");
        }
    SECTION("never asked") {
        CHECK(outcome(device.read(), "configuration") ==
              "understood, but node-group-configuration");
    }
    SECTION("it is not known whether the device is a cluster") {
        device.answer("software", reply(software("srx345")))
            .silence("cluster", FailureCode::timeout);
        CHECK(outcome(device.read(), "configuration") ==
              "understood, but node-group-configuration");
    }
}
