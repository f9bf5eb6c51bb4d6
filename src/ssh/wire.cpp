// SPDX-License-Identifier: Apache-2.0
#include "ssh/wire.hpp"

namespace junos_audit::ssh {

std::optional<std::uint32_t> take_uint32(std::string_view& rest) {
    if (rest.size() < 4) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    for (const char byte : rest.substr(0, 4)) {
        value = (value << 8) | static_cast<unsigned char>(byte);
    }
    rest.remove_prefix(4);
    return value;
}

std::optional<std::string_view> take_string(std::string_view& rest) {
    const auto size = take_uint32(rest);
    if (!size || *size > rest.size()) {
        return std::nullopt;
    }
    const auto taken = rest.substr(0, *size);
    rest.remove_prefix(*size);
    return taken;
}

} // namespace junos_audit::ssh
