// SPDX-License-Identifier: Apache-2.0
#include "snapshot/durable_file.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace junos_audit::snapshot {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() {
    return {errno, std::generic_category()};
}

[[noreturn]] void cannot_write(const fs::path& path, const std::error_code& error) {
    throw UsageError(ExitStatus::cannot_write,
                     "cannot write '" + printable(path.string()) + "': " + error.message());
}

/// Missing parents first. Those that are there keep their modes.
void make_directories(const fs::path& path) {
    std::error_code ignored; // mkdir will say what is wrong
    const auto parent = path.parent_path();
    if (!parent.empty() && parent != path && !fs::exists(parent, ignored))
        make_directories(parent);
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        cannot_write(path, last_error());
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool read_all(int fd, std::string& out, std::size_t bytes_max) {
    constexpr std::size_t step = 64u << 10;
    for (;;) {
        const auto before = out.size();
        out.resize(before + step);
        const auto count = ::read(fd, out.data() + before, step);
        out.resize(before + static_cast<std::size_t>(count < 0 ? 0 : count));
        if (count == 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
        if (out.size() > bytes_max) {
            errno = EFBIG;
            return false;
        }
    }
}

} // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)) {}

Descriptor::~Descriptor() {
    if (fd_ >= 0)
        ::close(fd_);
}

DurableDirectory::DurableDirectory(Descriptor directory, fs::path path)
    : directory_(std::move(directory))
    , path_(std::move(path)) {}

DurableDirectory DurableDirectory::create(const fs::path& path) {
    // A trailing separator would make an empty last component.
    const auto plain = path.has_filename() ? path : path.parent_path();
    make_directories(plain);
    Descriptor directory(::open(plain.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0)
        cannot_write(plain, last_error());
    return {std::move(directory), plain};
}

void DurableDirectory::write(const std::string& name, std::string_view bytes) const {
    const auto partial = "." + name + ".partial";
    // What an interrupted run left behind.
    ::unlinkat(directory_.get(), partial.c_str(), 0);
    const Descriptor file(::openat(directory_.get(), partial.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                   S_IRUSR | S_IWUSR));
    if (file.get() < 0)
        cannot_write(path_ / name, last_error());
    if (write_all(file.get(), bytes) && ::fsync(file.get()) == 0 &&
        ::renameat(directory_.get(), partial.c_str(), directory_.get(), name.c_str()) == 0)
        return;
    const auto error = last_error();
    ::unlinkat(directory_.get(), partial.c_str(), 0);
    cannot_write(path_ / name, error);
}

void DurableDirectory::sync() const {
    // Some file systems (FUSE, SMB) refuse to sync a directory; nothing better can be had there.
    if (::fsync(directory_.get()) != 0 && errno != EINVAL && errno != ENOTSUP)
        cannot_write(path_, last_error());
}

Result<std::string, std::error_code> read_file(const fs::path& path, std::size_t bytes_max) {
    // Non-blocking: a FIFO in place of a file must not stop the run.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0)
        return last_error();
    struct stat status {};
    if (::fstat(file.get(), &status) != 0)
        return last_error();
    if (!S_ISREG(status.st_mode))
        return std::make_error_code(std::errc::invalid_argument);
    std::string bytes;
    if (!read_all(file.get(), bytes, bytes_max))
        return last_error();
    return bytes;
}

} // namespace junos_audit::snapshot
