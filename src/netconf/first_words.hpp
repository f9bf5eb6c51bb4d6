// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junos_audit::netconf {

/// What a server said before its hello, from its first '<' on. Junos answers a login that may not
/// use NETCONF with rpc-replies that have neither hello nor delimiter between them, and a hello may
/// follow in the same message (py-junos-eznc issue 878), so that the whole is not well-formed.
/// Returns the messages of the rpc-errors in the rpc-replies at the beginning, printable, or
/// nothing.
[[nodiscard]] std::string refusal_words(std::string_view bytes);

} // namespace junos_audit::netconf
