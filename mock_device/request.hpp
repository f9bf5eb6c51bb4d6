// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/xml/document.hpp"
#include "mock_device/reply_template.hpp"

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace junos_audit::mock {

/// An <rpc> of the client. `<command>show …</command>` has been turned into the operation that
/// means the same.
struct Request {
    RpcAttributes attributes;
    xml::Document document;   ///< owns `operation`
    pugi::xml_node operation; ///< null: the rpc was empty or its command is none that we know
    std::string
        word; ///< name of the operation, or the command: what an error calls the bad element

    [[nodiscard]] std::string_view name() const { return xml::local_name(operation); }
    /// The trimmed text of the operation's child element, empty if there is none.
    [[nodiscard]] std::string argument(std::string_view child) const;
    [[nodiscard]] bool has_argument(std::string_view child) const;
};

/// Nothing when the bytes are not well-formed or their root is not `rpc`.
[[nodiscard]] std::optional<Request> parse_request(std::string_view bytes);

/// An element in one form whatever its prefixes, attribute order and white space: two operations
/// that ask the same thing are equal strings.
[[nodiscard]] std::string canonical(pugi::xml_node element);

} // namespace junos_audit::mock
