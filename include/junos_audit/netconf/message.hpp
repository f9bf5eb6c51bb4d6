// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/xml/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::netconf {

inline constexpr std::string_view base_namespace = "urn:ietf:params:xml:ns:netconf:base:1.0";
inline constexpr std::string_view base_1_0 = "urn:ietf:params:netconf:base:1.0";
inline constexpr std::string_view base_1_1 = "urn:ietf:params:netconf:base:1.1";

/// RFC 6241 §8.1.
struct Hello {
    std::vector<std::string> capabilities; ///< trimmed, as announced
    std::optional<std::uint32_t> session_id;

    /// Also true for the URI with a query (?module=…), and for base:1.0 for
    /// `urn:ietf:params:xml:ns:netconf:base:1.0`, which is all that Junos up to about 12 announces.
    [[nodiscard]] bool has_capability(std::string_view uri) const;
    bool operator==(const Hello&) const = default;
};

/// RFC 6241 §4.3 with all its fields, trimmed; what was not sent is empty, what was sent twice is
/// joined by a space. `xnm:error` and `xnm:warning` of Junos come in the same form: severity by
/// their name, message, the daemon as `source_daemon`, edit-path as `path`.
struct RpcError {
    std::string type;
    std::string tag;
    std::string severity; ///< as sent; see is_warning
    std::string app_tag;
    std::string path;
    std::string message;
    std::string bad_element;   ///< of error-info
    std::string source_daemon; ///< Junos
    std::string node;          ///< re-name of the multi-routing-engine-item it stood in, or empty

    /// Only the exact word is a warning: an unknown or missing severity is an error.
    [[nodiscard]] bool is_warning() const { return severity == "warning"; }
    bool operator==(const RpcError&) const = default;
};

/// An rpc-reply that was parsed strictly.
struct RpcReply {
    std::optional<std::string> message_id;
    std::vector<RpcError> errors;   ///< from anywhere in the reply, severity error or not known
    std::vector<RpcError> warnings; ///< from anywhere in the reply
    xml::Document document;         ///< the whole reply
};

/// A request. `operation` is the element below <rpc>, as XML.
struct Rpc {
    std::string message_id;
    std::string operation;
    bool operator==(const Rpc&) const = default;
};

/// `<rpc message-id="…" xmlns="…base:1.0">…</rpc>`.
[[nodiscard]] std::string to_xml(const Rpc& rpc);
/// Our hello: both base versions, or base:1.0 only (then framing is settled before the server
/// speaks).
[[nodiscard]] std::string client_hello(bool offer_1_1);

/// Reads a hello in every form that Junos sends: XML declaration and comments before it, no
/// namespace, `nc:` prefix, capabilities with query strings. Text before the first `<` is the
/// session's to strip (client_session.hpp). Whether there is a session-id, as a server's hello must
/// have, is the caller's to ask; one that is not a number from 1 to 4294967295 is a failure.
[[nodiscard]] Result<Hello, xml::ParseFailure> parse_hello(std::string_view bytes);
/// Reads an rpc-reply; its root must be `rpc-reply` in the NETCONF namespace or in none.
[[nodiscard]] Result<RpcReply, xml::ParseFailure> parse_reply(std::string_view bytes);
/// Whether an element is the device's word about its answer and not part of it: rpc-error (in any
/// namespace), xnm:error and xnm:warning. An `error` or `warning` right below rpc-reply and
/// multi-routing-engine-item counts whatever its prefix; elsewhere it is in the xnm namespace and,
/// without prefix, not inside `configuration`, which has statements of these names.
[[nodiscard]] bool is_message(pugi::xml_node element);
/// Every message at any depth below `node`, in document order.
[[nodiscard]] std::vector<RpcError> find_errors(pugi::xml_node node);

} // namespace junos_audit::netconf
