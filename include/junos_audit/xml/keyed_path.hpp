// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>

namespace junos_audit::xml {

/// Where a node stands, in words that a person can look up on the device and that select it again
/// as XPath:
/// `/configuration/security/pki/ca-profile[name='corp']/ca-identity`,
/// `/pki-ca-certificates/node[@name='node0']/…`. A step gets a predicate when the element has a
/// child `name` or `identifier` or an attribute `name`, else its position when it has siblings of
/// its name. An attribute is `…/@name`. Quotes inside keys are handled as XPath 1.0 needs it
/// (concat() where both kinds occur).
[[nodiscard]] std::string keyed_path(pugi::xml_node node);
[[nodiscard]] std::string keyed_path(pugi::xpath_node node);

} // namespace junos_audit::xml
