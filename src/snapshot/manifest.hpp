// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/snapshot/snapshot.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::snapshot {

inline constexpr std::string_view manifest_name = "manifest.json";

/// What the manifest says of a reply's file.
struct ListedFile {
    std::string name;
    std::string sha256;               ///< empty: not said
    std::optional<std::size_t> bytes; ///< nothing: not said
};

/// A manifest as read: the snapshot without the bytes of its replies, and beside each exchange the
/// file that has them (nothing where the exchange failed).
struct Manifest {
    Snapshot snapshot;
    std::vector<std::optional<ListedFile>> files;
};

/// Of a reply to `key`, unless the manifest says otherwise.
[[nodiscard]] std::string default_file_name(const SourceKey& key);
/// The name of a file in the snapshot's directory itself, and not the manifest's.
[[nodiscard]] bool is_plain_file_name(std::string_view name);

/// `file_names` are those of `snapshot.exchanges`, empty where there is no reply.
[[nodiscard]] std::string write_manifest(const Snapshot& snapshot,
                                         const std::vector<std::string>& file_names);
/// `directory` names the place in errors, and the device where the manifest does not. Throws
/// UsageError (bad_data).
[[nodiscard]] Manifest read_manifest(std::string_view text, const std::string& directory);

} // namespace junos_audit::snapshot
