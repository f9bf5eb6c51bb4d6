// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace junos_audit::test {

/// The bytes of a capture in tests/samples.
inline std::string sample(const std::string& name) {
    std::ifstream in(std::string(TESTS_DIRECTORY) + "/samples/" + name, std::ios::binary);
    INFO(name);
    REQUIRE(in.good());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

} // namespace junos_audit::test
