// SPDX-License-Identifier: Apache-2.0
#include "cli/host_keys.hpp"

#include "cli/login.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace junos_audit::cli {
namespace {

/// 100 000 hosts with three keys each are about 60 MB.
constexpr std::size_t known_hosts_bytes_max = 256u << 20;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw UsageError(ExitStatus::missing_input, {Problem{printable(path), 0, 0, why}});
}

/// The file's text; nothing when there is no such file.
std::optional<std::string> read_text(const std::string& path) {
    const fleet::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (file.get() < 0 && errno == ENOENT)
        return std::nullopt;
    if (file.get() < 0)
        refuse(path, std::strerror(errno));
    std::string text;
    std::array<char, 65536> block{};
    for (;;) {
        const auto got = ::read(file.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            refuse(path, std::strerror(errno));
        if (got == 0)
            return text;
        text.append(block.data(), static_cast<std::size_t>(got));
        if (text.size() > known_hosts_bytes_max)
            refuse(path, "is larger than any known_hosts file");
    }
}

} // namespace

ssh::KnownHosts read_known_hosts(const std::optional<std::string>& named) {
    ssh::KnownHosts known;
    if (named) {
        const auto text = read_text(*named);
        if (!text)
            refuse(*named, std::strerror(ENOENT));
        known.add(*text, *named);
        return known;
    }
    for (const auto& path :
         {home_directory() + "/.ssh/known_hosts", std::string("/etc/ssh/ssh_known_hosts")})
        if (const auto text = read_text(path))
            known.add(*text, path);
    return known;
}

} // namespace junos_audit::cli
