// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/store.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "snapshot/durable_file.hpp"
#include "snapshot/files.hpp"
#include "snapshot/manifest.hpp"

#include <algorithm>
#include <system_error>

namespace junos_audit::snapshot {
namespace {

namespace fs = std::filesystem;

bool holds_manifest(const fs::path& directory) {
    std::error_code ignored;
    return fs::exists(directory / manifest_name, ignored);
}

[[noreturn]] void missing(const fs::path& path, const std::string& why) {
    throw UsageError(ExitStatus::missing_input, "'" + printable(path.string()) + "': " + why);
}

/// Also a link to nowhere and what cannot be asked: that it is no directory must be known.
bool may_be_directory(const fs::directory_entry& entry) {
    std::error_code error;
    const auto type = entry.status(error).type();
    return type == fs::file_type::directory || type == fs::file_type::not_found ||
           type == fs::file_type::none || type == fs::file_type::unknown;
}

std::vector<fs::path> child_directories(const fs::path& directory) {
    std::error_code error;
    std::vector<fs::path> found;
    fs::directory_iterator at(directory, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error))
        if (may_be_directory(*at))
            found.push_back(at->path());
    if (error)
        missing(directory, error.message());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

void save(const Snapshot& snapshot, const fs::path& directory) {
    const auto files = to_files(snapshot);
    const auto target = DurableDirectory::create(directory);
    if (holds_manifest(directory))
        throw UsageError(ExitStatus::cannot_write,
                         "'" + printable(directory.string()) + "' already holds a snapshot");
    for (const auto& [name, bytes] : files)
        if (name != manifest_name)
            target.write(name, bytes);
    target.sync();
    target.write(std::string(manifest_name), files.at(std::string(manifest_name)));
    target.sync();
}

Snapshot load(const fs::path& directory) {
    const auto read = [&](const std::string& name) {
        return read_file(directory / name, limits::device_bytes_max);
    };
    const auto text = read(std::string(manifest_name));
    if (!text)
        missing(directory / manifest_name, text.error().message());
    auto manifest = read_manifest(*text, directory.string());
    Files files;
    for (const auto& listed : manifest.files)
        if (listed)
            if (auto bytes = read(listed->name))
                files[listed->name] = std::move(*bytes);
    return assemble(std::move(manifest), files, directory.string());
}

std::vector<fs::path> find_snapshots(const fs::path& directory) {
    if (holds_manifest(directory))
        return {directory};
    auto found = child_directories(directory);
    if (found.empty())
        missing(directory, "no snapshot here: it has neither a " + std::string(manifest_name) +
                               " nor a directory in it");
    return found;
}

} // namespace junos_audit::snapshot
