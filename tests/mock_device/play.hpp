// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "mock_device/player.hpp"
#include "mock_device/server_session.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace junos_audit::play {

class StillClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override {
        return WallTime(std::chrono::seconds(1800000000));
    }
    [[nodiscard]] SteadyTime steady() const override { return {}; }
};

/// A device from pages by file name without ".xml", and the requests that its capture made, by
/// source.
inline mock::Device device(const std::map<std::string, std::string>& pages,
                           const std::map<std::string, std::string>& requests) {
    snapshot::Snapshot snapshot;
    for (const auto& [source, rpc] : requests) {
        const auto page = pages.find(source);
        const auto bytes = page == pages.end() ? std::string("<rpc-reply/>") : page->second;
        snapshot.exchanges.push_back({{source, ""}, rpc, {}, snapshot::Reply{bytes, "", {}}});
    }
    snapshot::Files files;
    for (const auto& [name, bytes] : pages) {
        files[name + ".xml"] = bytes;
    }
    return mock::Device::from(snapshot, files);
}

inline const Clock& still_clock() {
    static const StillClock clock;
    return clock;
}

inline mock::Player player(mock::Device device, mock::PlayerOptions options = {}) {
    return {std::make_shared<const mock::Device>(std::move(device)), std::move(options),
            still_clock()};
}

inline mock::Answer ask(const mock::Player& player, const std::string& operation) {
    const auto request = mock::parse_request("<rpc message-id=\"1\">" + operation + "</rpc>");
    REQUIRE(request);
    return player.answer(*request);
}

inline std::string demo_router() {
    return std::string(TESTS_DIRECTORY) + "/../mock_device/devices/demo-router";
}

/// All that a session does until it wants to hear more.
inline std::vector<mock::Step> steps(mock::ServerSession& session) {
    std::vector<mock::Step> all;
    while (auto step = session.next()) {
        all.push_back(std::move(*step));
    }
    return all;
}

inline std::string sent(const std::vector<mock::Step>& steps) {
    std::string bytes;
    for (const auto& step : steps) {
        if (const auto* send = std::get_if<mock::Send>(&step)) {
            bytes += send->bytes;
        }
    }
    return bytes;
}

} // namespace junos_audit::play
