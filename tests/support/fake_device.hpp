// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/netconf/framing.hpp"
#include "junos_audit/netconf/message.hpp"
#include "junos_audit/xml/scan.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace junos_audit::test {

/// A NETCONF server in one function: from one request to the messages that come back.
class FakeDevice {
public:
    using Handler = std::function<std::vector<std::string>(std::string_view message_id,
                                                           std::string_view request)>;

    explicit FakeDevice(Handler handler, bool base_1_1 = false)
        : handler_(std::move(handler))
        , base_1_1_(base_1_1) {}

    /// What it says in answer to these bytes; its hello comes before anything else.
    std::string operator()(std::string_view bytes) {
        std::string out;
        if (!greeted_)
            out += netconf::encode(netconf::Framing::end_of_message, hello());
        greeted_ = true;
        decoder_.feed(bytes);
        for (auto next = decoder_.next(); !std::holds_alternative<netconf::NeedMore>(next);
             next = decoder_.next()) {
            const auto* message = std::get_if<netconf::Message>(&next);
            if (message == nullptr) {
                malformed = true;
                return out;
            }
            out += on_message(message->bytes);
        }
        return out;
    }

    [[nodiscard]] bool quiet() const { return decoder_.at_boundary(); }

    std::vector<std::string> heard; ///< message-ids, in order
    bool malformed = false;         ///< the client sent what is not framed

private:
    [[nodiscard]] std::string hello() const {
        std::string text =
            "<!-- No zombies were killed during the creation of this user interface -->\n"
            "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><capabilities>"
            "<capability>urn:ietf:params:netconf:base:1.0</capability>";
        if (base_1_1_)
            text += "<capability>urn:ietf:params:netconf:base:1.1</capability>";
        return text + "</capabilities><session-id>4711</session-id></hello>";
    }

    std::string on_message(const std::string& bytes) {
        const auto root = xml::peek_root(bytes);
        if (root && root->name == "hello") {
            if (base_1_1_ && bytes.find(netconf::base_1_1) != std::string::npos)
                decoder_.upgrade();
            return {};
        }
        std::string id;
        if (root)
            for (const auto& [name, value] : root->attributes)
                if (name == "message-id")
                    id = value;
        heard.push_back(id);
        std::string out;
        for (const auto& reply : handler_(id, bytes))
            out += netconf::encode(decoder_.framing(), reply);
        return out;
    }

    Handler handler_;
    bool base_1_1_;
    bool greeted_ = false;
    netconf::Decoder decoder_;
};

/// `<rpc-reply>` around a body, as Junos writes it.
inline std::string reply_to(std::string_view message_id, std::string_view body) {
    return "<rpc-reply xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" message-id=\"" +
           std::string(message_id) + "\">\n" + std::string(body) + "\n</rpc-reply>\n";
}

} // namespace junos_audit::test
