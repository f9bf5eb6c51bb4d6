// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/client.hpp"
#include "ssh/session.hpp"

#include <string_view>

namespace junos_audit::ssh {

/// Sets every option, agrees on keys with the server and judges its host key. When it holds Done
/// the server is the one that was asked for (or new, where that is allowed); no credential was sent
/// so far.
[[nodiscard]] asio::awaitable<Result<Done>> handshake(Session& session, const Endpoint& endpoint,
                                                      const ConnectOptions& options,
                                                      ConnectionFacts& facts);

/// What libssh says when the two lists of one method have nothing in common, as a Failure; `words`
/// are its own.
[[nodiscard]] Failure no_common_algorithm(std::string_view words, bool legacy_offered);

} // namespace junos_audit::ssh
