// SPDX-License-Identifier: Apache-2.0
#include "cli/secret_file.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/fleet/spawner.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace junos_audit::cli {
namespace {

[[noreturn]] void refuse(ExitStatus status, const std::string& path, std::string why) {
    throw UsageError(status, {Problem{printable(path), 0, 0, std::move(why)}});
}

void check_safe(int fd, const std::string& path) {
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        refuse(ExitStatus::missing_input, path, std::strerror(errno));
    if (!S_ISREG(status.st_mode))
        refuse(ExitStatus::bad_data, path, "is not a regular file");
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        refuse(ExitStatus::bad_data, path, "belongs to another user");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        refuse(ExitStatus::bad_data, path, "others may read or write it; chmod 600 it first");
}

/// Reads into one buffer that never grows, so that no copy of the secret is left behind.
std::string read_bounded(int fd, const std::string& path) {
    std::string bytes(limits::secret_file_bytes_max + 1, '\0');
    std::size_t length = 0;
    while (length < bytes.size()) {
        const auto got = ::read(fd, bytes.data() + length, bytes.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            wipe(bytes);
            refuse(ExitStatus::missing_input, path, std::strerror(errno));
        }
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    if (length == bytes.size()) {
        wipe(bytes);
        refuse(ExitStatus::bad_data, path,
               "is longer than " + std::to_string(limits::secret_file_bytes_max) + " bytes");
    }
    bytes.resize(length);
    return bytes;
}

std::string read_safely(const std::string& path) {
    // Not blocking: a FIFO would wait here for a writer, before it can be seen to be one.
    const fleet::Descriptor file(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (file.get() < 0)
        refuse(ExitStatus::missing_input, path, std::strerror(errno));
    check_safe(file.get(), path);
    auto bytes = read_bounded(file.get(), path);
    if (bytes.empty())
        refuse(ExitStatus::bad_data, path, "is empty");
    return bytes;
}

} // namespace

Secret read_key_file(const std::string& path) {
    return Secret(read_safely(path));
}

Secret read_password_file(const std::string& path) {
    auto bytes = read_safely(path);
    if (bytes.ends_with('\n'))
        bytes.pop_back();
    if (bytes.ends_with('\r'))
        bytes.pop_back();
    Secret password(std::move(bytes));
    if (password.empty())
        refuse(ExitStatus::bad_data, path, "holds no password");
    if (password.reveal().find('\0') != std::string_view::npos)
        refuse(ExitStatus::bad_data, path, "holds a NUL, which no password can");
    return password;
}

} // namespace junos_audit::cli
