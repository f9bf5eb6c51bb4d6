// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace junos_audit::junos {

/// `pkid-x509-certificate-information` (devices, 15.1X49) or `x509-certificate-info` (published
/// schema).
[[nodiscard]] bool is_certificate_entry(std::string_view local);
/// The ca-profile's name or the certificate-id; empty unless the entry has exactly one.
[[nodiscard]] std::string identifier_of(pugi::xml_node entry);
/// Adds the entry below `node` in the form of docs/verdicts.md. Fields that are missing, empty, or
/// there twice where there can be one are left out.
void append_certificate(pugi::xml_node entry, pugi::xml_node node);

} // namespace junos_audit::junos
