// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/message.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "netconf/parse_failure.hpp"

#include <charconv>
#include <utility>

namespace junos_audit::netconf {
namespace {

/// A capability is a URI, and a query may follow (RFC 6241 §8, RFC 6020 §5.6.4).
bool is_announced(std::string_view capability, std::string_view uri) {
    return capability.starts_with(uri) &&
           (capability.size() == uri.size() || capability[uri.size()] == '?');
}

/// RFC 6241 §8.1: 1 to 4294967295.
std::optional<std::uint32_t> read_session_id(std::string_view text) {
    std::uint32_t id = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, id);
    if (error != std::errc{} || stop != end || id == 0)
        return std::nullopt;
    return id;
}

std::optional<xml::ParseFailure> read_capabilities(pugi::xml_node list, Hello& hello) {
    for (const auto child : list.children()) {
        if (child.type() != pugi::node_element || xml::local_name(child) != "capability")
            continue;
        if (hello.capabilities.size() == limits::capabilities_max)
            return limit_failure("a hello has more than " +
                                 std::to_string(limits::capabilities_max) + " capabilities");
        hello.capabilities.push_back(xml::trimmed_text_of(child));
    }
    return std::nullopt;
}

std::optional<xml::ParseFailure> read_child(pugi::xml_node child, Hello& hello) {
    const auto name = xml::local_name(child);
    if (name == "capabilities")
        return read_capabilities(child, hello);
    if (name != "session-id")
        return std::nullopt;
    const auto text = xml::trimmed_text_of(child);
    if (hello.session_id)
        return failure("a hello has more than one session-id");
    hello.session_id = read_session_id(text);
    if (!hello.session_id)
        return failure("in a hello, expected a session-id from 1 to 4294967295, saw '" +
                       printable(text) + "'");
    return std::nullopt;
}

} // namespace

bool Hello::has_capability(std::string_view uri) const {
    for (const auto& capability : capabilities) {
        if (is_announced(capability, uri))
            return true;
        if (uri == base_1_0 && is_announced(capability, base_namespace))
            return true;
    }
    return false;
}

std::string client_hello(bool offer_1_1) {
    std::string hello = "<hello xmlns=\"";
    hello.append(base_namespace).append("\"><capabilities><capability>").append(base_1_0);
    if (offer_1_1)
        hello.append("</capability><capability>").append(base_1_1);
    return hello.append("</capability></capabilities></hello>");
}

Result<Hello, xml::ParseFailure> parse_hello(std::string_view bytes) {
    const auto document = xml::parse(bytes);
    if (!document)
        return document.error();
    const auto root = document->root();
    if (auto wrong = check_root(root, "hello"))
        return *std::move(wrong);
    Hello hello;
    for (const auto child : root.children())
        if (child.type() == pugi::node_element)
            if (auto wrong = read_child(child, hello))
                return *std::move(wrong);
    return hello;
}

} // namespace junos_audit::netconf
