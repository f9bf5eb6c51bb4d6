// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/failure.hpp"

#include <chrono>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What one device was asked and what it answered: the waist of the program. Everything before it
/// may wait and fail, everything after it is a function of it. On disk a snapshot is a directory
/// (store.hpp).
namespace junos_audit::snapshot {

/// A source, and the node that was asked for it explicitly; no node: as the device answers by
/// itself.
struct SourceKey {
    std::string source; ///< "configuration", "pki-ca-certificates", …
    std::string node;   ///< "node1" or empty

    auto operator<=>(const SourceKey&) const = default;
};
/// "configuration", "pki-ca-certificates@node1": file name stem, message-id, and the id in reports.
[[nodiscard]] std::string to_string(const SourceKey& key);

/// The device answered; the reply was well-formed and had its secrets removed before it was hashed
/// and kept.
struct Reply {
    std::string xml;                   ///< the whole rpc-reply
    std::string sha256;                ///< of `xml`, lower-case hex
    std::vector<std::string> redacted; ///< keyed paths of what was removed

    bool operator==(const Reply&) const = default;
};
/// No usable answer. Of a reply that could not be parsed only length and digest are kept.
struct NoReply {
    Failure failure;
    std::chrono::milliseconds elapsed{0}; ///< since the request
    std::optional<std::size_t> bytes;     ///< of an unparsable reply
    std::string sha256;                   ///< of an unparsable reply

    bool operator==(const NoReply&) const = default;
};

/// One request and its answer.
struct Exchange {
    SourceKey key;
    std::string rpc;                 ///< the operation, as sent
    std::vector<std::string> filter; ///< configuration: the paths that were asked for; else empty
    std::variant<Reply, NoReply> answer;

    bool operator==(const Exchange&) const = default;
};

enum class HostKeyCheck { unchecked, verified, verified_without_port, accepted_new };
[[nodiscard]] std::string_view to_word(HostKeyCheck check);

struct HostKey {
    HostKeyCheck check = HostKeyCheck::unchecked;
    std::string type;        ///< "ssh-ed25519"
    std::string fingerprint; ///< "SHA256:…", as OpenSSH prints it

    bool operator==(const HostKey&) const = default;
};

/// Something to be said in every report that never changes an outcome.
struct Note {
    std::string code;
    std::string message;

    bool operator==(const Note&) const = default;
};

struct Provenance {
    std::string target;  ///< "admin@r1.example.net:830"
    std::string name;    ///< what the user or the inventory calls the device
    std::string address; ///< the address that answered, "192.0.2.1"; empty if none did
    WallTime started{};
    WallTime finished{};  ///< also the auditor's clock for every judgement made from this snapshot
    bool reached = false; ///< the server's hello was complete
    std::optional<Failure> failure; ///< why not everything could be asked
    HostKey host_key;
    std::string authentication; ///< "publickey", "agent", "password", "keyboard-interactive"
    std::map<std::string, std::string> algorithms; ///< kex, host-key, cipher, mac
    std::vector<std::string> capabilities;
    int attempts = 1;
    std::vector<Note> notes; ///< "legacy-algorithms", "host-key-accepted-new", …

    bool operator==(const Provenance&) const = default;
};

struct Snapshot {
    Provenance provenance;
    std::vector<Exchange> exchanges; ///< in the order in which they were asked

    [[nodiscard]] const Exchange* find(const SourceKey& key) const;
    bool operator==(const Snapshot&) const = default;
};

} // namespace junos_audit::snapshot
