// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/answer.hpp"

namespace junos_audit::junos {

/// Whether any answer bears a sign of Junos: Juniper's namespace, or an element that only Junos
/// answers with. The hello is not asked: proxies and other vendors copy its capabilities. Answers
/// that cannot be read count as a sign, because what they are is said better by their own failure.
[[nodiscard]] bool shows_junos(Answers& answers);

} // namespace junos_audit::junos
