// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mock_device/server_session.hpp"

namespace junos_audit::mock {

/// One session over two descriptors (OpenSSH's `Subsystem netconf`), until the client leaves or
/// `session` ends it.
void serve_stdio(ServerSession& session, int input, int output);

} // namespace junos_audit::mock
