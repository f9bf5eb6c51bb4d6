// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junos_audit::snapshot {

/// Whether an element or attribute of this local name holds a secret as its own text. Names of
/// containers (`system login password`) are among them; what their children hold is decided by the
/// children's names.
[[nodiscard]] bool is_secret_name(std::string_view local);

/// Whether a value is a secret by its form: Junos' `$9$` and `$8$`, crypt(3) hashes, a PEM private
/// key.
[[nodiscard]] bool is_secret_value(std::string_view value);

/// Whether a value is one of the markers that stand in place of a secret, ours or Junos' own.
[[nodiscard]] bool is_marker(std::string_view value);

/// `ftp://user:password@host/` becomes `ftp://REDACTED@host/`, wherever it stands in the value.
[[nodiscard]] std::string without_user_information(std::string_view value);

} // namespace junos_audit::snapshot
