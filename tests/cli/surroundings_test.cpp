// SPDX-License-Identifier: Apache-2.0
// What the program reads from and writes to the machine that it runs on.
#include "cli/devices.hpp"
#include "cli/login.hpp"
#include "cli/output.hpp"
#include "cli/secret_file.hpp"
#include "cli/wire_log.hpp"
#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "support/process.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using namespace junos_audit;
using namespace junos_audit::cli;
using worker::LoginMethod;

void write(const std::string& path, const std::string& content, mode_t mode = 0600) {
    std::ofstream(path, std::ios::binary) << content;
    REQUIRE(::chmod(path.c_str(), mode) == 0);
}

std::string content_of(const std::string& path) {
    std::stringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

template <class Action>
int status_of(Action action) {
    try {
        action();
    } catch (const UsageError& error) {
        INFO(error.what());
        CHECK(std::string(error.what()).find("hunter2") == std::string::npos);
        return static_cast<int>(error.status());
    }
    return 0;
}

const Surroundings everything{"/agent", {"/home/.ssh/id_ed25519", "/home/.ssh/id_rsa"}};
const Surroundings keys_only{"", {"/home/.ssh/id_rsa"}};

} // namespace

TEST_CASE("exactly one way to log in is chosen", "[cli][login]") {
    struct Row {
        const char* name;
        std::vector<std::string> options;
        Surroundings surroundings;
        LoginChoice choice;
    };
    const std::vector<Row> rows = {
        {"an agent before a default key", {}, everything, {LoginMethod::agent, "", "/agent"}},
        {"a default key", {}, keys_only, {LoginMethod::publickey, "/home/.ssh/id_rsa", ""}},
        {"a prompt when there is nothing else", {}, {}, {LoginMethod::password, "", ""}},
        {"a named key before an agent",
         {"--identity", "/k"},
         everything,
         {LoginMethod::publickey, "/k", ""}},
        {"a named password before an agent",
         {"--password-file", "/p"},
         everything,
         {LoginMethod::password, "", ""}},
        {"what --auth says, before all",
         {"--auth", "keyboard-interactive"},
         everything,
         {LoginMethod::keyboard_interactive, "", ""}},
        {"a default key although there is an agent",
         {"--auth", "key"},
         everything,
         {LoginMethod::publickey, "/home/.ssh/id_ed25519", ""}},
    };
    for (const auto& [name, options, surroundings, choice] : rows)
        DYNAMIC_SECTION(name) {
            std::vector<std::string> words{"scan", "r1"};
            words.insert(words.end(), options.begin(), options.end());
            CHECK(choose_login(parse_arguments(words), surroundings) == choice);
        }
}

TEST_CASE("a method that this machine does not have is no reason for another", "[cli][login]") {
    const auto agent = parse_arguments({"scan", "r1", "--auth", "agent"});
    CHECK(status_of([&] { (void)choose_login(agent, keys_only); }) == 66);
    const auto key = parse_arguments({"scan", "r1", "--auth", "key"});
    CHECK(status_of([&] { (void)choose_login(key, {"/agent", {}}); }) == 66);
}

TEST_CASE("a password is the file's content but for one line break", "[cli][secrets]") {
    const support::TemporaryDirectory directory;
    const auto file = directory / "password";
    struct Row {
        const char* name;
        std::string content;
        std::string password;
    };
    const std::vector<Row> rows = {{"no line break", "hunter2", "hunter2"},
                                   {"LF", "hunter2\n", "hunter2"},
                                   {"CRLF", "hunter2\r\n", "hunter2"},
                                   {"only one LF goes", "hunter2\n\n", "hunter2\n"},
                                   {"spaces stay", " hunter2 \n", " hunter2 "}};
    for (const auto& [name, content, password] : rows)
        DYNAMIC_SECTION(name) {
            write(file, content);
            CHECK(read_password_file(file).reveal() == password);
        }
}

