// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos/cluster.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::junos {

/// What one routing engine holds. An empty store has no entries.
struct PkiStore {
    std::string node; ///< empty where the reply was not wrapped
    std::vector<pugi::xml_node> entries;
};

/// One reply to a PKI request. Errors may stand beside stores: a node that could not be reached, or
/// refused.
struct PkiAnswer {
    std::vector<PkiStore> stores;
    std::vector<netconf::RpcError> errors;
};

/// The answer to one PKI request, or the reading that the source has because of it. Entries are
/// owned by `answers`.
[[nodiscard]] Result<PkiAnswer, snapshot::Reading> read_pki_answer(Answers& answers,
                                                                   const snapshot::SourceKey& key);

/// Reads a PKI source from the answers of all nodes and, when it is understood, adds /<source> to
/// the tree.
[[nodiscard]] snapshot::Reading read_pki(Answers& answers, std::string_view source,
                                         const Cluster& cluster, pugi::xml_node tree);

} // namespace junos_audit::junos
