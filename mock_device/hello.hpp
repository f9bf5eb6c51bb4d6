// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::mock {

/// How Junos releases greet. All but `chunked` speak end-of-message framing only.
enum class HelloStyle {
    plain,         ///< default namespace: 16.x to 24.x (captured from 18.2R1)
    rfc_compliant, ///< prefix `nc:` (captured from 17.3R3)
    old, ///< base:1.0 under its XML namespace's URI only, as releases up to about 12 announce it
    no_namespace, ///< no xmlns at all (vSRX 12.1)
    chunked,      ///< rfc-compliant with version-1.1, 24.4R1 on: base:1.1 is offered
};
[[nodiscard]] std::optional<HelloStyle> hello_style_from_word(std::string_view word);
[[nodiscard]] bool has_prefix(HelloStyle style);

struct Greeting {
    std::string user;
    std::string login_class;
    std::uint32_t session_id = 0;
};

/// The server's hello with the comments that stand before it, not framed.
[[nodiscard]] std::string server_hello(HelloStyle style, const Greeting& greeting);

} // namespace junos_audit::mock
