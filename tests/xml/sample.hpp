// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace junos_audit::test {

/// What devices sent; tests/samples/README.md says which.
inline constexpr std::array well_formed_samples{
    "config-firefly-12.1X46-web-management.xml",
    "config-rfc-compliant-filtered-17.3R2.xml",
    "config-undocumented-and-group.xml",
    "empty-reply.xml",
    "err-permission-denied-config-16.1R1.xml",
    "hello-rfc-compliant-17.3R3.xml",
    "pki-ca-detail-15.1X49.xml",
    "version-srx-cluster.xml",
    "version-with-keepalive-comment.xml",
    "warn-vrrp-not-running-23.4R2.xml",
};

inline std::string sample(const std::string& name) {
    std::ifstream file(TESTS_DIRECTORY "/samples/" + name, std::ios::binary);
    if (!file)
        throw std::runtime_error("no sample " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace junos_audit::test
