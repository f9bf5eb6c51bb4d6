// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/netconf/message.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/xml/document.hpp"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

/// A snapshot, read: what each source says, in one normalised tree. Made by junos::read, judged by
/// policy::evaluate.
namespace junos_audit::snapshot {

/// How far a doubt goes.
enum class Reach {
    absence,   ///< there may be more than was shown; what was shown stands
    everything ///< also what was shown may hold for a part of the device only
};

/// A doubt about a whole source. What is visibly bad in it still fails; whatever else rests on it
/// is unknown.
struct Caveat {
    std::string code; ///< "permission-not-proven", "inheritance-not-expanded", "node-unanswered", …
    std::string message;
    Reach reach = Reach::absence;

    bool operator==(const Caveat&) const = default;
};

/// The source was had and understood; its content stands in Readings::tree below /<source>.
struct Understood {
    std::vector<netconf::RpcError> warnings; ///< sent along and harmless
    std::vector<Caveat> caveats;
    std::vector<std::string> filter; ///< configuration: the paths that the answer covers

    bool operator==(const Understood&) const = default;
};
/// The source was had and does not settle anything: outcome unknown.
struct Unreadable {
    std::string code;    ///< "configuration-unproven", "pki-state-unreadable"
    std::string message; ///< with the device's own words
    bool operator==(const Unreadable&) const = default;
};
/// The device refused: outcome error.
struct Refused {
    std::string code; ///< "permission-denied", "pki-state-unreadable", "rpc-refused"
    std::string message;
    std::vector<netconf::RpcError> errors;
    bool operator==(const Refused&) const = default;
};
/// No usable answer came: outcome error, code of the failure.
struct Failed {
    Failure failure;
    bool operator==(const Failed&) const = default;
};
/// Never asked: outcome error, not-captured.
struct NotAsked {
    bool operator==(const NotAsked&) const = default;
};
using Reading = std::variant<Understood, Unreadable, Refused, Failed, NotAsked>;

/// The two clocks that judge (or the one instant that --at names).
struct Clocks {
    std::optional<WallTime> device; ///< absent: the device's clock could not be read
    WallTime auditor{};

    bool operator==(const Clocks&) const = default;
};

struct DeviceFacts {
    std::string host_name;
    std::string model;
    std::string junos_version;
    std::string user; ///< as the device names the login
    std::string user_class;
    std::string commit_time; ///< RFC 3339, of the committed configuration
    std::string commit_user;
    std::vector<std::string> nodes; ///< of a chassis cluster, in order; else empty

    bool operator==(const DeviceFacts&) const = default;
};

struct Readings {
    std::map<std::string, Reading, std::less<>> sources; ///< by source, answers of all nodes merged
    /// One element per understood source below the document node, so that one XPath can join them:
    /// /configuration, /pki-ca-certificates/node/certificate, … Its form is documented in
    /// docs/verdicts.md.
    std::shared_ptr<const xml::Document> tree;
    Clocks clocks;
    DeviceFacts facts;
    std::vector<Note> notes; ///< "clock-from-auditor", "clock-skew", …
};

} // namespace junos_audit::snapshot
