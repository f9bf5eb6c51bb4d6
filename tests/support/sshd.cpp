// SPDX-License-Identifier: Apache-2.0
#include "support/sshd.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace support {
namespace {

constexpr auto sshd_path = "/usr/sbin/sshd";

pid_t spawn(const std::vector<std::string>& argv, const std::filesystem::path& log) {
    std::vector<char*> arguments;
    for (const auto& argument : argv) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) {
        throw std::runtime_error("fork failed");
    }
    if (pid == 0) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(nothing, 0);
        ::dup2(out, 1);
        ::dup2(out, 2);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::setpgid(pid, pid); // here too: whoever comes first
    return pid;
}

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool answers(int port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool connected =
        ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(descriptor);
    return connected;
}

} // namespace

TemporaryDirectory::TemporaryDirectory() {
    auto name = (std::filesystem::temp_directory_path() / "junos-audit-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary directory");
    }
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, std::string_view text, bool executable) {
    std::ofstream(path, std::ios::binary) << text;
    ::chmod(path.c_str(), executable ? 0700 : 0600);
}

void run(const std::vector<std::string>& argv, const std::filesystem::path& log) {
    const pid_t pid = spawn(argv, log);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw std::runtime_error(argv.front() + " failed");
    }
}

Child::Child(const std::vector<std::string>& argv, const std::filesystem::path& log)
    : pid_(spawn(argv, log)) {}

Child::~Child() {
    kill();
}

void Child::kill() {
    if (pid_ > 0) {
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
}

void make_key(const std::filesystem::path& path, const std::string& type,
              const std::string& passphrase, const std::vector<std::string>& more) {
    std::vector<std::string> argv = {"ssh-keygen", "-q", "-t",   type, "-N",
                                     passphrase,   "-C", "test", "-f", path.string()};
    argv.insert(argv.end(), more.begin(), more.end());
    run(argv);
}

int free_port() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    const bool bound = ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(descriptor);
    if (!bound) {
        throw std::runtime_error("no free port");
    }
    return ntohs(address.sin_port);
}

Sshd::Sshd(const SshdOptions& options)
    : port_(free_port()) {
    make_key(directory_ / "host", options.host_key_type, "", options.host_key_more);
    make_key(user_key(), "ed25519");
    accept(user_key());
    configure(options);
    process_ =
        std::make_unique<Child>(std::vector<std::string>{sshd_path, "-D", "-e", "-f",
                                                         (directory_ / "sshd_config").string()},
                                directory_ / "log");
    wait_until_up();
}

void Sshd::configure(const SshdOptions& options) const {
    if (::geteuid() == 0) {
        std::filesystem::create_directories(
            "/run/sshd"); // where sshd run by root locks its children in
    }
    std::string text = "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " +
                       (directory_ / "host").string() +
                       "\nPidFile none\nUsePAM no\nStrictModes no\n" +
                       "PermitRootLogin prohibit-password\nPasswordAuthentication no\n" +
                       "KbdInteractiveAuthentication no\nMaxStartups 100\nLogLevel VERBOSE\n" +
                       "AuthorizedKeysFile " + (directory_ / "authorized_keys").string() + "\n";
    if (!options.subsystem.empty()) {
        text += "Subsystem netconf " + options.subsystem + "\n";
    }
    for (const auto& line : options.configuration) {
        text += line + "\n";
    }
    write_file(directory_ / "sshd_config", text);
}

void Sshd::wait_until_up() const {
    for (int attempt = 0; attempt < 500; ++attempt) {
        if (answers(port_)) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("sshd does not come up: " + log());
}

std::string Sshd::known_hosts_line() const {
    const auto public_key = read_file(directory_ / "host.pub");
    return "[127.0.0.1]:" + std::to_string(port_) + " " + public_key;
}

void Sshd::accept(const std::filesystem::path& key) const {
    std::ofstream(directory_ / "authorized_keys", std::ios::app)
        << read_file(key.string() + ".pub");
}

bool Sshd::available() {
    return ::access(sshd_path, X_OK) == 0;
}

std::string Sshd::user() {
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : "root";
}

} // namespace support
