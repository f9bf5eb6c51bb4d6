// SPDX-License-Identifier: Apache-2.0
#include "netconf/parse_failure.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/netconf/message.hpp"

#include <utility>

namespace junos_audit::netconf {

xml::ParseFailure failure(std::string message) {
    return {.offset = 0, .line = 1, .column = 1, .limit = false, .message = std::move(message)};
}

xml::ParseFailure limit_failure(std::string message) {
    return {.offset = 0, .line = 1, .column = 1, .limit = true, .message = std::move(message)};
}

std::optional<xml::ParseFailure> check_root(pugi::xml_node root, std::string_view local) {
    const auto uri = xml::namespace_of(root);
    if (xml::local_name(root) == local && (uri.empty() || uri == base_namespace))
        return std::nullopt;
    std::string seen = "<" + printable(root.name()) + ">";
    if (!uri.empty())
        seen += " in namespace '" + printable(uri) + "'";
    return failure("expected <" + std::string(local) + "> in the NETCONF namespace, saw " + seen);
}

} // namespace junos_audit::netconf
