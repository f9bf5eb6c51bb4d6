// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace junos_audit::controls {

struct Embedded {
    std::string_view file; ///< "controls/<id>.yaml"
    std::string_view text;
};
/// In the order of their names.
[[nodiscard]] std::span<const Embedded> embedded();

} // namespace junos_audit::controls
