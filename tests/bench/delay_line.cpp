// SPDX-License-Identifier: Apache-2.0
// A wire of a given length between two network namespaces: packets that enter one TUN device leave
// the other one after a delay, SYN included. For kernels without netem. The round trips of a client
// are its wall time over this line, less that over a line without delay, divided by twice the
// delay.
//
//   delay_line NAMESPACE ADDRESS/LENGTH NAMESPACE ADDRESS/LENGTH MICROSECONDS
//
// Prints "ready" when packets flow, ends on SIGTERM.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(EXIT_FAILURE);
}

struct Interface {
    std::string network_namespace;
    std::string address;
    int prefix = 0;
};

void set_up(const Interface& interface, const char* name) {
    const int control = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);

    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (::inet_pton(AF_INET, interface.address.c_str(), &address.sin_addr) != 1)
        give_up("address");
    std::memcpy(&request.ifr_addr, &address, sizeof address);
    if (::ioctl(control, SIOCSIFADDR, &request) != 0)
        give_up("SIOCSIFADDR");

    address.sin_addr.s_addr = htonl(~((1u << (32 - interface.prefix)) - 1u));
    std::memcpy(&request.ifr_netmask, &address, sizeof address);
    if (::ioctl(control, SIOCSIFNETMASK, &request) != 0)
        give_up("SIOCSIFNETMASK");

    request.ifr_qlen = 50'000;
    if (::ioctl(control, SIOCSIFTXQLEN, &request) != 0)
        give_up("SIOCSIFTXQLEN");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    if (::ioctl(control, SIOCSIFFLAGS, &request) != 0)
        give_up("SIOCSIFFLAGS");
    ::close(control);
}

/// A TUN device lives in the namespace in which it was made; its descriptor works from anywhere.
int open_tun(const Interface& interface, const char* name) {
    const int home = ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    const auto path = "/run/netns/" + interface.network_namespace;
    const int there = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (there < 0 || ::setns(there, CLONE_NEWNET) != 0)
        give_up(path.c_str());
    const int tun = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request{};
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (tun < 0 || ::ioctl(tun, TUNSETIFF, &request) != 0)
        give_up("/dev/net/tun");
    set_up(interface, name);
    if (::setns(home, CLONE_NEWNET) != 0)
        give_up("setns");
    ::close(there);
    ::close(home);
    return tun;
}

struct Packet {
    Clock::time_point due;
    std::vector<char> bytes;
};

struct Direction {
    int from = -1;
    int to = -1;
    std::deque<Packet> under_way;

    void take_in(Clock::duration delay) {
        std::array<char, 65536> buffer;
        for (ssize_t got; (got = ::read(from, buffer.data(), buffer.size())) > 0;)
            under_way.push_back({Clock::now() + delay, {buffer.data(), buffer.data() + got}});
    }

    void hand_out() {
        for (; !under_way.empty() && under_way.front().due <= Clock::now(); under_way.pop_front()) {
            const auto& bytes = under_way.front().bytes;
            if (::write(to, bytes.data(), bytes.size()) < 0)
                std::perror("a packet was lost");
        }
    }
};

volatile std::sig_atomic_t stop_requested = 0;

int milliseconds_to_wait(const std::array<Direction, 2>& directions) {
    auto until = Clock::now() + std::chrono::seconds(1);
    for (const auto& direction : directions)
        if (!direction.under_way.empty())
            until = std::min(until, direction.under_way.front().due);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    return static_cast<int>(std::max<long long>(left, 0));
}

Interface interface_from(const char* network_namespace, const std::string& address) {
    const auto slash = address.find('/');
    if (slash == std::string::npos)
        give_up("an address needs a /length");
    return {network_namespace, address.substr(0, slash), std::atoi(address.c_str() + slash + 1)};
}

} // namespace

int main(int count, char** words) {
    if (count != 6) {
        std::fputs(
            "usage: delay_line NAMESPACE ADDRESS/LENGTH NAMESPACE ADDRESS/LENGTH MICROSECONDS\n",
            stderr);
        return 64;
    }
    const int left = open_tun(interface_from(words[1], words[2]), "delay0");
    const int right = open_tun(interface_from(words[3], words[4]), "delay1");
    const std::chrono::microseconds delay(std::atoll(words[5]));
    std::array<Direction, 2> directions{Direction{left, right, {}}, Direction{right, left, {}}};
    std::signal(SIGTERM, [](int) { stop_requested = 1; });
    std::puts("ready");
    std::fflush(stdout);
    while (stop_requested == 0) {
        std::array<pollfd, 2> ends{pollfd{left, POLLIN, 0}, pollfd{right, POLLIN, 0}};
        ::poll(ends.data(), ends.size(), milliseconds_to_wait(directions));
        for (auto& direction : directions) {
            direction.take_in(delay);
            direction.hand_out();
        }
    }
}
