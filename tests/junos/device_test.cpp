// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos::test;

namespace {

const std::string ca = "pki-ca-certificates";

std::string doubt_with(const std::string& authorization) {
    return outcome(Device().answer("authorization", authorization).read(), "configuration");
}

} // namespace

TEST_CASE("absence is proven by permissions", "[junos][authorization]") {
    struct Row {
        const char* permissions;
        bool proven;
    };
    const Row rows[] = {
        {"all", true},
        {"admin view view-configuration", true},
        {"view system security", true},
        {"view", false},
        {"view-configuration", false},
        {"view system", false},
        {"view security", false},
        {"system security", false},
        {"none", false},
        {"", false},
        {"view-all View view-configurations", false},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.permissions) {
            const auto readings =
                Device().answer("authorization", permissions(row.permissions)).read();
            CHECK(outcome(readings, "configuration") ==
                  (row.proven ? "understood" : "understood, but permission-not-proven"));
            CHECK(select(readings, "/authorization/@proven") == (row.proven ? "yes" : "no"));
        }
}

TEST_CASE("expressions that hide configuration leave absence unproven", "[junos][authorization]") {
    const auto with = [](const std::string& rules) {
        return doubt_with(
            permissions("all", "<command-authorization>" + rules + "</command-authorization>"));
    };
    const auto* unproven = "understood, but permission-not-proven";
    CHECK(with("<deny-config>system services</deny-config>") == unproven);
    CHECK(with("<deny-configuration>.*</deny-configuration>") == unproven);
    CHECK(with("<deny-configuration-regexps>x</deny-configuration-regexps>") == unproven);
    CHECK(with("<deny-config/><deny-command>request .*</deny-command>") == "understood");
    CHECK(with("<deny-config>none</deny-config>") == "understood");
}

TEST_CASE("a login that cannot be learned of proves nothing", "[junos][authorization]") {
    const auto* unproven = "understood, but permission-not-proven";
    CHECK(doubt_with(reply("")) == unproven);
    CHECK(doubt_with(reply(rpc_error("unknown command"))) == unproven);
    CHECK(doubt_with(reply("<output>root</output>")) == unproven);
    CHECK(doubt_with("<rpc-reply") == unproven);
    CHECK(outcome(Device().forget("authorization").read(), "configuration") == unproven);
    CHECK(outcome(Device().silence("authorization", FailureCode::timeout).read(),
                  "configuration") == unproven);
}

TEST_CASE("an ACCESS-DENIED marker anywhere leaves absence unproven", "[junos][authorization]") {
    const auto* body =
        GENERATE("<security>/* ACCESS-DENIED */</security>", "<!-- ACCESS-DENIED -->",
                 "<junos:comment>/* ACCESS-DENIED */</junos:comment>",
                 R"(<security junos:comment="ACCESS-DENIED"/>)");
    const auto readings = Device().answer("configuration", configuration(body)).read();
    CHECK(outcome(readings, "configuration") == "understood, but permission-not-proven");
    CHECK(select(readings, "/authorization/@proven") == "no");
}

TEST_CASE("what is missing is named, with the way to mend it", "[junos][authorization]") {
    const auto reading =
        Device().answer("authorization", permissions("view")).read().sources.at("configuration");
    CHECK(std::get<snapshot::Understood>(reading).caveats ==
          std::vector<snapshot::Caveat>{
              {"permission-not-proven",
               "that the whole configuration was shown is not proven: the login class \"auditor\" "
               "lacks the permission view-configuration; give the auditor a login class with "
               "permissions [ view view-configuration ]"}});
}

