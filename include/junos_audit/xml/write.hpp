// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace junos_audit::xml {

/// Escapes for element content and for a double-quoted attribute value. Input must be text of
/// XML 1.0 in UTF-8.
[[nodiscard]] std::string escape_text(std::string_view text);
[[nodiscard]] std::string escape_attribute(std::string_view text);

/// A tree in one stable form: one element per line, two spaces a level, attributes in their order,
/// an element that holds only text on one line, `<empty/>`. For golden files, `explain` and people;
/// never read back by a decision.
[[nodiscard]] std::string write(pugi::xml_node node);

} // namespace junos_audit::xml
