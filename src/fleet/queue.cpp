// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/queue.hpp"

#include "junos_audit/base/require.hpp"

#include <algorithm>

namespace junos_audit::fleet {

Queue::Queue(std::vector<std::size_t> credentials, QueueLimits limits)
    : limits_(limits) {
    for (const auto credential : credentials) {
        devices_.push_back({State::waiting, credential});
        credentials_.resize(std::max(credentials_.size(), credential + 1));
    }
}

std::optional<std::size_t> Queue::start(SteadyTime now) {
    if (!may_start(now))
        return std::nullopt;
    for (auto device = first_waiting_; device < devices_.size(); ++device) {
        if (devices_[device].state != State::waiting || !may_log_in(devices_[device]))
            continue;
        begin(device, State::running, now);
        while (first_waiting_ < devices_.size() && devices_[first_waiting_].state != State::waiting)
            ++first_waiting_;
        return device;
    }
    return std::nullopt;
}

std::optional<std::size_t> Queue::start_alone(SteadyTime now) {
    if (to_repeat_.empty() || repeating_ == limits_.alone_max || !may_start(now) ||
        !may_log_in(devices_[to_repeat_.front()]))
        return std::nullopt;
    const auto device = to_repeat_.front();
    to_repeat_.pop_front();
    begin(device, State::repeating, now);
    ++repeating_;
    return device;
}

void Queue::postpone(std::size_t device) {
    require(devices_.at(device).state == State::repeating, "only a start alone is postponed");
    leave(device, State::to_repeat);
    to_repeat_.push_front(device);
}

void Queue::finished(std::size_t device) {
    leave(device, State::over);
    ++over_;
}

void Queue::logged_in(std::size_t device) {
    credentials_[devices_.at(device).credential].proven = true;
}

bool Queue::died(std::size_t device) {
    const bool again = devices_.at(device).state == State::running;
    leave(device, again ? State::to_repeat : State::over);
    if (again)
        to_repeat_.push_back(device);
    else
        ++over_;
    return again;
}

std::vector<std::size_t> Queue::stop() {
    std::vector<std::size_t> unfinished;
    for (std::size_t device = 0; device < devices_.size(); ++device) {
        if (devices_[device].state == State::over)
            continue;
        devices_[device].state = State::over;
        unfinished.push_back(device);
    }
    over_ = devices_.size();
    first_waiting_ = devices_.size();
    to_repeat_.clear();
    return unfinished;
}

bool Queue::has_waiting() const {
    return first_waiting_ < devices_.size();
}

int Queue::attempt(std::size_t device) const {
    const auto state = devices_.at(device).state;
    return state == State::to_repeat || state == State::repeating ? 2 : 1;
}

bool Queue::may_start(SteadyTime now) const {
    return under_way_ < limits_.concurrency && now >= next_start_;
}

bool Queue::may_log_in(const Device& device) const {
    const auto& credential = credentials_[device.credential];
    return credential.proven || credential.running < limits_.unproven_max;
}

void Queue::begin(std::size_t device, State state, SteadyTime now) {
    devices_[device].state = state;
    ++credentials_[devices_[device].credential].running;
    ++under_way_;
    next_start_ = now + limits_.start_interval;
}

void Queue::leave(std::size_t device, State state) {
    auto& entry = devices_.at(device);
    require(is_under_way(entry.state), "only a device that is under way can end");
    repeating_ -= entry.state == State::repeating ? 1 : 0;
    entry.state = state;
    --credentials_[entry.credential].running;
    --under_way_;
}

bool Queue::is_under_way(State state) {
    return state == State::running || state == State::repeating;
}

} // namespace junos_audit::fleet
