// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace junos_audit::ssh {

/// What a client did with one packet that its server sent under `cipher`.
enum class PacketFate {
    accepted,
    rejected,
    untested, ///< it did not come that far: cipher or library refused, or too many turns
};

enum class BitFlip { none, one };

/// Client, server and the wire between them in this process and this thread, all non-blocking, with
/// a host key that was never used before. After the key exchange the server sends one
/// SSH_MSG_IGNORE (RFC 4253 §11.2) in one piece; the wire flips one bit in its middle, or none.
[[nodiscard]] PacketFate send_one_packet(const std::string& cipher, BitFlip flip);

} // namespace junos_audit::ssh
