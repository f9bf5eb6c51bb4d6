// SPDX-License-Identifier: Apache-2.0
#include "mock_device/reply_template.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/xml/write.hpp"

#include <algorithm>

namespace junos_audit::mock {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Where the root's start tag begins: after a byte order mark, the XML declaration and comments.
std::size_t find_root(std::string_view reply) {
    std::size_t at = reply.find('<');
    while (at != std::string_view::npos && at + 1 < reply.size()) {
        if (reply[at + 1] == '?') {
            at = reply.find("?>", at);
        } else if (reply.substr(at, 4) == "<!--") {
            at = reply.find("-->", at);
        } else {
            return at;
        }
        at = reply.find('<', at);
    }
    return std::string_view::npos;
}

/// The offset of the `>` that ends the tag beginning at `at`; a `>` inside quotes does not.
std::size_t find_tag_end(std::string_view reply, std::size_t at) {
    char quote = '\0';
    for (; at < reply.size(); ++at) {
        const char c = reply[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return at;
        }
    }
    return std::string_view::npos;
}

struct AttributeSpan {
    std::size_t begin; ///< of the blanks before it
    std::size_t value; ///< after the opening quote
    std::size_t end;   ///< of the closing quote
    std::string_view name;
};

/// The attributes of a well-formed start tag, in order.
std::vector<AttributeSpan> attribute_spans(std::string_view tag) {
    std::vector<AttributeSpan> spans;
    std::size_t at = tag.find_first_of(" \t\r\n/>");
    while (at < tag.size()) {
        const std::size_t name = tag.find_first_not_of(blanks, at);
        if (name == std::string_view::npos || tag[name] == '/' || tag[name] == '>') {
            break;
        }
        const std::size_t name_end = tag.find_first_of(" \t\r\n=", name);
        const std::size_t open = tag.find_first_of("\"'", name);
        const std::size_t close = tag.find(tag[open], open + 1);
        spans.push_back({at, open + 1, close, tag.substr(name, name_end - name)});
        at = close + 1;
    }
    return spans;
}

std::string quoted(std::string_view value, char quote) {
    std::string escaped = xml::escape_attribute(value);
    if (quote == '"') {
        return escaped;
    }
    std::string result;
    for (const char c : escaped) {
        c == '\'' ? result.append("&apos;") : result.append(1, c);
    }
    return result;
}

} // namespace

ReplyTemplate::ReplyTemplate(std::string_view reply) {
    const std::size_t root = find_root(reply);
    require(root != std::string_view::npos, "a reply has a root element");
    std::size_t end = find_tag_end(reply, root);
    require(end != std::string_view::npos, "a reply's root tag ends");
    end = reply[end - 1] == '/' ? end - 1 : end;

    const std::string_view tag = reply.substr(root, end - root);
    head_ = reply.substr(0, end);
    id_open_ = " message-id=\"";
    id_close_ = "\"";
    rest_ = reply.substr(end);
    for (const AttributeSpan& span : attribute_spans(tag)) {
        if (span.name == "message-id") {
            head_ = reply.substr(0, root + span.begin);
            id_open_ = tag.substr(span.begin, span.value - span.begin);
            id_close_ = tag.substr(span.end, 1);
            attributes_ = tag.substr(span.end + 1);
        }
        names_.emplace_back(span.name);
    }
}

std::string ReplyTemplate::fill(const RpcAttributes& request) const {
    std::string reply = head_;
    reply.reserve(head_.size() + attributes_.size() + rest_.size() + 64);
    if (request.message_id) {
        reply += id_open_ + quoted(*request.message_id, id_close_.front()) + id_close_;
    }
    reply += attributes_;
    reply += echoed(request);
    reply += rest_;
    return reply;
}

std::string ReplyTemplate::echoed(const RpcAttributes& request) const {
    const auto is_ours = [this](std::string_view name) {
        return std::find(names_.begin(), names_.end(), name) != names_.end();
    };
    std::string result;
    for (const auto& [name, value] : request.others) {
        const bool is_default_namespace = name == "xmlns";
        const bool is_unused = name == "xmlns:nc"; // of the client's own <nc:rpc>
        if (!is_default_namespace && !is_unused && !is_ours(name)) {
            result += " " + name + "=\"" + xml::escape_attribute(value) + "\"";
        }
    }
    return result;
}

} // namespace junos_audit::mock
