// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"
#include "cli/options.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using namespace junos_audit;
using namespace junos_audit::cli;
using Words = std::vector<std::string>;

std::string refusal(const Words& words) {
    try {
        (void)parse_arguments(words);
    } catch (const UsageError& error) {
        CHECK(error.status() == ExitStatus::usage);
        return error.what();
    }
    return "accepted";
}

struct Row {
    const char* name;
    Words words;
    const char* says;
};

} // namespace

TEST_CASE("what is typed becomes values", "[cli][arguments]") {
    Arguments expected;
    expected.command = Command::scan;
    expected.targets = {{"admin", "r1.example.net", std::nullopt}, {"", "2001:db8::1", 22}};
    expected.user = "audit";
    expected.port = 2022;
    expected.identity = "/k";
    expected.auth = worker::LoginMethod::publickey;
    expected.known_hosts = "/h";
    expected.host_keys = HostKeys::accept_new;
    expected.addresses = Addresses::only_v6;
    expected.legacy_algorithms = expected.eager = expected.verbose = true;
    expected.timeout = std::chrono::milliseconds(2500);
    expected.connect_timeout = std::chrono::seconds(1);
    expected.controls = {"a", "b", "c"};
    expected.at = from_rfc3339("2027-01-01");
    expected.outputs = {{"text", ""}, {"json", "/tmp/x:y"}};
    expected.colouring = Colouring::never;
    expected.wire_log = "w";
    CHECK(parse_arguments({"scan",
                           "admin@r1.example.net",
                           "--user",
                           "audit",
                           "--port=2022",
                           "--identity",
                           "/k",
                           "--auth",
                           "key",
                           "--known-hosts",
                           "/h",
                           "--host-key",
                           "accept-new",
                           "-6",
                           "--legacy-algorithms",
                           "--eager",
                           "-v",
                           "--timeout",
                           "2.5",
                           "--connect-timeout",
                           "1",
                           "-c",
                           "a,b",
                           "--control",
                           "c",
                           "--at",
                           "2027-01-01",
                           "-o",
                           "text",
                           "-o",
                           "json:/tmp/x:y",
                           "--color",
                           "never",
                           "--wire-log",
                           "w",
                           "[2001:db8::1]:22"}) == expected);
}

TEST_CASE("what is not said has its default", "[cli][arguments]") {
    Arguments expected;
    expected.command = Command::scan;
    expected.targets = {{"", "scan", std::nullopt}};
    expected.outputs = {{"text", ""}};
    CHECK(parse_arguments({"scan", "scan"}) == expected); // a device may be called like a command
}

TEST_CASE("help and version are asked for by word", "[cli][arguments]") {
    CHECK(parse_arguments({"--help"}).command == Command::help);
    CHECK(parse_arguments({"-h"}).help_topic == std::nullopt);
    CHECK(parse_arguments({"--version"}).command == Command::version);
    const auto help = parse_arguments({"capture", "-h"});
    CHECK(help.command == Command::help);
    CHECK(help.help_topic == Command::capture);
}

