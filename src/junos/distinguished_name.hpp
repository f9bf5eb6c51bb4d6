// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>

namespace junos_audit::junos {

/// A name of an X.500 directory as the fields of a `distinguished-name` show it.
///
/// Junos' fields lose attributes (emailAddress was seen only in the subject's string, Junos 18–20),
/// and the issuer has no string at all. So two names are compared by their fields alone: issuer and
/// subject of a self-signed certificate lose the same attributes and stay equal. A CA and a
/// certificate whose names differ only in a lost attribute look equal as well: then a good
/// certificate is called self-signed, never the other way round.
struct DistinguishedName {
    std::string printed;    ///< "CN=Corp Root, O=Example", in the device's order
    std::string comparable; ///< sorted, folded; empty when there is no attribute
};

/// `holder`: issuer, issuer-name, subject or subject-name. Repeated fields are a multiset (23.1 and
/// later).
[[nodiscard]] DistinguishedName read_name(pugi::xml_node holder);

} // namespace junos_audit::junos
