// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/junos/sources.hpp"
#include "junos_audit/netconf/client_session.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/transport/byte_stream.hpp"

#include <asio/awaitable.hpp>

#include <functional>
#include <string_view>

namespace junos_audit::collect {

enum class Pipelining {
    all_at_once, ///< requests back to back (RFC 6241 §4.5)
    one_by_one,  ///< the fallback for servers that stall or die in the pipeline
};

/// Sees every byte of the NETCONF session, for --wire-log. Never a credential: those stay within SSH.
enum class Direction { sent, received };
using WireLog = std::function<void(Direction, std::string_view)>;

struct CollectOptions {
    netconf::Eagerness eagerness = netconf::Eagerness::wait_for_hello;
    Pipelining pipelining = Pipelining::all_at_once;
    SteadyTime deadline;
    WireLog wire_log; ///< may be empty
};

/// Asks one device over a stream that is open. Never throws and never gives up what it has: whatever goes wrong becomes
/// Exchanges without a Reply, and provenance().failure. Fills in `snapshot` as it goes, so that a caller that is cut off
/// keeps what was answered. close-session leaves after the last reply and is not waited for
/// (docs/decisions/0002-close-session.md).
asio::awaitable<void> collect(transport::ByteStream& stream, const junos::Needs& needs,
                              const CollectOptions& options, const Clock& clock,
                              snapshot::Snapshot& snapshot);

} // namespace junos_audit::collect
