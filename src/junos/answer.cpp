// SPDX-License-Identifier: Apache-2.0
#include "junos/answer.hpp"

#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/overload.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/junos/sources.hpp"

namespace junos_audit::junos {

namespace {

using snapshot::Reading;

Reading failed(FailureCode code, std::string message) {
    return snapshot::Failed{{Phase::parse, code, std::move(message), ""}};
}

bool is_trailer(pugi::xml_node element) {
    const auto name = xml::local_name(element);
    return name == "cli" ||
           (name == "re-name" && xml::local_name(element.parent()) == "multi-routing-engine-item");
}

std::string describe(pugi::xml_node node) {
    if (node.type() != pugi::node_element)
        return "the text " + quote(node.value());
    const auto text = xml::trimmed_text_of(node);
    const auto name = "<" + printable(xml::local_name(node)) + ">";
    return text.empty() ? name : name + " saying " + quote(text);
}

bool is_blank(pugi::xml_node text) {
    return std::string_view(text.value()).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// A reply that was asked by another message-id than ours is an answer to another question. Replies
/// without one, and with ids that are none of ours, come from directories written by hand: live
/// sessions have checked it.
bool answers_another_question(const netconf::RpcReply& reply, const snapshot::SourceKey& key) {
    if (!reply.message_id || *reply.message_id == to_string(key))
        return false;
    return find_source(reply.message_id->substr(0, reply.message_id->find('@'))) != nullptr;
}

void unwrap(Answer& answer) {
    const auto root = answer.reply.document.root();
    if (!xml::child(root, "multi-routing-engine-results")) {
        answer.holders.push_back({"", root});
        return;
    }
    answer.wrapped = true;
    const auto top = contents_of(root, "multi-routing-engine-results");
    answer.strange = top.strange;
    if (top.payload.size() != 1)
        answer.strange = "several <multi-routing-engine-results>";
    for (const auto results : top.payload) {
        const auto items = contents_of(results, "multi-routing-engine-item");
        if (answer.strange.empty())
            answer.strange = items.strange;
        for (const auto item : items.payload)
            answer.holders.push_back({xml::trimmed_text_of(xml::child(item, "re-name")), item});
    }
    for (const auto& holder : answer.holders)
        if (holder.node.empty() && answer.strange.empty())
            answer.strange = "a <multi-routing-engine-item> without <re-name>";
}

Result<Answer, Reading> read_reply(const snapshot::SourceKey& key, const snapshot::Reply& reply) {
    auto parsed = netconf::parse_reply(reply.xml);
    if (!parsed)
        return failed(parsed.error().limit ? FailureCode::limit_exceeded
                                           : FailureCode::malformed_reply,
                      printable(parsed.error().message));
    Answer answer{std::move(parsed).value(), false, {}, ""};
    if (const auto problem = why_malformed(answer.reply.document.root()))
        return failed(FailureCode::malformed_reply, *problem);
    if (answers_another_question(answer.reply, key))
        return failed(FailureCode::malformed_reply, "the reply bears the message-id " +
                                                        quote(*answer.reply.message_id) +
                                                        " of another question");
    unwrap(answer);
    return answer;
}

Result<Answer, Reading> take(const snapshot::Snapshot& snapshot, const snapshot::SourceKey& key) {
    const auto* exchange = snapshot.find(key);
    if (!exchange) {
        if (snapshot.provenance.failure)
            return Reading(snapshot::Failed{*snapshot.provenance.failure});
        return Reading(snapshot::NotAsked{});
    }
    return std::visit(overload{[&](const snapshot::Reply& reply) { return read_reply(key, reply); },
                               [](const snapshot::NoReply& none) {
                                   return Result<Answer, Reading>(
                                       Reading(snapshot::Failed{none.failure}));
                               }},
                      exchange->answer);
}

} // namespace

const Result<Answer, Reading>& Answers::to(const snapshot::SourceKey& key) {
    auto found = answers_.find(key);
    if (found == answers_.end())
        found = answers_.emplace(key, take(snapshot_, key)).first;
    return found->second;
}

Contents contents_of(pugi::xml_node holder,
                     const std::function<bool(std::string_view local)>& is_payload) {
    Contents contents;
    for (const auto child : holder.children()) {
        const bool element = child.type() == pugi::node_element;
        const bool text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
        if (element && is_payload(xml::local_name(child)))
            contents.payload.push_back(child);
        else if (element && (netconf::is_message(child) || is_trailer(child)))
            continue;
        else if ((element || (text && !is_blank(child))) && contents.strange.empty())
            contents.strange = describe(child);
    }
    return contents;
}

Contents contents_of(pugi::xml_node holder, std::string_view payload) {
    return contents_of(holder, [&](std::string_view local) { return local == payload; });
}

std::vector<Payload> payloads(const Answer& answer, std::string_view name) {
    std::vector<Payload> result;
    for (const auto& holder : answer.holders)
        for (const auto element : contents_of(holder.element, name).payload)
            result.push_back({holder.node, element});
    return result;
}

std::string why_no_answer(const snapshot::Reading& reading) {
    return std::visit(
        overload{[](const snapshot::Understood&) { return std::string(); },
                 [](const snapshot::Unreadable& it) { return it.message; },
                 [](const snapshot::Refused& it) { return it.message; },
                 [](const snapshot::Failed& it) { return it.failure.message; },
                 [](const snapshot::NotAsked&) { return std::string("it was not asked"); }},
        reading);
}

snapshot::Refused refused(const netconf::RpcReply& reply, std::string_view otherwise) {
    const bool denied = permission_denied(reply.errors);
    return {denied ? "permission-denied" : std::string(otherwise),
            "the device answered " + quote(reply.errors), reply.errors};
}

} // namespace junos_audit::junos
