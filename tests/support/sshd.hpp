// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

/// A real OpenSSH server for tests: the peer that we did not write.
namespace support {

/// A new directory under the system's temporary one, removed at the end.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view text, bool executable = false);

/// Runs a program to its end (no shell); throws when it cannot be run or fails. Its output is added
/// to `log`.
void run(const std::vector<std::string>& argv, const std::filesystem::path& log = "/dev/null");

/// A child process, ended with its owner.
class Child {
public:
    explicit Child(const std::vector<std::string>& argv,
                   const std::filesystem::path& log = "/dev/null");
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();
    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Kills it and what it started (it leads a process group), and waits.
    void kill();

private:
    pid_t pid_ = -1;
};

/// `ssh-keygen -t type …` without a passphrase unless one is given; `more` holds further arguments.
void make_key(const std::filesystem::path& path, const std::string& type,
              const std::string& passphrase = "", const std::vector<std::string>& more = {});

/// A TCP port on 127.0.0.1 where nothing listened a moment ago.
[[nodiscard]] int free_port();

struct SshdOptions {
    std::string subsystem = "/bin/cat"; ///< the command behind `Subsystem netconf`; "" for none
    std::string host_key_type = "ed25519";
    std::vector<std::string> host_key_more; ///< {"-b", "1024"}
    std::vector<std::string> configuration; ///< further lines of sshd_config
};

/// sshd on 127.0.0.1 as the current user, with its own configuration, keys and log. Accepts the key
/// `user_key()` for the current user. Up when the constructor returns; throws when there is no sshd
/// or it does not come up.
class Sshd {
public:
    explicit Sshd(const SshdOptions& options = {});
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::filesystem::path user_key() const { return directory_ / "user"; }
    [[nodiscard]] const TemporaryDirectory& directory() const { return directory_; }
    /// "[127.0.0.1]:port type base64".
    [[nodiscard]] std::string known_hosts_line() const;
    /// Adds the .pub of another key to those that are accepted.
    void accept(const std::filesystem::path& key) const;
    [[nodiscard]] std::string log() const { return read_file(directory_ / "log"); }
    void kill() { process_->kill(); }

    [[nodiscard]] static bool available();
    [[nodiscard]] static std::string user();

private:
    void configure(const SshdOptions& options) const;
    void wait_until_up() const;

    TemporaryDirectory directory_;
    int port_;
    std::unique_ptr<Child> process_;
};

} // namespace support
