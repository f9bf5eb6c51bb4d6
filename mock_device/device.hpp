// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/failure.hpp"
#include "junos_audit/snapshot/snapshot.hpp"
#include "junos_audit/snapshot/store.hpp"
#include "junos_audit/xml/document.hpp"
#include "mock_device/reply_template.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::mock {

/// A reply that the device has, read once.
struct Page {
    std::string bytes;
    ReplyTemplate reply;
    xml::Document document;
};

/// A request that the snapshot's capture made of the real device, and how it went.
struct Asked {
    snapshot::SourceKey key;
    std::string operation; ///< name of its element; empty if the manifest does not hold the request
    std::string canonical; ///< see request.hpp
    std::optional<Failure> failure; ///< set: no usable answer came
};

/// A snapshot directory as something to answer from: the stored replies and the variant files
/// beside them (README.md names them). Read once, then only looked at: sessions of all threads
/// share it.
class Device {
public:
    /// Throws UsageError (missing_input, bad_data) as snapshot::load does, and for a variant that
    /// is not well-formed.
    [[nodiscard]] static Device load(const std::filesystem::path& directory);
    /// The same from memory; `files` are the directory's, by name.
    [[nodiscard]] static Device from(const snapshot::Snapshot& snapshot,
                                     const snapshot::Files& files);

    /// By file name without ".xml": "software", "configuration.candidate". nullptr if there is
    /// none.
    [[nodiscard]] const Page* page(std::string_view stem) const;
    [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }
    /// "http://xml.juniper.net/junos/23.4R2/junos": what the `junos` prefix means in this device's
    /// replies.
    [[nodiscard]] const std::string& junos_namespace() const { return junos_namespace_; }

private:
    void add(const std::string& stem, const std::string& bytes);

    std::map<std::string, Page, std::less<>> pages_;
    std::vector<Asked> asked_;
    std::string junos_namespace_ = "http://xml.juniper.net/junos/23.4R0/junos";
};

} // namespace junos_audit::mock
