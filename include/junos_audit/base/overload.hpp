// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace junos_audit {

/// Visits a std::variant with one lambda per alternative: std::visit(overload{[](A) {…}, [](B)
/// {…}}, v).
template <class... Functions>
struct overload : Functions... {
    using Functions::operator()...;
};

template <class... Functions>
overload(Functions...) -> overload<Functions...>; // clang 14 does not deduce it by itself

} // namespace junos_audit
