// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/netconf/message.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What Junos says only in prose. Every place where we read the words of a device stands here, with
/// its evidence.
namespace junos_audit::junos {

using RpcErrors = std::vector<netconf::RpcError>;

/// "permission denied" (16.1R1, 12.1X46), "error: permission denied: system" (26.2R1).
[[nodiscard]] bool permission_denied(const RpcErrors& errors);
/// "syntax error, expecting <candidate/> or <running/>" (22.4), "error: unknown command: …"
/// (26.2R1), "command is not valid on the csrx", and the error-tags of RFC 6241 appendix A for the
/// same. A login class that denies a command answers in these words too.
[[nodiscard]] bool request_unknown(const RpcErrors& errors);
/// "error: Chassis cluster is not enabled" (12.3X48 to 24.4R2).
[[nodiscard]] bool cluster_not_enabled(const RpcErrors& errors);

/// The messages, fit to be printed: `"permission denied" (system); "…"`.
[[nodiscard]] std::string quote(const RpcErrors& errors);
/// One text of a device, fit to be printed.
[[nodiscard]] std::string quote(std::string_view text);

/// What stands in place of a value that we cannot see.
enum class Hidden { no, secret_data, access_denied, redacted };
/// `/* SECRET-DATA */` (a login without secret permission), `/* ACCESS-DENIED */` (26.2R1), or what
/// our own redaction left. Only when it is all there is.
[[nodiscard]] Hidden hidden(std::string_view text);
/// Where ACCESS-DENIED stands in XML is not known: the marker is looked for in every text, also
/// that of annotations, and the words in every comment and every attribute `junos:comment`. A name
/// or a value that merely holds the words is none.
[[nodiscard]] bool mentions_denied_access(pugi::xml_node reply);

} // namespace junos_audit::junos
