// SPDX-License-Identifier: Apache-2.0
#include "cli/audit.hpp"

#include "cli/login.hpp"
#include "junos_audit/base/frame.hpp"
#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace junos_audit::cli {
namespace {

using Kind = worker::Record::Kind;
using fleet::Message;

Message::Kind meaning_of(Kind kind) {
    switch (kind) {
    case Kind::ready:
        return Message::Kind::ready;
    case Kind::heartbeat:
        return Message::Kind::heartbeat;
    case Kind::wire:
        return Message::Kind::passing;
    case Kind::assessment:
    case Kind::snapshot:
    case Kind::failed:
        return Message::Kind::record;
    case Kind::done:
        return Message::Kind::done;
    }
    return Message::Kind::malformed;
}

/// Of a path that may end in a slash.
std::string last_name_of(const std::filesystem::path& path) {
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

bool logged_in(const snapshot::Provenance& provenance) {
    return provenance.reached || (provenance.failure && provenance.failure->phase > Phase::auth);
}

} // namespace

Audit::Audit(Order order, const Clock& clock, WireLog* wire_log)
    : order_(std::move(order))
    , clock_(clock)
    , wire_log_(wire_log)
    , results_(order_.devices.size()) {}

std::string Audit::setup() {
    return to_frame(worker::encode(order_.setup));
}

std::string Audit::task(std::size_t device, int attempt) {
    auto content =
        worker::encode(task_for(order_.devices.at(device), static_cast<std::uint32_t>(device),
                                attempt, clone(order_.credential)));
    auto frame = to_frame(content);
    wipe(content);
    return frame;
}

Message Audit::read(std::string_view content) {
    const auto record = worker::decode_record(content);
    if (!record)
        return {};
    const Message message{meaning_of(record->kind), record->task};
    const bool about_worker =
        message.kind == Message::Kind::ready || message.kind == Message::Kind::heartbeat;
    return about_worker || message.device < order_.devices.size() ? message : Message{};
}

void Audit::on_record(std::size_t device, std::string_view content) {
    const auto record = worker::decode_record(content);
    if (record && record->kind == Kind::wire && wire_log_ != nullptr)
        wire_log_->add(clock_.wall(), order_.devices.at(device).target, record->body);
    else if (record)
        take_record(device, *record);
}

void Audit::take_record(std::size_t device, const worker::Record& record) {
    auto& result = results_.at(device);
    if (record.kind == Kind::failed)
        result.failure =
            Failure{Phase::parse, FailureCode::malformed_reply, printable(record.body), ""};
    if (record.kind == Kind::assessment)
        result.assessment = checked_assessment(record.body, asked_of(device));
    if (record.kind == Kind::snapshot)
        result.snapshot = checked_snapshot(record.body, asked_of(device));
}

bool Audit::on_finished(std::size_t device) {
    auto& result = results_.at(device);
    const bool complete =
        order_.setup.keep_snapshot ? result.snapshot.has_value() : result.assessment.has_value();
    if (!complete && !result.failure)
        result.failure = not_believed();
    if (result.assessment)
        return logged_in(result.assessment->provenance);
    return result.snapshot && logged_in(result.snapshot->provenance);
}

void Audit::on_lost(std::size_t device, const Failure& failure) {
    results_.at(device) = {std::nullopt, std::nullopt, failure};
}

Asked Audit::asked_of(std::size_t device) const {
    const auto& about = order_.devices.at(device);
    Asked asked;
    asked.controls = order_.controls;
    if (!about.snapshot_directory.empty()) {
        asked.name = last_name_of(about.snapshot_directory);
        return asked;
    }
    asked.target = about.target;
    asked.name = about.name;
    asked.authentication = order_.credential.method;
    asked.legacy_algorithms = order_.setup.legacy_algorithms;
    asked.accept_new_host_keys = order_.setup.accept_new_host_keys;
    asked.host_is_known = std::ranges::any_of(
        about.known_keys, [](const ssh::KnownKey& key) { return !key.revoked; });
    return asked;
}

} // namespace junos_audit::cli
