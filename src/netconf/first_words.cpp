// SPDX-License-Identifier: Apache-2.0
#include "netconf/first_words.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/netconf/message.hpp"

#include <algorithm>

namespace junos_audit::netconf {
namespace {

/// Cuts the first rpc-reply off. It is parsed on its own, so that an end tag inside a CDATA section
/// makes it malformed and no more.
std::string_view take_reply(std::string_view& bytes) {
    constexpr std::string_view end_name = "rpc-reply>";
    bytes.remove_prefix(std::min(bytes.find('<'), bytes.size()));
    auto end = bytes.find(end_name, bytes.find("</"));
    end = end == std::string_view::npos ? bytes.size() : end + end_name.size();
    const auto reply = bytes.substr(0, end);
    bytes.remove_prefix(end);
    return reply;
}

} // namespace

std::string refusal_words(std::string_view bytes) {
    constexpr int replies_max = 8;
    std::string words;
    for (int i = 0; i < replies_max && !bytes.empty(); ++i) {
        const auto reply = parse_reply(take_reply(bytes));
        if (!reply)
            break;
        for (const auto& error : find_errors(reply->document.root()))
            words.append(words.empty() ? "" : "; ").append(error.message);
    }
    return printable(words);
}

} // namespace junos_audit::netconf
