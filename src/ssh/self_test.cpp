// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/ssh/self_test.hpp"

#include "ssh/algorithms.hpp"
#include "ssh/flipped_bit.hpp"

#include <libssh/libssh.h>

#include <algorithm>
#include <string_view>

namespace junos_audit::ssh {
namespace {

bool is_gcm(std::string_view cipher) {
    return cipher.find("-gcm@") != std::string_view::npos;
}

} // namespace

bool SelfTest::gcm_allowed() const {
    bool any = false;
    for (const auto& [cipher, rejects] : rejects_flipped_bit) {
        if (is_gcm(cipher) && !rejects) {
            return false;
        }
        any = any || is_gcm(cipher);
    }
    return any;
}

bool SelfTest::usable() const {
    return std::any_of(rejects_flipped_bit.begin(), rejects_flipped_bit.end(),
                       [](const auto& entry) { return entry.second; });
}

SelfTest cipher_self_test() {
    SelfTest result;
    for (const auto& cipher : all_ciphers()) {
        result.rejects_flipped_bit[cipher] =
            send_one_packet(cipher, BitFlip::one) == PacketFate::rejected;
    }
    return result;
}

std::string library_version() {
    const char* version = ssh_version(0);
    return version != nullptr ? version : "";
}

} // namespace junos_audit::ssh
