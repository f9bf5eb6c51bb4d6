// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"
#include "junos_audit/ssh/client.hpp"
#include "ssh/descriptor.hpp"

namespace junos_audit::ssh {

/// T13, T14: our own connect, since libssh resolves with a blocking call, tries one address only
/// and leaves Nagle on. The addresses in order, each with an equal share of the time that is left.
/// `facts.address` is the one tried last.
[[nodiscard]] asio::awaitable<Result<Descriptor>> connect_tcp(asio::any_io_executor executor,
                                                              const Endpoint& endpoint,
                                                              SteadyTime deadline,
                                                              ConnectionFacts& facts);

/// The words for a connect that failed with `error` (an errno).
[[nodiscard]] Failure connect_failure(int error);

} // namespace junos_audit::ssh
