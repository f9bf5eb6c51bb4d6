// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mock_device/server_session.hpp"
#include "mock_device/ssh_login.hpp"

#include <libssh/libssh.h>

#include <string>

namespace junos_audit::mock {

/// What a connection is served with. All of it outlives the connection.
struct ServiceOffer {
    const Player& player;
    const LoginRules& rules;
    AuthLog& auth_log;
};

/// Serves one connection that libssh has accepted, from the key exchange to its end. Blocks; one
/// thread per connection. The session is the caller's to free. Whatever the client does, it returns
/// when the socket is shut down.
void serve_ssh(ssh_session session, const ServiceOffer& offer, const Faults& faults,
               unsigned number);

} // namespace junos_audit::mock