TEST_CASE("a secret that is not kept safe is refused", "[cli][secrets]") {
    const support::TemporaryDirectory directory;
    const auto file = directory / "secret";
    const auto read = [&file] { return status_of([&file] { (void)read_password_file(file); }); };
    SECTION("no file") {
        CHECK(read() == 66);
    }
    SECTION("others may read it") {
        write(file, "hunter2", 0644);
        CHECK(read() == 65);
    }
    SECTION("the group may write it") {
        write(file, "hunter2", 0620);
        CHECK(read() == 65);
    }
    SECTION("a link to a file that others may read") {
        write(directory / "open", "hunter2", 0644);
        std::filesystem::create_symlink(directory / "open", file);
        CHECK(read() == 65);
    }
    SECTION("empty") {
        write(file, "");
        CHECK(read() == 65);
    }
    SECTION("nothing but a line break") {
        write(file, "\n");
        CHECK(read() == 65);
    }
    SECTION("a NUL in it") {
        write(file, std::string("hunter2\0x", 9));
        CHECK(read() == 65);
    }
    SECTION("too long") {
        write(file, std::string(limits::secret_file_bytes_max + 1, 'x'));
        CHECK(read() == 65);
    }
    SECTION("a directory") {
        std::filesystem::create_directory(file);
        CHECK(read() == 65);
    }
    SECTION("a FIFO, without waiting for its writer") {
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        CHECK(read() == 65);
    }
}

TEST_CASE("a file that is written is whole, and its owner's", "[cli][output]") {
    const support::TemporaryDirectory directory;
    const auto file = directory / "report.json";
    write(file, "old", 0644);
    CHECK(write_to_file(file, "new") == std::nullopt);
    CHECK(content_of(file) == "new");
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a link stays a link, and its target is replaced", "[cli][output]") {
    const support::TemporaryDirectory directory;
    write(directory / "target", "old");
    std::filesystem::create_symlink("target", directory / "link");
    CHECK(write_to_file(directory / "link", "new") == std::nullopt);
    CHECK(std::filesystem::is_symlink(directory / "link"));
    CHECK(content_of(directory / "target") == "new");
}

TEST_CASE("what cannot be written is said, and nothing is left behind", "[cli][output]") {
    const support::TemporaryDirectory directory;
    CHECK(write_to_file("/dev/full", "x").has_value());
    CHECK(std::filesystem::is_character_file("/dev/full"));
    CHECK(write_to_file(directory.path(), "x").has_value());
    CHECK(write_to_file(directory / "no/such/report", "x").has_value());
    CHECK(std::filesystem::is_empty(directory.path()));
    CHECK(problem_with_output(directory / "no/such/report").has_value());
    CHECK(problem_with_output(directory / "report") == std::nullopt);
    CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("a wire log is appended to, line by line, in a file that is the owner's",
          "[cli][wire-log]") {
    const support::TemporaryDirectory directory;
    const auto file = directory / "wire";
    WireLog(file).add(from_rfc3339("2026-11-22").value(), "a@r1:830", "> <rpc>\n\x1b[2J");
    WireLog(file).add(from_rfc3339("2026-11-22").value(), "a@r1:830", "< <ok/>");
    CHECK(content_of(file) == "2026-11-22T00:00:00Z a@r1:830 > <rpc> \\x1B[2J\n"
                              "2026-11-22T00:00:00Z a@r1:830 < <ok/>\n");
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    CHECK(status_of([&file] { const WireLog log(file); }) == 65);
}

TEST_CASE("a device's directory is named after it and stays where it is put", "[cli][devices]") {
    CHECK(encoded_name("r1.example.net") == "r1.example.net");
    CHECK(encoded_name("[2001:db8::1]:22") == "%5B2001%3Adb8%3A%3A1%5D%3A22");
    CHECK(encoded_name("..") == "%2E.");
    CHECK(encoded_name("../x") == "%2E.%2Fx");
    CHECK(encoded_name("-x") == "%2Dx");
}

TEST_CASE("a target becomes the device that every message names", "[cli][devices]") {
    const auto arguments =
        parse_arguments({"scan", "r1", "root@[2001:db8::1]:22", "--port", "2022"});
    const auto devices = devices_of(arguments, "audit", {});
    REQUIRE(devices.size() == 2);
    CHECK(devices[0].target == "audit@r1:2022");
    CHECK(devices[0].name == "r1:2022");
    CHECK(devices[1].target == "root@[2001:db8::1]:22");
}
