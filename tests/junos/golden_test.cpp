// SPDX-License-Identifier: Apache-2.0
#include "junos/device.hpp"
#include "junos_audit/xml/write.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace junos_audit;
using namespace junos_audit::junos::test;

namespace {

/// The reading of a real or composed reply: its outcome and, when it was understood, its part of
/// the tree. JUNOS_AUDIT_APPROVE=1 writes the files anew.
std::string written(const std::string& source, const std::string& sample) {
    const auto readings = Device().answer(source, file("samples/" + sample)).read();
    std::string text =
        "<!-- " + sample + " as " + source + ": " + outcome(readings, source) + " -->\n";
    for (const auto node : readings.tree->dom().children())
        if (xml::local_name(node) == source)
            text += xml::write(node);
    return text;
}

} // namespace

TEST_CASE("samples are normalised as the golden trees show", "[junos][golden]") {
    const std::pair<const char*, const char*> rows[] = {
        {"configuration", "composed-config-rest-and-web.xml"},
        {"configuration", "config-firefly-12.1X46-web-management.xml"},
        {"configuration", "config-get-configuration.xml"},
        {"configuration", "config-rfc-compliant-filtered-17.3R2.xml"},
        {"configuration", "config-undocumented-and-group.xml"},
        {"configuration", "empty-reply.xml"},
        {"configuration", "err-permission-denied-config-16.1R1.xml"},
        {"pki-ca-certificates", "pki-ca-detail-15.1X49.xml"},
        {"pki-ca-certificates", "composed-pki-cluster.xml"},
        {"pki-ca-certificates", "composed-pkid-not-running.xml"},
        {"pki-ca-certificates", "warn-vrrp-not-running-23.4R2.xml"},
        {"pki-ca-certificates", "output-not-master.xml"},
        {"pki-ca-certificates", "err-rpc-error-generic.xml"},
        {"pki-local-certificates", "composed-pki-brief-schema-names.xml"},
        {"pki-local-certificates", "empty-reply.xml"},
        {"cluster", "cluster-status-24.4R2.xml"},
        {"cluster", "cluster-status-not-enabled-old.xml"},
        {"cluster", "cluster-status-true.xml"},
        {"software", "version-12.3X48-jsr-empty-leaf.xml"},
        {"software", "version-ex.xml"},
        {"software", "version-localre-ex4650-23.4R2.xml"},
        {"software", "version-simple.xml"},
        {"software", "version-srx-cluster.xml"},
        {"software", "version-with-keepalive-comment.xml"},
    };
    for (const auto& [source, sample] : rows)
        DYNAMIC_SECTION(source << " " << sample) {
            const auto path = "junos/golden/" + std::string(source) + "." + sample;
            const auto actual = written(source, sample);
            if (std::getenv("JUNOS_AUDIT_APPROVE") != nullptr)
                std::ofstream(TESTS_DIRECTORY "/" + path, std::ios::binary) << actual;
            CHECK(actual == file(path));
        }
}
