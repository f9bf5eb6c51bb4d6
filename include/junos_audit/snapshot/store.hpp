// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/snapshot/snapshot.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace junos_audit::snapshot {

/// A snapshot as files, by name: `manifest.json` and `<source>[@<node>].xml` for every reply.
/// Stable: the same snapshot gives the same bytes. Nothing in it is secret (redact.hpp), yet it
/// describes a device's defences.
using Files = std::map<std::string, std::string>;

[[nodiscard]] Files to_files(const Snapshot& snapshot);

/// Reads and checks: the manifest's form and version, that every listed file is there, its digest,
/// that it is well-formed. Replies are redacted again, so that a directory made by hand is treated
/// like a live answer. Files that the manifest does not list are left alone (variants for
/// mock-junos). `directory` names the place in errors. A manifest written by hand needs only
/// `{"format": "junos-audit-snapshot", "version": 1, "exchanges": [{"source": "configuration"}],
/// "provenance": {"finished": "2026-11-22T04:22:07Z"}}`: what is left out is empty, a file is
/// `<source>[@<node>].xml`, the device is called as the directory. With a reply, `finished` is
/// needed: certificates are judged by it. What is given ("sha256", "bytes") must hold; unknown and
/// duplicate keys are refused. Throws UsageError (bad_data) with every problem found.
[[nodiscard]] Snapshot from_files(const Files& files, const std::string& directory);

/// Writes a new directory, mode 0700, files 0600, each complete and synced before the manifest
/// appears, which is last. Refuses a directory that already holds a manifest. Throws UsageError
/// (cannot_write).
void save(const Snapshot& snapshot, const std::filesystem::path& directory);

/// Throws UsageError (missing_input, bad_data).
[[nodiscard]] Snapshot load(const std::filesystem::path& directory);

/// `directory` itself when it holds a manifest.json, else every directory in it, in order of names;
/// plain files are passed over. One without a manifest (its capture was cut short) or that cannot be
/// entered is among them, and load() throws for it: a device must not be missing from a report in
/// silence. Throws UsageError (missing_input) when there is none.
[[nodiscard]] std::vector<std::filesystem::path>
find_snapshots(const std::filesystem::path& directory);

} // namespace junos_audit::snapshot
