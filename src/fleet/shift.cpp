// SPDX-License-Identifier: Apache-2.0
#include "fleet/shift.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace junos_audit::fleet {

namespace {

using namespace std::chrono_literals;

/// Workers that die one after the other before they were ready: then it is not the devices' doing.
constexpr int failed_starts_max = 3;
/// How long until a process is asked for again when there was none to be had.
constexpr auto patience = 100ms;

SteadyTime steady_now() {
    return std::chrono::steady_clock::now();
}

std::string seconds(std::chrono::milliseconds time) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) + " s";
}

} // namespace

Supervisor::Shift::Shift(asio::io_context& loop, Spawner& spawner, Job& job,
                         SupervisorOptions options)
    : loop_(loop)
    , spawner_(spawner)
    , job_(job)
    , options_(options)
    , queue_({}, {})
    , timer_(loop) {}

Supervisor::Shift::~Shift() {
    close_all();
}

void Supervisor::Shift::run(std::vector<std::size_t> credentials) {
    options_.workers = std::min(options_.workers, credentials.size());
    queue_ = Queue(std::move(credentials), options_.queue);
    loop_.restart();
    step();
    while (!queue_.all_over())
        loop_.run_one();
    close_all();
}

void Supervisor::Shift::request_stop() {
    stop_requested_ = true;
    wake_at(steady_now());
}

void Supervisor::Shift::step() {
    const auto now = steady_now();
    if (stop_requested_)
        abandon(FailureCode::interrupted, "the run was interrupted");
    kill_overdue(now);
    staff(now);
    hand_out(now);
    if (!queue_.all_over())
        wake_at(next_event(now));
}

void Supervisor::Shift::wake_at(SteadyTime time) {
    wake_ = time;
    timer_.expires_at(time);
    // A wait that is over cannot be cancelled any more, and the loop may outlive us.
    timer_.async_wait([this, alive = std::weak_ptr(alive_)](const asio::error_code& error) {
        if (!error && !alive.expired())
            step();
    });
}

SteadyTime Supervisor::Shift::next_event(SteadyTime now) const {
    auto next = now + patience;
    for (const auto& link : links_) {
        next = std::min(next, link->heard + options_.silence_max);
        for (const auto& [device, assignment] : link->devices)
            next = std::min(next, assignment.deadline);
    }
    if (queue_.next_start() > now)
        next = std::min(next, queue_.next_start());
    return next;
}

// --- workers ---

void Supervisor::Shift::staff(SteadyTime now) {
    while (queue_.has_waiting() && shared_links() < options_.workers) {
        if (hire(std::nullopt, now))
            continue;
        if (shared_links() > 0)
            break; // fewer will do
        if (++failed_starts_ < failed_starts_max)
            return;
        abandon(FailureCode::worker_killed, "no worker process: " + last_start_failure_);
    }
    while (const auto device = queue_.start_alone(now)) {
        if (hire(device, now))
            continue;
        queue_.postpone(*device);
        if (links_.empty() && ++failed_starts_ >= failed_starts_max)
            abandon(FailureCode::worker_killed, "no worker process: " + last_start_failure_);
        break;
    }
}

bool Supervisor::Shift::hire(std::optional<std::size_t> alone, SteadyTime now) {
    auto process = spawner_.spawn();
    if (!process) {
        last_start_failure_ = process.error();
        return false;
    }
    auto link =
        std::make_shared<WorkerLink>(loop_, std::move(*process), *this, options_.frame_bytes_max);
    link->heard = now;
    link->alone = alone;
    if (alone)
        link->devices[*alone].deadline = now + options_.silence_max + options_.device_deadline;
    links_.push_back(link);
    link->start();
    link->send(job_.setup());
    return true;
}

void Supervisor::Shift::hand_out(SteadyTime now) {
    while (auto* link = least_busy()) {
        const auto device = queue_.start(now);
        if (!device)
            return;
        give(*link, *device, now);
    }
}

void Supervisor::Shift::give(WorkerLink& link, std::size_t device, SteadyTime now) {
    link.devices[device].deadline = now + options_.device_deadline;
    link.send(job_.task(device, queue_.attempt(device)));
}

WorkerLink* Supervisor::Shift::least_busy() const {
    WorkerLink* best = nullptr;
    for (const auto& link : links_)
        if (link->ready && !link->alone &&
            (best == nullptr || link->devices.size() < best->devices.size()))
            best = link.get();
    return best;
}