TEST_CASE("what cannot be meant is refused with its reason", "[cli][arguments]") {
    const std::vector<Row> rows = {
        {"nothing", {}, "a command is missing"},
        {"a command of later", {"report"}, "unknown command 'report'"},
        {"an option before the command", {"-v", "scan", "r1"}, "unknown command '-v'"},
        {"no target", {"scan"}, "name at least one target"},
        {"no such option", {"scan", "r1", "--inventory", "f"}, "no option '--inventory'"},
        {"a password in the arguments",
         {"scan", "r1", "--password", "x"},
         "no option '--password'"},
        {"an option of another command", {"controls", "--port", "1"}, "no option '--port'"},
        {"port nought", {"scan", "r1", "--port", "0"}, "--port is a number from 1 to 65535: '0'"},
        {"port too large", {"scan", "r1", "--port", "65536"}, "--port is a number"},
        {"port with a tail", {"scan", "r1", "--port", "22abc"}, "--port is a number"},
        {"port that is not one", {"scan", "r1:0"}, "r1:0"},
        {"time that never ends", {"scan", "r1", "--timeout", "inf"}, "--timeout is a number"},
        {"no time", {"scan", "r1", "--timeout", "0"}, "--timeout is a number"},
        {"negative time", {"scan", "r1", "--timeout=-1"}, "--timeout is a number"},
        {"unknown method", {"scan", "r1", "--auth", "none"}, "--auth is agent"},
        {"host keys unchecked", {"scan", "r1", "--host-key", "no"}, "--host-key is strict"},
        {"both families", {"scan", "r1", "-4", "-6"}, "other address family"},
        {"unknown format", {"scan", "r1", "-o", "html"}, "knows the formats text, json: 'html'"},
        {"format without its path", {"scan", "r1", "-o", "json:"}, "needs a path"},
        {"two formats to stdout", {"scan", "r1", "-o", "json", "-o", "text:-"}, "only one format"},
        {"two formats to one file", {"scan", "r1", "-o", "json:x", "-o", "text:x"}, "same file"},
        {"twice the same option", {"scan", "r1", "--user", "a", "--user", "b"}, "--user"},
        {"option without its value", {"scan", "r1", "--user"}, "--user"},
        {"an empty control", {"scan", "r1", "-c", "a,,b"}, "--control needs the id"},
        {"control and profile", {"scan", "r1", "-c", "a", "--profile", "p"}, "choose one"},
        {"time without zone", {"scan", "r1", "--at", "2026-11-22T04:22:00"}, "--at is a time"},
        {"snapshots and targets", {"scan", "r1", "--from", "d"}, "name no target"},
        {"the same target twice", {"scan", "r1", "R1:830"}, "named twice"},
        {"quiet and verbose", {"scan", "r1", "-q", "-v"}, "choose one"},
        {"two passwords",
         {"scan", "r1", "--password-file", "f", "--password-command", "c"},
         "choose one"},
        {"a password for a key",
         {"scan", "r1", "--auth", "key", "--password-file", "f"},
         "password"},
        {"a key and a password",
         {"scan", "r1", "--identity", "k", "--password-file", "f"},
         "exactly"},
        {"a target that is an option of ssh", {"scan", "--", "-oProxyCommand=x"}, "-oProxyCommand"},
        {"a target with a command in it", {"scan", "$(id)"}, "$(id)"},
        {"capture to nowhere", {"capture", "r1"}, "--to"},
        {"explain nothing", {"explain"}, "one control"},
        {"another schema", {"schema", "waivers"}, "one schema"},
        {"an operand for controls", {"controls", "x"}, "no operand"},
    };
    for (const auto& [name, words, says] : rows)
        DYNAMIC_SECTION(name) {
            CHECK_THAT(refusal(words), Catch::Contains(says));
        }
}

TEST_CASE("everything that is wrong is named at once", "[cli][arguments]") {
    const auto text = refusal({"scan", "$(id)", "--port", "0", "--auth", "none"});
    CHECK_THAT(text,
               Catch::Contains("$(id)") && Catch::Contains("--port") && Catch::Contains("--auth"));
}

TEST_CASE("every option is documented, once, for the commands that have it", "[cli][options]") {
    for (const auto& command : commands()) {
        std::set<std::string> seen;
        const auto help = help_text(command.command);
        for (const auto& option : options()) {
            INFO(option.names);
            CHECK(!option.help.empty());
            CHECK(option.set != nullptr);
            const std::string name(option.names.substr(option.names.find(',') + 1));
            const bool shown = help.find(" " + name + " ") != std::string::npos;
            CHECK(shown == option.commands.contains(command.command));
            if (option.commands.contains(command.command))
                CHECK(seen.insert(name).second);
        }
    }
}

TEST_CASE("help fits a terminal and names every command", "[cli][options]") {
    auto help = help_text(std::nullopt);
    for (const auto& command : commands()) {
        CHECK(help.find(std::string(to_word(command.command))) != std::string::npos);
        help += help_text(command.command);
    }
    std::size_t start = 0;
    for (auto end = help.find('\n'); end != std::string::npos; end = help.find('\n', start)) {
        const auto line = help.substr(start, end - start);
        INFO(line);
        CHECK(line.size() <= 100);
        CHECK(!line.ends_with(' '));
        start = end + 1;
    }
}