TEST_CASE("a cluster is enabled, not enabled, or not known", "[junos][cluster]") {
    struct Row {
        const char* name;
        std::string model;
        std::string cluster;
        const char* outcome;
        const char* enabled;
        const char* pki;
    };
    const std::string none = rpc_error("error: Chassis cluster is not enabled");
    const char* const doubt = "understood, but node-unanswered";
    const Row rows[] = {
        {"no cluster", "srx345", reply(none), "understood", "no", "understood"},
        {"no such command", "ex4650", reply(rpc_error("syntax error")), "understood", "no",
         "understood"},
        {"no such command on an SRX, which has it", "srx345",
         reply(rpc_error("unknown command: x")), "refused: rpc-refused", "(nothing)", doubt},
        {"denied on an SRX", "vSRX", reply(rpc_error("permission denied")),
         "refused: permission-denied", "(nothing)", doubt},
        {"denied on a switch", "qfx5100", reply(rpc_error("permission denied")),
         "refused: permission-denied", "(nothing)", "understood"},
        {"denied on a model that is not known", "", reply(rpc_error("permission denied")),
         "refused: permission-denied", "(nothing)", doubt},
        {"nothing", "srx345", reply(""), "unreadable: answer-unreadable", "(nothing)", doubt},
        {"output", "srx345", reply("<output>Chassis cluster is not enabled</output>"),
         "unreadable: answer-unreadable", "(nothing)", doubt},
        {"a cluster of one", "srx345", cluster_of("node0"), "understood", "yes",
         "understood, but node-unanswered, node-unanswered"},
        {"a cluster", "srx345", cluster_of("node0 node1 node0 node1"), "understood", "yes",
         "understood, but node-unanswered, node-unanswered"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto readings = Device()
                                      .answer("software", reply(software(row.model)))
                                      .answer("cluster", row.cluster)
                                      .read();
            CHECK(outcome(readings, "cluster") == row.outcome);
            CHECK(select(readings, "/cluster/@enabled") == row.enabled);
            CHECK(outcome(readings, ca) == row.pki);
        }
}

TEST_CASE("two nodes that show their version are a cluster, whatever else is refused",
          "[junos][cluster]") {
    Device device;
    device.answer("software",
                  wrapped(item("node0", software("srx345")) + item("node1", software("srx345"))));
    device.answer("cluster", reply(rpc_error("permission denied")));
    device.answer(ca, wrapped(item("node0", "")));
    CHECK(outcome(device.read(), ca) == "understood, but node-unanswered");
    CHECK(device.read().facts.nodes == std::vector<std::string>{"node0", "node1"});
    device.answer(ca, wrapped(item("node0", "") + item("node1", "")));
    CHECK(outcome(device.read(), ca) == "understood");
}

TEST_CASE("a device of which nothing says that it is no cluster may be one", "[junos][cluster]") {
    const auto readings = Device().forget("cluster").forget("software").read();
    CHECK(outcome(readings, ca) == "understood, but node-unanswered");
}

TEST_CASE("both clocks are kept, and a difference is said", "[junos][clock]") {
    const auto at = [](std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); };
    Device device;
    CHECK(device.read().clocks == snapshot::Clocks{new_year, new_year});
    CHECK(device.read().notes.empty());

    device.answer("clock", reply(clock("1767225900")));
    CHECK(device.read().notes.empty());
    device.answer("clock", reply(clock("1767225901")));
    CHECK(device.read().clocks == snapshot::Clocks{at(1767225901), new_year});
    CHECK(device.read().notes ==
          std::vector<snapshot::Note>{
              {"clock-skew", "the device's clock says 2026-01-01T00:05:01Z, the auditor's "
                             "2026-01-01T00:00:00Z; a certificate must be in force under both"}});

    device.answer("clock", wrapped(item("node0", clock("1767225600")) + item("node1", clock("0"))));
    CHECK(device.read().clocks == snapshot::Clocks{at(0), new_year});
    CHECK(select(device.read(), "/clock/@epoch") == "0");
}

TEST_CASE("a device's clock that cannot be read leaves ours", "[junos][clock]") {
    const auto xml = GENERATE(reply(""), reply(clock("")), reply(clock("-1")), reply(clock("1e9")),
                              reply(clock("253402300800")), reply(clock("99999999999999999999")),
                              reply(rpc_error("permission denied")), std::string("<x"));
    const auto readings = Device().answer("clock", xml).read();
    CHECK(readings.clocks == snapshot::Clocks{std::nullopt, new_year});
    CHECK(codes(readings.notes) == "clock-from-auditor");
    CHECK(outcome(readings, "clock") != "understood");
}

TEST_CASE("the instant to judge as of replaces both clocks", "[junos][clock]") {
    auto device = Device().answer("clock", reply(clock("1")));
    const auto at = *from_rfc3339("2027-01-01T00:00:00Z");
    const auto readings = junos::read(device.snapshot(), at);
    CHECK(readings.clocks == snapshot::Clocks{at, at});
    CHECK(readings.notes.empty());
    CHECK(select(readings, "/clock/@epoch") == "1");
}

TEST_CASE("the facts say who answered", "[junos][facts]") {
    const snapshot::DeviceFacts expected{"r1",      "ex4650-48y-8c",        "23.4R2-S3.9", "audit",
                                         "auditor", "2025-11-22T08:26:40Z", "admin",       {}};
    CHECK(Device().read().facts == expected);
}

TEST_CASE("releases are found in all forms of show version", "[junos][facts]") {
    const auto version = [](const std::string& sample) {
        return Device().answer("software", file("samples/" + sample)).read().facts.junos_version;
    };
    CHECK(version("version-ex.xml") == "11.4R1.6");
    CHECK(version("version-localre-ex4650-23.4R2.xml") == "23.4R2-S7.4");
    CHECK(version("version-srx-cluster.xml") == "17.3-2017-07-02.0_RELEASE_173_THROTTLE");
    CHECK(version("version-12.3X48-jsr-empty-leaf.xml") == "23.4R2"); // that of the configuration
}

TEST_CASE("what does not answer as Junos does is said to be no Junos", "[junos][stranger]") {
    Device device;
    const auto* error = R"(<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><rpc-error>)"
                        "<error-tag>unknown-element</error-tag><error-severity>error"
                        "</error-severity></rpc-error></rpc-reply>";
    for (const auto& exchange : std::vector(device.snapshot().exchanges))
        device.answer(exchange.key.source, error);
    const auto readings = device.read();
    CHECK(readings.sources.size() == 8);
    for (const auto& [source, reading] : readings.sources) {
        CAPTURE(source);
        CHECK(outcome(reading) == "failed: not-junos");
    }
    CHECK(readings.tree->dom().first_child().empty());

    device.answer("software", reply(rpc_error("permission denied")));
    CHECK(outcome(device.read(), "software") == "refused: permission-denied");
}

TEST_CASE("a device that was not reached has no readings but the reason", "[junos][stranger]") {
    snapshot::Snapshot unreached;
    unreached.provenance.failure = Failure{Phase::connect, FailureCode::connection_refused, "", ""};
    const auto readings = junos::read(unreached);
    CHECK(readings.sources.size() == 8);
    for (const auto& [source, reading] : readings.sources) {
        CAPTURE(source);
        CHECK(outcome(reading) == "failed: connection-refused");
    }
    CHECK(readings.notes.empty());
}
