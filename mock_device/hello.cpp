// SPDX-License-Identifier: Apache-2.0
#include "mock_device/hello.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/write.hpp"

#include <array>
#include <span>

namespace junos_audit::mock {
namespace {

using Capabilities = std::span<const std::string_view>;

// In the order of a vMX 18.2R1.
constexpr std::array<std::string_view, 13> announced{
    "urn:ietf:params:netconf:base:1.0",
    "urn:ietf:params:netconf:capability:candidate:1.0",
    "urn:ietf:params:netconf:capability:confirmed-commit:1.0",
    "urn:ietf:params:netconf:capability:validate:1.0",
    "urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file",
    "urn:ietf:params:xml:ns:netconf:base:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:candidate:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:confirmed-commit:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:validate:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:url:1.0?protocol=http,ftp,file",
    "urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring",
    "http://xml.juniper.net/netconf/junos/1.0",
    "http://xml.juniper.net/dmi/system/1.0",
};
constexpr std::array<std::string_view, 7> announced_old{
    "urn:ietf:params:xml:ns:netconf:base:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:candidate:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:confirmed-commit:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:validate:1.0",
    "urn:ietf:params:xml:ns:netconf:capability:url:1.0?protocol=http,ftp,file",
    "http://xml.juniper.net/netconf/junos/1.0",
    "http://xml.juniper.net/dmi/system/1.0",
};

std::string namespace_declaration(HelloStyle style) {
    if (style == HelloStyle::no_namespace) {
        return "";
    }
    const std::string attribute = has_prefix(style) ? " xmlns:nc=\"" : " xmlns=\"";
    return attribute + std::string(netconf::base_namespace) + "\"";
}

std::string capability_lines(HelloStyle style, const std::string& prefix) {
    const Capabilities capabilities =
        style == HelloStyle::old ? Capabilities(announced_old) : Capabilities(announced);
    std::string lines;
    const auto add = [&](std::string_view uri) {
        lines += "    <" + prefix + "capability>" + xml::escape_text(uri) + "</" + prefix +
                 "capability>\n";
    };
    for (const std::string_view uri : capabilities) {
        add(uri);
        if (style == HelloStyle::chunked && uri == netconf::base_1_0) {
            add(netconf::base_1_1);
        }
    }
    return lines;
}

/// "--" may not stand in a comment.
std::string comment_text(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '-' && result.ends_with('-') ? '_' : c;
    }
    return result;
}

} // namespace

std::optional<HelloStyle> hello_style_from_word(std::string_view word) {
    if (word == "plain") {
        return HelloStyle::plain;
    }
    if (word == "rfc-compliant") {
        return HelloStyle::rfc_compliant;
    }
    if (word == "old") {
        return HelloStyle::old;
    }
    if (word == "no-namespace") {
        return HelloStyle::no_namespace;
    }
    if (word == "chunked") {
        return HelloStyle::chunked;
    }
    return std::nullopt;
}

bool has_prefix(HelloStyle style) {
    switch (style) {
    case HelloStyle::rfc_compliant:
    case HelloStyle::chunked:
        return true;
    case HelloStyle::plain:
    case HelloStyle::old:
    case HelloStyle::no_namespace:
        return false;
    }
    require(false, "a hello style that has_prefix knows");
    return false;
}

std::string server_hello(HelloStyle style, const Greeting& greeting) {
    const std::string prefix = has_prefix(style) ? "nc:" : "";
    return "<!-- No zombies were killed during the creation of this user interface -->\n"
           "<!-- user " +
           comment_text(greeting.user) + ", class " + comment_text(greeting.login_class) +
           " -->\n<" + prefix + "hello" + namespace_declaration(style) + ">\n  <" + prefix +
           "capabilities>\n" + capability_lines(style, prefix) + "  </" + prefix +
           "capabilities>\n  <" + prefix + "session-id>" + std::to_string(greeting.session_id) +
           "</" + prefix + "session-id>\n</" + prefix + "hello>\n";
}

} // namespace junos_audit::mock