std::size_t Supervisor::Shift::shared_links() const {
    return static_cast<std::size_t>(
        std::count_if(links_.begin(), links_.end(), [](const Link& link) { return !link->alone; }));
}

void Supervisor::Shift::kill_overdue(SteadyTime now) {
    // Our own process was stopped for a while: what the workers said meanwhile is yet to be read.
    const bool slept = now > wake_ && now - wake_ > 1s;
    for (auto next = links_.begin(); next != links_.end();) {
        const auto link = *next++; // dismiss() takes it out of the list
        if (slept)
            link->heard = now;
        else if (const auto why = overdue(*link, now); !why.empty())
            dismiss(*link, why);
    }
}

std::string Supervisor::Shift::overdue(const WorkerLink& link, SteadyTime now) const {
    if (now >= link.heard + options_.silence_max)
        return "said nothing for " + seconds(options_.silence_max);
    for (const auto& [device, assignment] : link.devices)
        if (now >= assignment.deadline)
            return "did not finish within " + seconds(options_.device_deadline);
    return {};
}

// --- what workers say ---

void Supervisor::Shift::on_frame(WorkerLink& link, std::string content) {
    link.heard = steady_now();
    const auto message = job_.read(content);
    const auto device = message.device;
    switch (message.kind) {
    case Message::Kind::ready:
        if (std::exchange(link.ready, true))
            return;
        failed_starts_ = 0;
        if (link.alone)
            give(link, *link.alone, link.heard);
        return step();
    case Message::Kind::heartbeat:
        return;
    case Message::Kind::malformed:
        return dismiss(link, "sent what is no record");
    case Message::Kind::passing:
    case Message::Kind::record:
    case Message::Kind::done:
        break;
    }
    if (!link.ready || !link.devices.contains(device))
        return dismiss(link, "spoke of a device that is not its own");
    if (message.kind == Message::Kind::passing)
        hand_on(device, content);
    else if (message.kind == Message::Kind::record)
        hold(link, device, std::move(content));
    else
        finish(link, device);
}

void Supervisor::Shift::on_broken(WorkerLink& link, const std::string& why) {
    dismiss(link, why);
}

void Supervisor::Shift::hold(WorkerLink& link, std::size_t device, std::string content) {
    auto& assignment = link.devices.at(device);
    assignment.record_bytes += content.size();
    assignment.records.push_back(std::move(content));
    // An assessment and a snapshot, each within its limit.
    if (assignment.record_bytes > 2 * options_.frame_bytes_max || assignment.records.size() > 16)
        dismiss(link, "sent more records than a device has");
}

/// Whatever hostile bytes make of the record's reader, the device comes to its end: it is then one
/// that lacks this record.
void Supervisor::Shift::hand_on(std::size_t device, std::string_view content) {
    try {
        job_.on_record(device, content);
    } catch (const std::exception&) {
        return;
    }
}

void Supervisor::Shift::finish(WorkerLink& link, std::size_t device) {
    const auto assignment = std::move(link.devices.extract(device).mapped());
    queue_.finished(device);
    for (const auto& record : assignment.records)
        hand_on(device, record);
    if (job_.on_finished(device))
        queue_.logged_in(device);
    if (link.alone)
        dismiss(link, "");
    step();
}

void Supervisor::Shift::dismiss(WorkerLink& link, const std::string& why) {
    const auto held = link.shared_from_this();
    links_.remove(held);
    link.close();
    auto end = spawner_.end(link.pid());
    if (!why.empty())
        end = why;
    if (!link.ready && !link.alone) {
        last_start_failure_ = end;
        if (++failed_starts_ >= failed_starts_max)
            abandon(FailureCode::worker_killed, "no worker process: " + end);
    }
    for (const auto& [device, assignment] : std::exchange(link.devices, {}))
        if (!queue_.died(device))
            job_.on_lost(device, {Phase::rpc, FailureCode::worker_killed,
                                  "the process that audited it " + end + ", twice", ""});
    wake_at(steady_now());
}

void Supervisor::Shift::abandon(FailureCode code, const std::string& message) {
    const auto lost = queue_.stop();
    close_all();
    for (const auto device : lost)
        job_.on_lost(device, {Phase::connect, code, message, ""});
}

void Supervisor::Shift::close_all() {
    for (const auto& link : std::exchange(links_, {})) {
        link->close();
        spawner_.end(link->pid());
    }
    timer_.cancel();
}

} // namespace junos_audit::fleet
