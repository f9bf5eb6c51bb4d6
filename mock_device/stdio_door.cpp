// SPDX-License-Identifier: Apache-2.0
#include "mock_device/stdio_door.hpp"

#include "junos_audit/base/overload.hpp"

#include <array>
#include <cerrno>
#include <thread>

#include <unistd.h>

namespace junos_audit::mock {
namespace {

enum class Go { on, silently, away };

bool write_all(int output, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(output, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Go take(const Step& step, int output) {
    return std::visit(
        overload{
            [&](const Send& send) { return write_all(output, send.bytes) ? Go::on : Go::away; },
            [](const Wait& wait) {
                std::this_thread::sleep_for(wait.time);
                return Go::on;
            },
            [](const Stall&) { return Go::silently; },
            [](const Close&) { return Go::away; },
            [](const Cut&) { return Go::away; },
        },
        step);
}

/// Everything that can be done without hearing more.
Go take_all(ServerSession& session, int output) {
    Go go = Go::on;
    while (go == Go::on) {
        const std::optional<Step> step = session.next();
        if (!step) {
            return go;
        }
        go = take(*step, output);
    }
    return go;
}

} // namespace

void serve_stdio(ServerSession& session, int input, int output) {
    std::array<char, 16384> buffer{};
    session.start();
    Go go = take_all(session, output);
    while (go != Go::away) {
        const ssize_t count = ::read(input, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (go == Go::silently) {
            go = count > 0 ? go : Go::away;
            continue;
        }
        if (count > 0) {
            session.receive({buffer.data(), static_cast<std::size_t>(count)});
        } else {
            session.end_of_stream();
        }
        go = take_all(session, output);
    }
}

} // namespace junos_audit::mock
