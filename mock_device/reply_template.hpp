// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::mock {

/// The attributes of an <rpc>, which its reply repeats (RFC 6241 §4.2). Values are resolved.
struct RpcAttributes {
    std::optional<std::string> message_id;
    std::vector<std::pair<std::string, std::string>>
        others; ///< as written, namespace declarations included

    bool operator==(const RpcAttributes&) const = default;
};

/// A stored reply, cut once where a request's attributes go, so that answering is joining strings.
/// Every byte of the reply stays as it was but the message-id's value; a reply stored without one
/// gets it as its root's last attribute.
class ReplyTemplate {
public:
    /// `reply` must be well-formed.
    explicit ReplyTemplate(std::string_view reply);

    /// The reply to a request with these attributes. Without a message-id there, there is none here
    /// (as Junos does).
    [[nodiscard]] std::string fill(const RpcAttributes& request) const;

private:
    [[nodiscard]] std::string echoed(const RpcAttributes& request) const;

    std::string head_;               ///< up to the blank before message-id
    std::string id_open_;            ///< ` message-id="`
    std::string id_close_;           ///< the quote
    std::string attributes_;         ///< of the root, after message-id
    std::string rest_;               ///< from the root's `>` or `/>` on
    std::vector<std::string> names_; ///< of the root's own attributes
};

} // namespace junos_audit::mock
