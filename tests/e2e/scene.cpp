// SPDX-License-Identifier: Apache-2.0
#include "e2e/scene.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace e2e {

using namespace std::chrono_literals;

namespace {

/// The machine's sshd needs a moment between its start and its first accept.
void await_listener(int port) {
    for (int attempt = 0; attempt < 200; ++attempt) {
        const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool open =
            ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(probe);
        if (open)
            return;
        std::this_thread::sleep_for(25ms);
    }
    FAIL("nothing listens on port " << port);
}

void make_key(const std::string& path) {
    const auto made =
        support::run({.arguments = {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path}});
    REQUIRE(made.status == 0);
}

std::string first_words(const std::string& line, int count) {
    std::istringstream words(line);
    std::string result;
    std::string word;
    for (int i = 0; i < count && words >> word; ++i)
        result += (i == 0 ? "" : " ") + word;
    return result;
}

} // namespace

std::string program(const std::string& name) {
    return std::string(BUILD_DIRECTORY) + "/bin/" + name;
}

std::string demo_router() {
    return std::filesystem::path(TESTS_DIRECTORY).parent_path() / "mock_device/devices/demo-router";
}

Scene::Scene() {
    make_key(key());
    write_file(known_hosts(), "");
}

std::string Scene::start_mock(std::vector<std::string> options, const std::string& snapshot) {
    const auto hosts = path("mock-" + std::to_string(devices_.size()));
    std::vector<std::string> arguments{program("mock-junos"),
                                       "--ssh",
                                       "127.0.0.1:0",
                                       "--snapshot",
                                       snapshot,
                                       "--authorized-key",
                                       key() + ".pub",
                                       "--write-known-hosts",
                                       hosts,
                                       "--clock",
                                       "now"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    auto mock = std::make_unique<support::Process>(support::Launch{.arguments = arguments});
    const auto line = mock->line_with("listening 127.0.0.1:", 20s);
    REQUIRE(line);
    devices_.push_back(std::move(mock));
    write_file(known_hosts(), read_file(known_hosts()) + read_file(hosts));
    std::istringstream words(*line);
    std::string listening, address;
    words >> listening >> address;
    return address;
}

std::string Scene::start_sshd(const std::string& subsystem_options) {
    const auto port = free_port();
    make_key(path("host_key"));
    std::filesystem::create_directories("/run/sshd");
    write_file(path("authorized_keys"), read_file(key() + ".pub"));
    write_file(path("sshd_config"),
               "Port " + std::to_string(port) + "\nListenAddress 127.0.0.1\nHostKey " +
                   path("host_key") + "\nPidFile none\nAuthorizedKeysFile " +
                   path("authorized_keys") +
                   "\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
                   "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
                   "Subsystem netconf " +
                   program("mock-junos") + " --stdio --clock now --snapshot " + demo_router() +
                   " " + subsystem_options + "\n");
    devices_.push_back(std::make_unique<support::Process>(
        support::Launch{.arguments = {"/usr/sbin/sshd", "-D", "-e", "-f", path("sshd_config")}}));
    await_listener(port);
    const auto address = "127.0.0.1:" + std::to_string(port);
    write_file(known_hosts(), read_file(known_hosts()) + "[127.0.0.1]:" + std::to_string(port) +
                                  " " + first_words(read_file(path("host_key.pub")), 2) + "\n");
    return address;
}

support::Launch Scene::launch(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program("junos-audit"));
    return {.arguments = std::move(arguments), .environment = {{"HOME", home_.path()}}};
}

std::vector<std::string> Scene::with_login(std::vector<std::string> arguments) const {
    const std::vector<std::string> login{"--user", "root",          "--identity",
                                         key(),    "--known-hosts", known_hosts()};
    arguments.insert(arguments.begin() + 1, login.begin(), login.end());
    return arguments;
}

support::Outcome Scene::audit(std::vector<std::string> arguments) const {
    return junos_audit(with_login(std::move(arguments)));
}

support::Outcome Scene::junos_audit(std::vector<std::string> arguments) const {
    return support::run(launch(std::move(arguments)));
}

std::unique_ptr<support::Process> Scene::begin_audit(std::vector<std::string> arguments) const {
    return std::make_unique<support::Process>(launch(with_login(std::move(arguments))));
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream out(path, std::ios::binary);
    out << content;
    REQUIRE(out.good());
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    INFO(path);
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>(in), {}};
}

int free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

} // namespace e2e
