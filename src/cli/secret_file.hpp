// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/secret.hpp"

#include <string>

namespace junos_audit::cli {

/// The bytes of a private key's file. Throws UsageError: missing_input when it cannot be opened;
/// bad_data when it is no regular file, can be read by others, belongs to somebody else, is empty
/// or larger than limits::secret_file_bytes_max. A symbolic link is followed; what it leads to is
/// judged.
[[nodiscard]] Secret read_key_file(const std::string& path);

/// The same for a file that holds a password: one line break at its end is not part of it, a NUL is
/// refused.
[[nodiscard]] Secret read_password_file(const std::string& path);

} // namespace junos_audit::cli
