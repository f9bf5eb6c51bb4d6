// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/ssh/self_test.hpp"

#include "ssh/algorithms.hpp"
#include "ssh/flipped_bit.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace junos_audit::ssh;

TEST_CASE("a packet that is left alone is accepted under every cipher that may be offered",
          "[ssh][self-test]") {
    for (const auto& cipher : all_ciphers()) {
        CAPTURE(cipher);
        CHECK(send_one_packet(cipher, BitFlip::none) == PacketFate::accepted);
    }
}

TEST_CASE("a packet with one flipped bit is rejected under every cipher that may be offered",
          "[ssh][self-test]") {
    for (const auto& cipher : all_ciphers()) {
        CAPTURE(cipher);
        CHECK(send_one_packet(cipher, BitFlip::one) == PacketFate::rejected);
    }
}

TEST_CASE("a cipher that libssh does not have counts as untested", "[ssh][self-test]") {
    CHECK(send_one_packet("no-such-cipher", BitFlip::one) == PacketFate::untested);
}

TEST_CASE("the self-test allows GCM with this library and takes little time", "[ssh][self-test]") {
    const auto begun = std::chrono::steady_clock::now();
    const auto result = cipher_self_test();
    const auto took = std::chrono::steady_clock::now() - begun;
    CHECK(result.gcm_allowed());
    CHECK(result.usable());
    CHECK(result.rejects_flipped_bit.size() == 5);
    CHECK(took < std::chrono::seconds(1));
}

TEST_CASE("GCM is allowed only when every GCM cipher rejected the bit", "[ssh][self-test]") {
    struct Row {
        const char* name;
        SelfTest result;
        bool gcm;
        bool usable;
    };
    const Row rows[] = {
        {"nothing was tested", {}, false, false},
        {"both reject",
         {{{"aes128-gcm@openssh.com", true}, {"aes256-gcm@openssh.com", true}}},
         true,
         true},
        {"one does not",
         {{{"aes128-gcm@openssh.com", true}, {"aes256-gcm@openssh.com", false}}},
         false,
         true},
        {"none was tried", {{{"aes256-ctr", true}}}, false, true},
        {"nothing rejects",
         {{{"aes256-ctr", false}, {"aes128-gcm@openssh.com", false}}},
         false,
         false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK(row.result.gcm_allowed() == row.gcm);
        CHECK(row.result.usable() == row.usable);
    }
}
