// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/fleet/spawner.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace junos_audit::fleet {

/// What the parent and the spawner say to each other: one request, one answer, each one packet on a
/// SOCK_SEQPACKET pair. The first byte is the kind.
enum class Request : char { spawn = 'W', end = 'E', run = 'C' };
/// `worker` carries a descriptor beside it.
enum class Answer : char { worker = 'w', ended = 'e', output = 'o', failed = 'f' };

struct Packet {
    char kind = 0;
    std::string body; ///< may be secret: whoever takes it wipes it
    Descriptor descriptor;
};

/// Both ends, closed on exec.
[[nodiscard]] std::pair<Descriptor, Descriptor> make_pair(int socket_type);

/// False when the peer is gone.
bool send_packet(int socket, char kind, std::string_view body, int descriptor = -1);
/// Nothing when the peer is gone.
[[nodiscard]] std::optional<Packet> receive_packet(int socket);

/// Numbers inside a packet, as decimal text.
[[nodiscard]] long to_number(std::string_view text);

} // namespace junos_audit::fleet
