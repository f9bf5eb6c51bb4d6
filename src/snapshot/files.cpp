// SPDX-License-Identifier: Apache-2.0
#include "snapshot/files.hpp"

#include "junos_audit/snapshot/redact.hpp"
#include "snapshot/json_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace junos_audit::snapshot {
namespace {

/// What was removed at the capture and what was removed now.
std::vector<std::string> united(std::vector<std::string> before,
                                const std::vector<std::string>& now) {
    for (const auto& path : now)
        if (std::find(before.begin(), before.end(), path) == before.end())
            before.push_back(path);
    return before;
}

/// Takes one reply from its file. What is wrong is added to `problems`.
void take_reply(const ListedFile& listed, const Files& files, const std::filesystem::path& place,
                Problems& problems, Reply& reply) {
    const auto path = (place / listed.name).string();
    const auto file = files.find(listed.name);
    if (file == files.end()) {
        problems.add_in(path, "the manifest lists this file, and it is not there");
        return;
    }
    const auto& bytes = file->second;
    if (listed.bytes && *listed.bytes != bytes.size())
        problems.add_in(path, "the manifest has " + std::to_string(*listed.bytes) +
                                  " bytes, the file " + std::to_string(bytes.size()));
    if (!listed.sha256.empty() && listed.sha256 != sha256(bytes))
        problems.add_in(path, "the file does not have the sha256 that the manifest lists");
    auto redacted = redact(bytes);
    if (!redacted) {
        const auto& failure = redacted.error();
        problems.add({path, failure.line, failure.column, failure.message});
        return;
    }
    reply.xml = std::move(redacted->xml);
    reply.sha256 = std::move(redacted->sha256);
    reply.redacted = united(std::move(reply.redacted), redacted->redacted);
}

} // namespace

Files to_files(const Snapshot& snapshot) {
    Files files;
    std::vector<std::string> names;
    for (const auto& exchange : snapshot.exchanges) {
        const auto* reply = std::get_if<Reply>(&exchange.answer);
        auto& name = names.emplace_back();
        if (reply == nullptr)
            continue;
        name = default_file_name(exchange.key);
        // The name of a node is the device's choice.
        if (!is_plain_file_name(name) || files.contains(name))
            name = "exchange-" + std::to_string(names.size()) + ".xml";
        files[name] = reply->xml;
    }
    files[std::string(manifest_name)] = write_manifest(snapshot, names);
    return files;
}

Snapshot from_files(const Files& files, const std::string& directory) {
    const auto manifest = files.find(std::string(manifest_name));
    if (manifest == files.end())
        throw UsageError(ExitStatus::missing_input,
                         "'" + directory + "' has no " + std::string(manifest_name));
    return assemble(read_manifest(manifest->second, directory), files, directory);
}

Snapshot assemble(Manifest manifest, const Files& files, const std::string& directory) {
    const std::filesystem::path place(directory);
    Problems problems((place / manifest_name).string());
    for (std::size_t i = 0; i < manifest.files.size(); ++i)
        if (const auto& listed = manifest.files[i])
            take_reply(*listed, files, place, problems,
                       std::get<Reply>(manifest.snapshot.exchanges[i].answer));
    problems.throw_if_any();
    return std::move(manifest.snapshot);
}

} // namespace junos_audit::snapshot
