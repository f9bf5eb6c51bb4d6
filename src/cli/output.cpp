// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include "junos_audit/fleet/spawner.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace junos_audit::cli {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> last_error() {
    return std::string(std::strerror(errno));
}

std::optional<std::string> write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return last_error();
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return std::nullopt;
}

/// Where a symbolic link leads: the link stays, its target is replaced.
fs::path place_of(const std::string& path) {
    std::error_code unresolved;
    const auto place = fs::weakly_canonical(fs::absolute(path, unresolved), unresolved);
    return unresolved ? fs::path(path) : place;
}

bool is_special(const fs::path& place) {
    std::error_code unknown;
    const auto status = fs::status(place, unknown);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// A file that is gone again unless it was put in place.
class TemporaryFile {
public:
    explicit TemporaryFile(const fs::path& place)
        : path_((place.parent_path() / ("." + place.filename().string() + ".XXXXXX")).string()) {
        file_ = fleet::Descriptor(::mkostemp(path_.data(), O_CLOEXEC)); // mode 0600
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (file_.get() >= 0)
            ::unlink(path_.c_str());
    }
    [[nodiscard]] int descriptor() const { return file_.get(); }
    [[nodiscard]] bool put_in_place(const fs::path& place) {
        if (::rename(path_.c_str(), place.c_str()) != 0)
            return false;
        file_.reset();
        return true;
    }

private:
    std::string path_;
    fleet::Descriptor file_;
};

} // namespace

std::optional<std::string> write_to_stdout(std::string_view text) {
    return write_all(STDOUT_FILENO, text);
}

std::optional<std::string> write_to_file(const std::string& path, std::string_view text) {
    const auto place = place_of(path);
    if (is_special(place)) {
        const fleet::Descriptor file(::open(place.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
        return file.get() < 0 ? last_error() : write_all(file.get(), text);
    }
    if (fs::is_directory(place))
        return "is a directory";
    TemporaryFile file(place);
    if (file.descriptor() < 0)
        return last_error();
    if (auto problem = write_all(file.descriptor(), text))
        return problem;
    if (::fsync(file.descriptor()) != 0 || !file.put_in_place(place))
        return last_error();
    const fleet::Descriptor directory(::open(place.parent_path().c_str(), O_RDONLY | O_CLOEXEC));
    ::fsync(directory.get()); // the new name; the content is safe already
    return std::nullopt;
}

std::optional<std::string> problem_with_output(const std::string& path) {
    const auto place = place_of(path);
    if (is_special(place))
        return ::access(place.c_str(), W_OK) == 0 ? std::nullopt : last_error();
    if (fs::is_directory(place))
        return "is a directory";
    return ::access(place.parent_path().c_str(), W_OK | X_OK) == 0 ? std::nullopt : last_error();
}

} // namespace junos_audit::cli
