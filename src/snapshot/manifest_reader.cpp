// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/printable.hpp"
#include "snapshot/json_reader.hpp"
#include "snapshot/manifest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <set>
#include <utility>

namespace junos_audit::snapshot {
namespace {

std::optional<WallTime> read_time(ObjectReader& object, std::string_view key) {
    const auto text = object.text(key);
    if (!text)
        return std::nullopt;
    const auto time = from_rfc3339(*text);
    if (!time)
        object.problem(key, "is not a time as RFC 3339 has it (2026-11-22T04:22:00Z)");
    return time;
}

/// An enum by its word, through the inverse of to_word.
template <class Enum>
std::optional<Enum> read_word(ObjectReader& object, std::string_view key,
                              std::optional<Enum> (*from_word)(std::string_view)) {
    const auto text = object.text(key);
    const auto value = text ? from_word(*text) : std::nullopt;
    if (!value)
        object.problem(key,
                       text ? "has an unknown word: '" + printable(*text) + "'" : "is missing");
    return value;
}

Failure read_failure(const Json& json, const std::string& where, Problems& problems) {
    ObjectReader object(json, where, problems);
    Failure failure{Phase::rpc, FailureCode::not_captured, {}, {}};
    failure.phase = read_word(object, "phase", phase_from_word).value_or(failure.phase);
    failure.code = read_word(object, "code", failure_code_from_word).value_or(failure.code);
    failure.message = object.text("message").value_or("");
    failure.advice = object.text("advice").value_or("");
    object.finish();
    return failure;
}

HostKeyCheck read_check(ObjectReader& object) {
    constexpr std::array all = {HostKeyCheck::unchecked, HostKeyCheck::verified,
                                HostKeyCheck::verified_without_port, HostKeyCheck::accepted_new};
    const auto text = object.text("check");
    if (!text)
        return HostKeyCheck::unchecked;
    const auto* found =
        std::find_if(all.begin(), all.end(), [&](auto check) { return to_word(check) == *text; });
    if (found != all.end())
        return *found;
    object.problem("check", "has an unknown word: '" + printable(*text) + "'");
    return HostKeyCheck::unchecked;
}

HostKey read_host_key(const Json& json, const std::string& where, Problems& problems) {
    ObjectReader object(json, where, problems);
    HostKey key;
    key.check = read_check(object);
    key.type = object.text("type").value_or("");
    key.fingerprint = object.text("fingerprint").value_or("");
    object.finish();
    return key;
}

std::map<std::string, std::string> read_algorithms(ObjectReader& object, Problems& problems) {
    std::map<std::string, std::string> algorithms;
    const auto* json = object.find("algorithms");
    if (json == nullptr)
        return algorithms;
    ObjectReader members(*json, object.path_of("algorithms"), problems);
    if (json->is_object())
        for (const auto& [use, name] : json->items())
            algorithms[use] = members.text(use).value_or("");
    return algorithms;
}

std::vector<Note> read_notes(ObjectReader& object, Problems& problems) {
    std::vector<Note> notes;
    for (const auto* item : object.items("notes")) {
        ObjectReader note(*item, object.path_of("notes"), problems);
        notes.push_back({note.text("code").value_or(""), note.text("message").value_or("")});
        note.finish();
    }
    return notes;
}

int read_attempts(ObjectReader& object) {
    const auto attempts = object.number("attempts").value_or(1);
    if (attempts <= static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
        return static_cast<int>(attempts);
    object.problem("attempts", "is too large");
    return 1;
}

Provenance read_provenance(const Json& json, const std::string& device, bool any_reply,
                           Problems& problems) {
    ObjectReader object(json, "provenance", problems);
    Provenance provenance;
    provenance.target = object.text("target").value_or(device);
    provenance.name = object.text("name").value_or(provenance.target);
    provenance.address = object.text("address").value_or("");
    provenance.started = read_time(object, "started").value_or(WallTime{});
    const auto finished = read_time(object, "finished");
    if (any_reply && !finished)
        problems.add("provenance.finished is needed: the time by which certificates are judged");
    provenance.finished = finished.value_or(provenance.started);
    provenance.reached = object.flag("reached").value_or(any_reply);
    if (const auto* failure = object.find("failure"))
        provenance.failure = read_failure(*failure, object.path_of("failure"), problems);
    if (const auto* key = object.find("host_key"))
        provenance.host_key = read_host_key(*key, object.path_of("host_key"), problems);
    provenance.authentication = object.text("authentication").value_or("");
    provenance.algorithms = read_algorithms(object, problems);
    provenance.capabilities = object.texts("capabilities");
    provenance.attempts = read_attempts(object);
    provenance.notes = read_notes(object, problems);
    object.finish();
    return provenance;
}

std::optional<ListedFile> read_reply(ObjectReader& object, Exchange& exchange) {
    ListedFile file;
    file.name = object.text("file").value_or(default_file_name(exchange.key));
    file.bytes = object.number("bytes");
    file.sha256 = object.text("sha256").value_or("");
    if (!is_plain_file_name(file.name))
        object.problem("file", "is not the name of a file in this directory: '" +
                                   printable(file.name) + "'");
    Reply reply;
    reply.redacted = object.texts("redacted");
    exchange.answer = std::move(reply);
    return file;
}

void read_no_reply(ObjectReader& object, Exchange& exchange, Problems& problems) {
    NoReply none{{Phase::rpc, FailureCode::not_captured, {}, {}}, {}, {}, {}};
    if (const auto* failure = object.find("failure"))
        none.failure = read_failure(*failure, object.path_of("failure"), problems);
    else
        object.problem("failure", "is missing");
    none.elapsed = std::chrono::milliseconds(object.number("elapsed_ms").value_or(0));
    none.bytes = object.number("bytes");
    none.sha256 = object.text("sha256").value_or("");
    exchange.answer = std::move(none);
}

std::optional<ListedFile> read_exchange(const Json& json, const std::string& where,
                                        Problems& problems, Exchange& exchange) {
    ObjectReader object(json, where, problems);
    exchange.key = {object.text("source").value_or(""), object.text("node").value_or("")};
    if (exchange.key.source.empty())
        object.problem("source", "is missing");
    exchange.rpc = object.text("rpc").value_or("");
    exchange.filter = object.texts("filter");
    auto status = object.text("status");
    if (!status)
        status = object.find("failure") != nullptr ? "failed" : "reply";
    std::optional<ListedFile> file;
    if (status == "reply")
        file = read_reply(object, exchange);
    else if (status == "failed")
        read_no_reply(object, exchange, problems);
    else
        object.problem("status", "is neither 'reply' nor 'failed'");
    object.finish();
    return file;
}

void read_exchanges(ObjectReader& object, Problems& problems, Manifest& manifest) {
    std::set<SourceKey> seen;
    if (object.find("exchanges") == nullptr)
        object.problem("exchanges", "is missing");
    for (const auto* item : object.items("exchanges")) {
        Exchange exchange;
        const auto where = "exchanges[" + std::to_string(manifest.files.size()) + "]";
        manifest.files.push_back(read_exchange(*item, where, problems, exchange));
        if (!seen.insert(exchange.key).second)
            problems.add(where + " answers '" + printable(to_string(exchange.key)) +
                         "' for a second time");
        manifest.snapshot.exchanges.push_back(std::move(exchange));
    }
}

void check_form(ObjectReader& object) {
    if (object.text("format") != "junos-audit-snapshot")
        object.problem("format", "is not \"junos-audit-snapshot\"");
    if (object.number("version") != 1)
        object.problem("version", "is not 1, the only version that this program reads");
}

} // namespace

bool is_plain_file_name(std::string_view name) {
    constexpr std::size_t name_bytes_max = 200;
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '@' || c == '.';
    };
    return !name.empty() && name.size() <= name_bytes_max && name.front() != '.' &&
           name != manifest_name && std::all_of(name.begin(), name.end(), is_plain);
}

Manifest read_manifest(std::string_view text, const std::string& directory) {
    const auto place = std::filesystem::path(directory);
    const auto file = (place / manifest_name).string();
    const auto json = parse_json(text, file);
    Problems problems(file);
    Manifest manifest;
    ObjectReader object(json, "", problems);
    check_form(object);
    read_exchanges(object, problems, manifest);
    const bool any_reply = std::any_of(manifest.files.begin(), manifest.files.end(),
                                       [](const auto& listed) { return listed.has_value(); });
    const auto* provenance = object.find("provenance");
    manifest.snapshot.provenance = read_provenance(provenance ? *provenance : Json::object(),
                                                   place.filename().string(), any_reply, problems);
    object.finish();
    problems.throw_if_any();
    return manifest;
}

} // namespace junos_audit::snapshot
