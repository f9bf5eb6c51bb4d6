// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junos_audit::snapshot {

/// Character data of a document that was scanned strictly, as text: references resolved, line ends
/// as they are.
[[nodiscard]] std::string resolve_references(std::string_view raw);

/// Text as the content of an element, of a CDATA section, and of an attribute in either kind of
/// quotes.
[[nodiscard]] std::string as_content(std::string_view text);
[[nodiscard]] std::string as_cdata(std::string_view text);
[[nodiscard]] std::string as_attribute(std::string_view text);

[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace junos_audit::snapshot
