// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/spawner.hpp"

#include <unistd.h>

#include <utility>

namespace junos_audit::fleet {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

int Descriptor::release() {
    return std::exchange(fd_, -1);
}

void Descriptor::reset() {
    if (const int fd = release(); fd >= 0)
        ::close(fd);
}

} // namespace junos_audit::fleet
