// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mock_device/request.hpp"

#include <optional>
#include <string>

namespace junos_audit::mock {

/// The answer to an operational request out of `stored`, a whole reply to the same operation:
/// `node`, if not empty, picks that node's item, `<ca-profile>` and `<certificate-id>` the entry of
/// that name, and without
/// `<detail/>` certificates are told in brief. Nothing is returned when the node has no item.
[[nodiscard]] std::optional<std::string>
operational_reply(const Request& request, pugi::xml_node stored, const std::string& node);

/// Its `<node>`: "1" and "node1" are "node1"; empty when every node is meant.
[[nodiscard]] std::string node_argument(const Request& request);

} // namespace junos_audit::mock
