// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace junos_audit::snapshot {

/// An open descriptor, closed at the end.
class Descriptor {
public:
    explicit Descriptor(int fd)
        : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();

    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

/// A directory into which files are written so that each is there whole or not at all, and for its
/// owner only. Throws UsageError (cannot_write), naming the file.
class DurableDirectory {
public:
    /// Opens `path`, or makes it, and what is missing above it, with mode 0700.
    [[nodiscard]] static DurableDirectory create(const std::filesystem::path& path);

    /// Mode 0600, synced, under its name only when complete; takes the place of a file of that
    /// name.
    void write(const std::string& name, std::string_view bytes) const;
    /// Makes the names of the files written so far durable.
    void sync() const;

private:
    DurableDirectory(Descriptor directory, std::filesystem::path path);

    Descriptor directory_;
    std::filesystem::path path_;
};

/// The whole of a regular file, or why not.
[[nodiscard]] Result<std::string, std::error_code> read_file(const std::filesystem::path& path,
                                                             std::size_t bytes_max);

} // namespace junos_audit::snapshot
