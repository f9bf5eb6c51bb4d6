// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace junos_audit {

/// Makes text that came from a device, a library or a file fit for one line of a terminal, log or
/// report: control characters (C0, C1, DEL), bidirectional and invisible characters and bytes that
/// are not UTF-8 become \xNN or \u{NNNN}; a run of white space with a line break or tab in it
/// becomes one space, leading and trailing space is dropped. A backslash stays what it is. Of what
/// is longer at most `bytes_max` bytes are shown, cut at a character, followed by "… (N bytes)", N
/// being the length of `text`. Everything that we print and did not write ourselves goes through
/// here.
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes_max = 300);

} // namespace junos_audit
