// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/xml/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::netconf {

/// A well-formed document that is not the message it should be. Said of the document as a whole:
/// pugixml's offsets are not those of the bytes that came.
[[nodiscard]] xml::ParseFailure failure(std::string message);
[[nodiscard]] xml::ParseFailure limit_failure(std::string message);

/// The root must have this local name and be in the NETCONF base namespace or, as old Junos sends
/// it, in none.
[[nodiscard]] std::optional<xml::ParseFailure> check_root(pugi::xml_node root,
                                                          std::string_view local);

} // namespace junos_audit::netconf
