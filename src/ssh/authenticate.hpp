// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/client.hpp"
#include "ssh/session.hpp"

namespace junos_audit::ssh {

/// Logs in by the one method of `login`: no `none` probe before it, no other method after it.
/// To be called after handshake() only, which has verified whom the credential goes to.
[[nodiscard]] asio::awaitable<Result<Done>> authenticate(Session& session, const Login& login);

} // namespace junos_audit::ssh
