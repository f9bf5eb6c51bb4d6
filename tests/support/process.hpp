// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <csignal>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace support {

struct Outcome {
    int status = -1; ///< exit status; 128 + signal when killed
    std::string out;
    std::string err;
};

struct Launch {
    std::vector<std::string> arguments; ///< the first is the program's path
    std::map<std::string, std::string> environment =
        {}; ///< added to PATH and HOME, which is all that is inherited
    std::string input = {};
};

/// A program under test. Killed when it goes out of scope, so that a failing test leaves nothing
/// behind.
class Process {
public:
    explicit Process(const Launch& launch);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process();

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number) const { ::kill(pid_, number); }
    /// Waits until its standard output holds a line that contains `text`; the line, or nothing when
    /// time is up.
    [[nodiscard]] std::optional<std::string> line_with(const std::string& text,
                                                       std::chrono::milliseconds patience);
    /// Waits for its end; kills it and fails the test when it takes longer.
    [[nodiscard]] Outcome wait(std::chrono::milliseconds patience = std::chrono::seconds(60));

private:
    void pump(std::chrono::milliseconds patience);

    pid_t pid_ = -1;
    int out_ = -1;
    int err_ = -1;
    Outcome outcome_;
};

[[nodiscard]] Outcome run(const Launch& launch);

/// A directory that is gone when this is.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory();
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const {
        return path_ + "/" + name;
    }

private:
    std::string path_;
};

} // namespace support
