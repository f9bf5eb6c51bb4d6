// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mock_device/fault.hpp"
#include "mock_device/player.hpp"
#include "mock_device/ssh_login.hpp"

#include <libssh/libssh.h>
#include <libssh/server.h>

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace junos_audit::mock {

/// An address to listen on and the device behind it.
struct DoorPlan {
    std::string address;
    std::string port; ///< "0": any that is free
    std::string name; ///< of the device, for people
    const Player* player = nullptr;
};
struct Listening {
    std::string address; ///< an IPv6 address in brackets
    std::string port;    ///< the real one
    std::string name;
};

/// Reads a private key. Throws UsageError.
[[nodiscard]] Key read_host_key(const std::string& file);
[[nodiscard]] Key make_host_key();
/// "[127.0.0.1]:4830 ssh-ed25519 AAAA…", a line of known_hosts.
[[nodiscard]] std::string known_hosts_line(const Listening& door, ssh_key host_key);

/// Any number of devices behind one libssh server: one thread that accepts, one small thread per
/// connection.
class SshDoor {
public:
    /// Takes the key over. The rest must outlive the door.
    SshDoor(Key host_key, const LoginRules& rules, AuthLog& auth_log,
            const std::vector<Fault>& faults);
    ~SshDoor();
    SshDoor(const SshDoor&) = delete;
    SshDoor& operator=(const SshDoor&) = delete;

    /// Throws UsageError (locked) when the address cannot be had.
    Listening listen(const DoorPlan& plan);
    /// Serves until `stop_fd` becomes readable, then ends every connection and returns.
    void serve(int stop_fd);
    [[nodiscard]] unsigned sessions() const { return accepted_; }

private:
    struct Listener {
        int fd;
        const Player* player;
    };
    struct Job;

    void accept_from(const Listener& listener);
    void start_thread(std::unique_ptr<Job> job);
    void finished(int fd);
    void end_connections();
    static void* run(void* job);

    ssh_bind bind_;
    const LoginRules& rules_;
    AuthLog& auth_log_;
    const std::vector<Fault>& faults_;
    std::vector<Listener> listeners_;
    unsigned accepted_ = 0;

    std::mutex mutex_;
    std::condition_variable all_finished_;
    std::multiset<int> open_; ///< sockets of the connections under way
};

} // namespace junos_audit::mock
