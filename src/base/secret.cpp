// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/secret.hpp"

#include <cstring>
#include <utility>

namespace junos_audit {

// A moved-from std::string keeps short contents in its inner buffer: every move is followed by a
// wipe.

Secret::Secret(std::string bytes)
    : bytes_(std::move(bytes)) {
    junos_audit::wipe(bytes);
}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::move(other.bytes_)) {
    other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        bytes_ = std::move(other.bytes_);
        other.wipe();
    }
    return *this;
}

Secret::~Secret() {
    wipe();
}

Secret Secret::clone() const {
    return Secret(bytes_);
}

void Secret::wipe() noexcept {
    junos_audit::wipe(bytes_);
}

void wipe(std::string& bytes) noexcept {
    bytes.resize(bytes.capacity()); // within the capacity: neither allocates nor throws
    explicit_bzero(bytes.data(), bytes.size());
    bytes.clear();
}

} // namespace junos_audit
