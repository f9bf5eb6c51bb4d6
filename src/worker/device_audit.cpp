// SPDX-License-Identifier: Apache-2.0
#include "worker/device_audit.hpp"

#include "junos_audit/worker/concessions.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::worker {

namespace {

using namespace std::chrono_literals;

/// Junos refuses connections above its rate-limit for the rest of the second.
constexpr auto refusal_pause = 300ms;
constexpr int refusals_max = 2;
/// Below this a second session would only be another way to time out.
constexpr auto session_time_min = 250ms;
/// Of the time that is left, how much a pipelined session may take before it counts as stalled.
constexpr int stall_share = 2;

std::string to_target(const Task& task) {
    const bool is_ipv6 = task.host.find(':') != std::string::npos;
    const auto host = is_ipv6 ? "[" + task.host + "]" : task.host;
    return task.user + "@" + host + ":" + std::to_string(task.port);
}

snapshot::HostKeyCheck checked(const ssh::ConnectionFacts& facts, bool accept_new) {
    using snapshot::HostKeyCheck;
    if (!facts.host_key_judged)
        return HostKeyCheck::unchecked;
    switch (facts.host_key_verdict) {
    case ssh::Verdict::verified:
        return HostKeyCheck::verified;
    case ssh::Verdict::verified_without_port:
        return HostKeyCheck::verified_without_port;
    case ssh::Verdict::unknown:
        return accept_new ? HostKeyCheck::accepted_new : HostKeyCheck::unchecked;
    case ssh::Verdict::mismatch:
    case ssh::Verdict::revoked:
        return HostKeyCheck::unchecked;
    }
    return HostKeyCheck::unchecked;
}

auto answers_in(const snapshot::Snapshot& snapshot) {
    return std::count_if(snapshot.exchanges.begin(), snapshot.exchanges.end(),
                         [](const snapshot::Exchange& exchange) {
                             return std::holds_alternative<snapshot::Reply>(exchange.answer);
                         });
}

} // namespace

DeviceAudit::DeviceAudit(const Task& task, const Setup& setup, const junos::Needs& needs,
                         const World& world, collect::WireLog wire_log)
    : task_(task)
    , setup_(setup)
    , needs_(needs)
    , world_(world)
    , wire_log_(std::move(wire_log))
    , started_(world.clock.wall())
    , deadline_(world.clock.steady() + setup.device_timeout)
    , attempts_(task.attempt) {}

asio::awaitable<snapshot::Snapshot> DeviceAudit::run(const ssh::Login& login, bool gcm_allowed) {
    auto first = co_await session(login, gcm_allowed, collect::Pipelining::all_at_once);
    if (!worth_repeating(first))
        co_return first;
    ++attempts_;
    auto second = co_await session(login, gcm_allowed, collect::Pipelining::one_by_one);
    if (answers_in(second) >= answers_in(first))
        co_return second;
    first.provenance.attempts = attempts_;
    first.provenance.finished = second.provenance.finished;
    co_return first;
}

snapshot::Snapshot DeviceAudit::not_tried(const Failure& failure) const {
    snapshot::Snapshot result;
    result.provenance = provenance();
    result.provenance.failure = failure;
    result.provenance.finished = world_.clock.wall();
    return result;
}

asio::awaitable<snapshot::Snapshot> DeviceAudit::session(const ssh::Login& login, bool gcm_allowed,
                                                         collect::Pipelining pipelining) {
    ssh::ConnectionFacts facts;
    auto stream = co_await connect(login, gcm_allowed, facts);
    snapshot::Snapshot result;
    result.provenance = provenance();
    note_connection(facts, result.provenance);
    if (!stream) {
        result.provenance.failure = stream.error();
        result.provenance.finished = world_.clock.wall();
        co_return result;
    }
    const auto options = collect_options(pipelining);
    co_await collect::collect(**stream, needs_, options, world_.clock, result);
    co_return result;
}

asio::awaitable<DeviceAudit::Stream> DeviceAudit::connect(const ssh::Login& login, bool gcm_allowed,
                                                          ssh::ConnectionFacts& facts) {
    const ssh::Endpoint endpoint{task_.addresses, task_.host, task_.port, task_.user};
    for (int refusals = 0;;) {
        const auto options = connect_options(gcm_allowed);
        facts = {};
        auto stream = co_await world_.connect(endpoint, login, options, facts);
        const bool refused = !stream && stream.error().phase == Phase::connect &&
                             stream.error().code == FailureCode::connection_refused;
        const auto wait = refusal_pause * (refusals + 1) + world_.jitter();
        if (!refused || refusals == refusals_max || !time_for(wait))
            co_return stream;
        co_await world_.pause(wait);
        ++refusals;
        ++attempts_;
    }
}

snapshot::Provenance DeviceAudit::provenance() const {
    snapshot::Provenance about;
    about.target = to_target(task_);
    about.name = task_.name;
    about.started = started_;
    about.authentication = to_word(task_.credential.method);
    about.attempts = attempts_;
    about.notes = concessions(setup_.legacy_algorithms, snapshot::HostKeyCheck::unchecked);
    return about;
}

void DeviceAudit::note_connection(const ssh::ConnectionFacts& facts,
                                  snapshot::Provenance& about) const {
    about.address = facts.address;
    about.algorithms = facts.algorithms;
    about.host_key = {checked(facts, setup_.accept_new_host_keys), facts.host_key_type,
                      facts.host_key_fingerprint};
    about.notes = concessions(setup_.legacy_algorithms, about.host_key.check);
}

ssh::ConnectOptions DeviceAudit::connect_options(bool gcm_allowed) const {
    ssh::ConnectOptions options;
    options.host_key_policy =
        setup_.accept_new_host_keys ? ssh::HostKeyPolicy::accept_new : ssh::HostKeyPolicy::strict;
    options.known_keys = task_.known_keys;
    options.legacy_algorithms = setup_.legacy_algorithms;
    options.offer_gcm = gcm_allowed;
    options.deadline = deadline_;
    options.connect_deadline = std::min(deadline_, world_.clock.steady() + setup_.connect_timeout);
    return options;
}

collect::CollectOptions DeviceAudit::collect_options(collect::Pipelining pipelining) const {
    collect::CollectOptions options;
    options.pipelining = pipelining;
    options.deadline = deadline_;
    options.wire_log = wire_log_;
    if (pipelining == collect::Pipelining::one_by_one)
        return options;
    // A stall that lasts to the deadline would leave no time for asking one by one.
    const auto now = world_.clock.steady();
    options.deadline = now + std::max(deadline_ - now, SteadyTime::duration::zero()) / stall_share;
    if (setup_.eager)
        options.eagerness = netconf::Eagerness::eager;
    return options;
}

bool DeviceAudit::worth_repeating(const snapshot::Snapshot& snapshot) const {
    const auto& failure = snapshot.provenance.failure;
    if (!failure || !time_for(session_time_min))
        return false;
    // Before its hello a server has seen requests only from a client that is eager.
    const bool under_way =
        failure->phase == Phase::rpc || (failure->phase == Phase::hello && setup_.eager);
    return under_way && !snapshot.exchanges.empty() &&
           (failure->code == FailureCode::timeout || failure->code == FailureCode::session_lost);
}

bool DeviceAudit::time_for(std::chrono::milliseconds time) const {
    return world_.clock.steady() + time < deadline_;
}

} // namespace junos_audit::worker
