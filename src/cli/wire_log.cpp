// SPDX-License-Identifier: Apache-2.0
#include "cli/wire_log.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace junos_audit::cli {

WireLog::WireLog(const std::string& path)
    : file_(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
                   S_IRUSR | S_IWUSR)) {
    const auto refuse = [&path](ExitStatus status, std::string why) {
        throw UsageError(status, {Problem{printable(path), 0, 0, std::move(why)}});
    };
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0)
        refuse(ExitStatus::cannot_write, std::strerror(errno));
    if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        refuse(ExitStatus::bad_data, "a wire log may hold secrets: it must be a file of mode 0600");
}

void WireLog::add(WallTime when, const std::string& target, std::string_view line) {
    const auto text = to_rfc3339(when) + " " + printable(target) + " " +
                      printable(line, limits::record_bytes_max) + "\n";
    const auto written = ::write(file_.get(), text.data(), text.size());
    complete_ = complete_ && written == static_cast<ssize_t>(text.size());
}

Problem wire_log_problem(const std::string& path) {
    return {printable(path), 0, 0, "the log is incomplete"};
}

} // namespace junos_audit::cli
