// SPDX-License-Identifier: Apache-2.0
#include "mock_device/device.hpp"

#include "junos_audit/base/usage_error.hpp"
#include "mock_device/request.hpp"

#include <fstream>
#include <iterator>
#include <utility>
#include <variant>

namespace junos_audit::mock {
namespace {

constexpr std::string_view extension = ".xml";

Asked asked_from(const snapshot::Exchange& exchange) {
    Asked asked{exchange.key, "", "", std::nullopt};
    const Result<xml::Document, xml::ParseFailure> parsed = xml::parse(exchange.rpc);
    if (parsed) {
        asked.operation = xml::local_name(parsed->root());
        asked.canonical = canonical(parsed->root());
    }
    if (const auto* nothing = std::get_if<snapshot::NoReply>(&exchange.answer)) {
        asked.failure = nothing->failure;
    }
    return asked;
}

Page page_from(const std::string& name, const std::string& bytes) {
    Result<xml::Document, xml::ParseFailure> parsed = xml::parse(bytes);
    if (!parsed) {
        const xml::ParseFailure& why = parsed.error();
        throw UsageError(ExitStatus::bad_data, {{name, why.line, why.column, why.message}});
    }
    return {bytes, ReplyTemplate(bytes), std::move(parsed).value()};
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw UsageError(ExitStatus::missing_input, path.string() + ": cannot be read");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

Device Device::load(const std::filesystem::path& directory) {
    const snapshot::Snapshot snapshot = snapshot::load(directory);
    snapshot::Files files;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.is_regular_file() && entry.path().extension() == extension) {
            files[entry.path().filename().string()] = read_file(entry.path());
        }
    }
    return from(snapshot, files);
}

Device Device::from(const snapshot::Snapshot& snapshot, const snapshot::Files& files) {
    Device device;
    for (const auto& [name, bytes] : files) {
        if (name.ends_with(extension)) {
            device.add(name.substr(0, name.size() - extension.size()), bytes);
        }
    }
    for (const snapshot::Exchange& exchange : snapshot.exchanges) {
        device.asked_.push_back(asked_from(exchange));
        // The file is what the capture's device would send: the snapshot has it without its
        // secrets.
        const auto* reply = std::get_if<snapshot::Reply>(&exchange.answer);
        if (reply != nullptr && device.page(to_string(exchange.key)) == nullptr) {
            device.add(to_string(exchange.key), reply->xml);
        }
    }
    return device;
}

void Device::add(const std::string& stem, const std::string& bytes) {
    const auto place = pages_.emplace(stem, page_from(stem + std::string(extension), bytes)).first;
    const std::string junos = place->second.document.root().attribute("xmlns:junos").value();
    if (!junos.empty()) {
        junos_namespace_ = junos;
    }
}

const Page* Device::page(std::string_view stem) const {
    const auto found = pages_.find(stem);
    return found == pages_.end() ? nullptr : &found->second;
}

} // namespace junos_audit::mock
