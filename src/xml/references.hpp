// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::xml {

struct Reference {
    char32_t code = 0;      ///< the character that is meant
    std::size_t length = 0; ///< of the reference, from '&' to ';'
};

/// The reference that `text` begins with: one of the five entities, or a character reference to a
/// character that XML 1.0 has (well-formedness constraint Legal Character). Nothing for any other
/// '&'.
[[nodiscard]] std::optional<Reference> first_reference(std::string_view text);

/// An attribute's value as XML 1.0 §3.3.3 normalises it (type CDATA): references replaced, each
/// white space character that is not written as a reference turned into a space. `raw` comes from a
/// scanned document.
[[nodiscard]] std::string resolved_value(std::string_view raw);

} // namespace junos_audit::xml
