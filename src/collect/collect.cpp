// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/collect/collect.hpp"

#include "collect/conversation.hpp"

#include <span>

namespace junos_audit::collect {

namespace {

/// Hands out requests in the order in which they were planned: all of them, or one after the other.
class Agenda {
public:
    Agenda(std::vector<junos::Request> requests, Pipelining pipelining)
        : requests_(std::move(requests))
        , pipelining_(pipelining) {}

    [[nodiscard]] bool empty() const { return asked_ == requests_.size(); }
    void refill(std::vector<junos::Request> requests) {
        requests_ = std::move(requests);
        asked_ = 0;
    }
    [[nodiscard]] std::span<const junos::Request> next() {
        const auto left = requests_.size() - asked_;
        const auto count =
            pipelining_ == Pipelining::all_at_once ? left : std::min<std::size_t>(1, left);
        const auto batch = std::span(requests_).subspan(asked_, count);
        asked_ += count;
        return batch;
    }

private:
    std::vector<junos::Request> requests_;
    Pipelining pipelining_;
    std::size_t asked_ = 0;
};

} // namespace

asio::awaitable<void> collect(transport::ByteStream& stream, const junos::Needs& needs,
                              const CollectOptions& options, const Clock& clock,
                              snapshot::Snapshot& snapshot) {
    auto& provenance = snapshot.provenance;
    if (provenance.started == WallTime{})
        provenance.started = clock.wall();
    Agenda agenda(junos::plan(needs), options.pipelining);
    Conversation device(stream, options, clock, snapshot);

    device.say_hello();
    if (options.eagerness == netconf::Eagerness::eager)
        device.ask(agenda.next());
    co_await device.send();
    co_await device.hear_hello();

    for (;;) {
        co_await device.hear_replies();
        if (agenda.empty() && !device.failed())
            agenda.refill(junos::follow_up(snapshot));
        if (agenda.empty())
            break;
        device.ask(agenda.next());
        co_await device.send();
    }

    co_await device.close();
    provenance.finished = clock.wall();
}

} // namespace junos_audit::collect
