// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/policy/verdict.hpp"

#include <pugixml.hpp>

#include <string>

namespace junos_audit::policy {

/// Describes one node of the normalised tree. The value is that of a leaf or an attribute; an
/// element with children has none, its path says enough.
[[nodiscard]] Evidence evidence_of(pugi::xpath_node node);

/// The cluster node whose answer this stands in: @name of the nearest `/<source>/node`; else empty.
[[nodiscard]] std::string cluster_node_of(pugi::xpath_node node);

} // namespace junos_audit::policy
