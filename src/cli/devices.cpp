// SPDX-License-Identifier: Apache-2.0
#include "cli/devices.hpp"

#include <fmt/format.h>

namespace junos_audit::cli {
namespace {

constexpr std::uint16_t netconf_port = 830; // RFC 6242 §7

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

} // namespace

std::vector<Device> devices_of(const Arguments& arguments, const std::string& default_user,
                               const ssh::KnownHosts& known_hosts) {
    std::vector<Device> devices;
    for (const auto& target : arguments.targets) {
        Device device;
        device.host = target.host;
        device.port = target.port.value_or(arguments.port.value_or(netconf_port));
        device.user = target.user.empty() ? default_user : target.user;
        device.target = fmt::format("{}@{}:{}", device.user, bracketed(device.host), device.port);
        device.name = device.port == netconf_port
                          ? device.host
                          : fmt::format("{}:{}", bracketed(device.host), device.port);
        device.known_keys = known_hosts.find(device.host, device.port);
        devices.push_back(std::move(device));
    }
    return devices;
}

std::vector<Device> devices_of(const std::vector<std::filesystem::path>& snapshots) {
    std::vector<Device> devices;
    for (const auto& directory : snapshots) {
        Device device;
        device.snapshot_directory = directory.string();
        device.target = device.name = device.snapshot_directory;
        devices.push_back(std::move(device));
    }
    return devices;
}

worker::Task task_for(const Device& device, std::uint32_t id, int attempt,
                      worker::Credential credential) {
    worker::Task task;
    task.id = id;
    task.name = device.name;
    task.host = device.host;
    task.addresses = device.addresses;
    task.port = device.port;
    task.user = device.user;
    task.credential = std::move(credential);
    task.known_keys = device.known_keys;
    task.attempt = attempt;
    task.snapshot_directory = device.snapshot_directory;
    return task;
}

std::string encoded_name(const std::string& name) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
    std::string encoded;
    for (const char c : name) {
        const bool hidden = encoded.empty() && (c == '.' || c == '-');
        if (plain.find(c) != std::string_view::npos && !hidden)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

} // namespace junos_audit::cli
