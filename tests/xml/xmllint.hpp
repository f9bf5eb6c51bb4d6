// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace junos_audit::test {

/// The other opinion: libxml2's command line tool, fed by a file. Throws when it cannot be run, so
/// that a machine without it fails the tests instead of leaving them out.
class Xmllint {
public:
    Xmllint() {
        std::string pattern = std::filesystem::temp_directory_path() / "junos-audit-xml-XXXXXX";
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary directory");
        directory_ = pattern;
    }
    Xmllint(const Xmllint&) = delete;
    Xmllint& operator=(const Xmllint&) = delete;
    ~Xmllint() { std::filesystem::remove_all(directory_); }

    /// xmllint 2.9 ends with 0 after errors that concern namespaces only: its words tell.
    [[nodiscard]] bool accepts(std::string_view bytes) const {
        const int status = run("--noout", bytes);
        return status == 0 && words().find("namespace error") == std::string::npos;
    }

    /// The document in Canonical XML 1.0: one form for everything that means the same.
    [[nodiscard]] std::string canonical(std::string_view bytes) const {
        if (run("--c14n", bytes) != 0)
            throw std::runtime_error("xmllint --c14n: " + words());
        return contents(directory_ / "output");
    }

    [[nodiscard]] std::string words() const { return contents(directory_ / "words"); }

private:
    [[nodiscard]] int run(const char* option, std::string_view bytes) const {
        std::ofstream(directory_ / "input", std::ios::binary) << bytes;
        const pid_t child = fork();
        if (child == 0)
            become_xmllint(option);
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
            throw std::runtime_error("xmllint did not end by itself");
        if (WEXITSTATUS(status) == cannot_run)
            throw std::runtime_error("xmllint cannot be run (Debian: libxml2-utils)");
        return WEXITSTATUS(status);
    }

    [[noreturn]] void become_xmllint(const char* option) const {
        redirect(STDOUT_FILENO, "output");
        redirect(STDERR_FILENO, "words");
        const auto input = directory_ / "input";
        execlp("xmllint", "xmllint", "--nonet", option, input.c_str(), nullptr);
        _exit(cannot_run);
    }

    void redirect(int descriptor, const char* name) const {
        const auto path = directory_ / name;
        dup2(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), descriptor);
    }

    static std::string contents(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static constexpr int cannot_run = 127;
    std::filesystem::path directory_;
};

} // namespace junos_audit::test
