// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/collect/collect.hpp"
#include "junos_audit/junos/sources.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/ssh/client.hpp"
#include "junos_audit/worker/job.hpp"

#include <asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace junos_audit::worker {

/// What an audit needs of the world, so that a test can be the world.
struct World {
    const Clock& clock;
    std::function<asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>(
        const ssh::Endpoint&, const ssh::Login&, const ssh::ConnectOptions&,
        ssh::ConnectionFacts&)>
        connect; ///< ssh::connect
    std::function<asio::awaitable<void>(std::chrono::milliseconds)> pause;
    std::function<std::chrono::milliseconds()> jitter; ///< 0 to 500 ms
};

/// From one task to one snapshot, within one deadline. Repeats, counted in the provenance: a
/// refused connection, twice; a session that stalls or dies while requests are under way, once,
/// asked one by one. Nothing after a failed login.
class DeviceAudit {
public:
    DeviceAudit(const Task& task, const Setup& setup, const junos::Needs& needs, const World& world,
                collect::WireLog wire_log);

    /// `gcm_allowed`: the self-test's word.
    asio::awaitable<snapshot::Snapshot> run(const ssh::Login& login, bool gcm_allowed);
    /// The snapshot of a device to which no connection could even be tried.
    [[nodiscard]] snapshot::Snapshot not_tried(const Failure& failure) const;

private:
    using Stream = Result<std::unique_ptr<transport::ByteStream>>;

    asio::awaitable<snapshot::Snapshot> session(const ssh::Login& login, bool gcm_allowed,
                                                collect::Pipelining pipelining);
    asio::awaitable<Stream> connect(const ssh::Login& login, bool gcm_allowed,
                                    ssh::ConnectionFacts& facts);
    [[nodiscard]] snapshot::Provenance provenance() const;
    [[nodiscard]] ssh::ConnectOptions connect_options(bool gcm_allowed) const;
    [[nodiscard]] collect::CollectOptions collect_options(collect::Pipelining pipelining) const;
    [[nodiscard]] bool worth_repeating(const snapshot::Snapshot& snapshot) const;
    [[nodiscard]] bool time_for(std::chrono::milliseconds time) const;
    void note_connection(const ssh::ConnectionFacts& facts, snapshot::Provenance& provenance) const;

    const Task& task_;
    const Setup& setup_;
    const junos::Needs& needs_;
    const World& world_;
    collect::WireLog wire_log_;
    WallTime started_;
    SteadyTime deadline_;
    int attempts_;
};

} // namespace junos_audit::worker
