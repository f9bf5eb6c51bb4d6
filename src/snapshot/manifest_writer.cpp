// SPDX-License-Identifier: Apache-2.0
#include "snapshot/manifest.hpp"

#include "junos_audit/base/overload.hpp"
#include "snapshot/json_reader.hpp"

namespace junos_audit::snapshot {
namespace {

Json to_json(const Failure& failure) {
    return {{"phase", to_word(failure.phase)},
            {"code", to_word(failure.code)},
            {"message", failure.message},
            {"advice", failure.advice}};
}

Json to_json(const HostKey& key) {
    return {{"check", to_word(key.check)}, {"type", key.type}, {"fingerprint", key.fingerprint}};
}

Json to_json(const std::vector<Note>& notes) {
    auto list = Json::array();
    for (const auto& note : notes)
        list.push_back({{"code", note.code}, {"message", note.message}});
    return list;
}

Json to_json(const Provenance& provenance) {
    Json json;
    json["target"] = provenance.target;
    json["name"] = provenance.name;
    json["address"] = provenance.address;
    json["started"] = to_rfc3339(provenance.started);
    json["finished"] = to_rfc3339(provenance.finished);
    json["reached"] = provenance.reached;
    json["failure"] = provenance.failure ? to_json(*provenance.failure) : Json();
    json["host_key"] = to_json(provenance.host_key);
    json["authentication"] = provenance.authentication;
    json["algorithms"] = Json::object();
    for (const auto& [use, name] : provenance.algorithms)
        json["algorithms"][use] = name;
    json["capabilities"] = provenance.capabilities;
    json["attempts"] = provenance.attempts;
    json["notes"] = to_json(provenance.notes);
    return json;
}

Json to_json(const Exchange& exchange, const std::string& file_name) {
    Json json;
    json["source"] = exchange.key.source;
    json["node"] = exchange.key.node;
    json["rpc"] = exchange.rpc;
    json["filter"] = exchange.filter;
    std::visit(overload{
                   [&](const Reply& reply) {
                       json["status"] = "reply";
                       json["file"] = file_name;
                       json["bytes"] = reply.xml.size();
                       json["sha256"] = reply.sha256;
                       json["redacted"] = reply.redacted;
                   },
                   [&](const NoReply& none) {
                       json["status"] = "failed";
                       json["failure"] = to_json(none.failure);
                       json["elapsed_ms"] = none.elapsed.count();
                       json["bytes"] = none.bytes ? Json(*none.bytes) : Json();
                       json["sha256"] = none.sha256;
                   },
               },
               exchange.answer);
    return json;
}

} // namespace

std::string default_file_name(const SourceKey& key) {
    return to_string(key) + ".xml";
}

std::string write_manifest(const Snapshot& snapshot, const std::vector<std::string>& file_names) {
    Json json;
    json["format"] = "junos-audit-snapshot";
    json["version"] = 1;
    json["provenance"] = to_json(snapshot.provenance);
    json["exchanges"] = Json::array();
    for (std::size_t i = 0; i < snapshot.exchanges.size(); ++i)
        json["exchanges"].push_back(to_json(snapshot.exchanges[i], file_names[i]));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace junos_audit::snapshot
