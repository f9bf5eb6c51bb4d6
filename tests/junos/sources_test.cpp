// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/junos/sources.hpp"

#include "junos/device.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos;
using namespace junos_audit::junos::test;

namespace {

const std::vector<Request> always = {
    {{"authorization", ""}, "<get-authorization-information/>", {}},
    {{"software", ""}, "<get-software-information/>", {}},
    {{"clock", ""}, "<get-system-uptime-information/>", {}},
    {{"cluster", ""}, "<get-chassis-cluster-status/>", {}},
};

Request node_request(const std::string& source, const std::string& rpc, const std::string& node) {
    return {{source, node}, "<" + rpc + "><detail/><node>" + node + "</node></" + rpc + ">", {}};
}

} // namespace

TEST_CASE("who, what, when and how many are asked whatever is needed", "[junos][sources]") {
    CHECK(plan({}) == always);
}

TEST_CASE("the plan of both built-in controls, word by word", "[junos][sources]") {
    const Needs needs{{"configuration", "pki-ca-certificates", "pki-local-certificates",
                       "pki-certificate-requests", "authorization", "clock"},
                      {"/configuration/system/services/web-management",
                       "/configuration/security/pki", "/configuration/system/services/rest"}};
    std::vector<Request> expected = {
        {{"configuration", ""},
         R"(<get-configuration database="committed" inherit="inherit" groups="groups">)"
         "<configuration><apply-groups/><groups><name/></groups><security><pki/></security>"
         "<system><host-name/><services><rest/><web-management/></services></system><version/>"
         "</configuration></get-configuration>",
         {"/configuration/apply-groups", "/configuration/groups/name",
          "/configuration/security/pki", "/configuration/system/host-name",
          "/configuration/system/services/rest", "/configuration/system/services/web-management",
          "/configuration/version"}},
        {{"pki-ca-certificates", ""},
         "<get-pki-ca-certificate><detail/></get-pki-ca-certificate>",
         {}},
        {{"pki-local-certificates", ""},
         "<get-pki-local-certificate><detail/></get-pki-local-certificate>",
         {}},
        {{"pki-certificate-requests", ""},
         "<get-pki-certificate-request><detail/></get-pki-certificate-request>",
         {}},
    };
    expected.insert(expected.end(), always.begin(), always.end());
    CHECK(plan(needs) == expected);
}

TEST_CASE("a path below another is within it, and what is no path is not asked for",
          "[junos][sources]") {
    const Needs needs{{"configuration"},
                      {"/configuration/security", "/configuration/security/pki", "/pki/x",
                       "/configuration/a[1]", "configuration/b", "/configuration//c", ""}};
    const auto request = plan(needs).front();
    CHECK(request.operation ==
          R"(<get-configuration database="committed" inherit="inherit" groups="groups">)"
          "<configuration><apply-groups/><groups><name/></groups><security/>"
          "<system><host-name/></system><version/></configuration></get-configuration>");
    CHECK(request.filter ==
          std::vector<std::string>{"/configuration/apply-groups", "/configuration/groups/name",
                                   "/configuration/security", "/configuration/security/pki",
                                   "/configuration/system/host-name", "/configuration/version"});
}

TEST_CASE("a message-id is the source and the node that is asked", "[junos][sources]") {
    CHECK(node_request("pki-ca-certificates", "get-pki-ca-certificate", "node1").rpc().message_id ==
          "pki-ca-certificates@node1");
}

TEST_CASE("a device that answered everything is asked nothing more", "[junos][sources]") {
    CHECK(follow_up(Device().snapshot()).empty());
    CHECK(follow_up({}).empty());
}

TEST_CASE("where get-configuration is unknown, get-config is asked once", "[junos][sources]") {
    Device device;
    device.answer("configuration", reply(rpc_error("syntax error, expecting &lt;candidate/&gt;")))
        .filter({"/configuration/version"});
    const std::vector<Request> expected = {
        {{"configuration-running", ""},
         R"(<get-config><source><running/></source><filter type="subtree"><configuration>)"
         "<version/></configuration></filter></get-config>",
         {"/configuration/version"}}};
    CHECK(follow_up(device.snapshot()) == expected);
    device.answer("configuration-running", reply(rpc_error("syntax error")));
    CHECK(follow_up(device.snapshot()).empty());
}

TEST_CASE("a login that may not read the configuration is not asked again", "[junos][sources]") {
    Device device;
    device.answer("configuration", reply(rpc_error("permission denied")));
    CHECK(follow_up(device.snapshot()).empty());
}

TEST_CASE("cluster nodes that did not answer are asked one by one", "[junos][sources]") {
    Device device;
    device.answer("cluster", cluster_of("node0 node1"));
    device.answer("pki-ca-certificates", wrapped(item("node0", "") + item("node1", "")));
    device.answer("pki-local-certificates", wrapped(item("node0", "")));
    const auto requests = "get-pki-certificate-request";
    std::vector<Request> expected = {
        node_request("pki-local-certificates", "get-pki-local-certificate", "node1"),
        node_request("pki-certificate-requests", requests, "node0"),
        node_request("pki-certificate-requests", requests, "node1"),
    };
    CHECK(follow_up(device.snapshot()) == expected);

    device.silence("pki-local-certificates", FailureCode::timeout, "node1");
    device.answer("pki-certificate-requests", reply(""), "node0");
    device.answer("pki-certificate-requests", reply(rpc_error("no")), "node1");
    CHECK(follow_up(device.snapshot()).empty());
}

TEST_CASE("where a cluster's configuration shows node groups, they are asked for once",
          "[junos][sources]") {
    const auto* const shown =
        GENERATE(R"(<system><host-name junos:group="node0">r1</host-name></system>)",
                 "<apply-groups>${node}</apply-groups>",
                 "<groups><name>node0</name></groups><groups><name>node1</name></groups>");
    CAPTURE(shown);
    Device device;
    for (const auto* source :
         {"pki-ca-certificates", "pki-local-certificates", "pki-certificate-requests"})
        device.answer(source, wrapped(item("node0", "") + item("node1", "")));
    device.answer("configuration", configuration(shown));
    CHECK(follow_up(device.snapshot()).empty()); // no cluster

    device.answer("cluster", cluster_of("node0 node1"));
    const std::vector<Request> expected = {
        {{"configuration-node-groups", ""},
         R"(<get-configuration database="committed"><configuration>)"
         "<groups><name>node0</name></groups><groups><name>node1</name></groups>"
         "</configuration></get-configuration>",
         {}}};
    CHECK(follow_up(device.snapshot()) == expected);
    device.answer("configuration-node-groups", reply(rpc_error("no")));
    CHECK(follow_up(device.snapshot()).empty());
}

TEST_CASE("a store that was refused is not asked of every node", "[junos][sources]") {
    Device device;
    device.answer("cluster", cluster_of("node0 node1"));
    for (const auto* source :
         {"pki-ca-certificates", "pki-local-certificates", "pki-certificate-requests"})
        device.answer(source, reply(rpc_error("permission denied")));
    CHECK(follow_up(device.snapshot()).empty());
}

TEST_CASE("every source is found by its id", "[junos][sources]") {
    for (const auto& source : sources())
        CHECK(find_source(source.id) == &source);
    CHECK(find_source(running_configuration) != nullptr);
    CHECK(find_source(node_groups) != nullptr);
    CHECK(find_source("nonsense") == nullptr);
}
