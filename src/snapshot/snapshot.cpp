// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/snapshot.hpp"

#include "junos_audit/base/require.hpp"

namespace junos_audit::snapshot {

std::string to_string(const SourceKey& key) {
    return key.node.empty() ? key.source : key.source + "@" + key.node;
}

std::string_view to_word(HostKeyCheck check) {
    switch (check) {
    case HostKeyCheck::unchecked:
        return "unchecked";
    case HostKeyCheck::verified:
        return "verified";
    case HostKeyCheck::verified_without_port:
        return "verified-without-port";
    case HostKeyCheck::accepted_new:
        return "accepted-new";
    }
    require(false, "an unknown HostKeyCheck");
    return {};
}

const Exchange* Snapshot::find(const SourceKey& key) const {
    for (const auto& exchange : exchanges)
        if (exchange.key == key)
            return &exchange;
    return nullptr;
}

} // namespace junos_audit::snapshot
