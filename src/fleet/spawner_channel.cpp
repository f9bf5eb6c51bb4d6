// SPDX-License-Identifier: Apache-2.0
#include "fleet/spawner_channel.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/require.hpp"
#include "junos_audit/base/secret.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace junos_audit::fleet {

namespace {

/// A command's output is the longest thing that is said.
constexpr std::size_t packet_bytes_max = limits::secret_file_bytes_max + 16;

/// Room for one descriptor beside a packet (cmsg(3)).
union Control {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int))> space;
};

template <class Call>
ssize_t uninterrupted(Call call) {
    ssize_t result = 0;
    do
        result = call();
    while (result < 0 && errno == EINTR);
    return result;
}

void attach(msghdr& message, Control& control, int descriptor) {
    message.msg_control = control.space.data();
    message.msg_controllen = control.space.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
}

Descriptor attached(msghdr& message) {
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof(int)))
        return {};
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof(int));
    return Descriptor(descriptor);
}

} // namespace

std::pair<Descriptor, Descriptor> make_pair(int socket_type) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, socket_type | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return {};
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool send_packet(int socket, char kind, std::string_view body, int descriptor) {
    require(body.size() < packet_bytes_max, "a packet to or from the spawner is short");
    std::array<iovec, 2> parts{iovec{&kind, 1}, iovec{const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    Control control{};
    if (descriptor >= 0)
        attach(message, control, descriptor);
    return uninterrupted([&] { return ::sendmsg(socket, &message, MSG_NOSIGNAL); }) > 0;
}

std::optional<Packet> receive_packet(int socket) {
    Packet packet;
    packet.body.resize(packet_bytes_max);
    std::array<iovec, 2> parts{iovec{&packet.kind, 1},
                               iovec{packet.body.data(), packet.body.size()}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    Control control{};
    message.msg_control = control.space.data();
    message.msg_controllen = control.space.size();
    const auto got = uninterrupted([&] { return ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC); });
    if (got < 1 || (message.msg_flags & MSG_TRUNC) != 0)
        return std::nullopt;
    packet.descriptor = attached(message);
    packet.body.resize(static_cast<std::size_t>(got) - 1);
    return packet;
}

long to_number(std::string_view text) {
    long number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    require(error == std::errc() && stop == text.data() + text.size(),
            "the spawner was told a number");
    return number;
}

} // namespace junos_audit::fleet
