// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/concessions.hpp"

namespace junos_audit::worker {

std::vector<snapshot::Note> concessions(bool legacy_algorithms, snapshot::HostKeyCheck check) {
    std::vector<snapshot::Note> notes;
    if (legacy_algorithms)
        notes.push_back(
            {"legacy-algorithms", "algorithms that are no longer held to be safe were allowed"});
    if (check == snapshot::HostKeyCheck::accepted_new)
        notes.push_back(
            {"host-key-accepted-new", "the host key was not known before and was accepted unseen"});
    if (check == snapshot::HostKeyCheck::verified_without_port)
        notes.push_back({"host-key-without-port",
                         "known_hosts has this host key for the host, not for this port"});
    return notes;
}

} // namespace junos_audit::worker
