// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include "cli/values.hpp"
#include "junos_audit/report/report.hpp"

#include <array>
#include <utility>

namespace junos_audit::cli {
namespace {

constexpr std::array command_table{
    CommandText{Command::scan, "[TARGET...]",
                "audit devices, or with --from judge stored snapshots"},
    CommandText{Command::capture, "TARGET...",
                "store what devices answer, to be judged later with scan --from"},
    CommandText{Command::controls, "", "list the built-in controls"},
    CommandText{Command::explain, "CONTROL", "say what a control reads and how it decides"},
    CommandText{Command::schema, "report", "print the JSON Schema of the report"},
};

constexpr CommandSet on_devices{Command::scan, Command::capture};
constexpr CommandSet on_scan{Command::scan};

// --- setters: what is wrong with the value, or nothing ---

const std::string fine;

/// For options whose value is any text but none.
template <auto member>
std::string keep_text(Arguments& arguments, std::string_view value) {
    if (value.empty())
        return "needs a value that is not empty";
    arguments.*member = std::string(value);
    return fine;
}

template <auto member>
std::string raise(Arguments& arguments, std::string_view) {
    arguments.*member = true;
    return fine;
}

template <auto member>
std::string keep_seconds(Arguments& arguments, std::string_view value) {
    const auto seconds = read_seconds(value);
    if (!seconds)
        return "is a number of seconds from 0.1 to 86400";
    arguments.*member = *seconds;
    return fine;
}

std::string set_user(Arguments& arguments, std::string_view value) {
    auto problem = fleet::problem_with_user(value);
    arguments.user = std::string(value);
    return problem;
}

std::string set_port(Arguments& arguments, std::string_view value) {
    arguments.port = read_port(value);
    return arguments.port ? fine : "is a number from 1 to 65535";
}

std::string set_auth(Arguments& arguments, std::string_view value) {
    using worker::LoginMethod;
    if (value == "agent")
        arguments.auth = LoginMethod::agent;
    else if (value == "key")
        arguments.auth = LoginMethod::publickey;
    else if (value == "password")
        arguments.auth = LoginMethod::password;
    else if (value == "keyboard-interactive")
        arguments.auth = LoginMethod::keyboard_interactive;
    else
        return "is agent, key, password or keyboard-interactive";
    return fine;
}

std::string set_host_keys(Arguments& arguments, std::string_view value) {
    if (value == "strict")
        arguments.host_keys = HostKeys::strict;
    else if (value == "accept-new")
        arguments.host_keys = HostKeys::accept_new;
    else
        return "is strict or accept-new";
    return fine;
}

template <Addresses wanted>
std::string restrict_addresses(Arguments& arguments, std::string_view) {
    if (arguments.addresses != Addresses::any && arguments.addresses != wanted)
        return "excludes the other address family, which was asked for as well";
    arguments.addresses = wanted;
    return fine;
}

std::string add_controls(Arguments& arguments, std::string_view value) {
    for (auto& id : split_commas(value)) {
        if (id.empty())
            return "needs the id of a control, or several with commas between them";
        arguments.controls.push_back(std::move(id));
    }
    return fine;
}

std::string names_of_formats() {
    std::string names;
    for (const auto& format : report::formats())
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    return names;
}

std::string add_output(Arguments& arguments, std::string_view value) {
    const auto colon = value.find(':');
    const auto format = value.substr(0, colon);
    if (report::find_format(format) == nullptr)
        return "knows the formats " + names_of_formats();
    Output output{std::string(format), ""};
    if (colon != std::string_view::npos) {
        output.path = std::string(value.substr(colon + 1));
        if (output.path.empty())
            return "needs a path after the colon";
        if (output.path == "-")
            output.path.clear();
    }
    arguments.outputs.push_back(std::move(output));
    return fine;
}

std::string set_colouring(Arguments& arguments, std::string_view value) {
    if (value == "auto")
        arguments.colouring = Colouring::automatic;
    else if (value == "always")
        arguments.colouring = Colouring::always;
    else if (value == "never")
        arguments.colouring = Colouring::never;
    else
        return "is auto, always or never";
    return fine;
}

std::string set_at(Arguments& arguments, std::string_view value) {
    arguments.at = from_rfc3339(value);
    return arguments.at ? fine : "is a time like 2026-11-22T04:22:00Z, or a date";
}

using A = Arguments;

const std::array option_table{
    // whom to audit, and as whom
    Option{"--user", "NAME",
           "log in as NAME where a target names nobody (default: your login name)", on_devices,
           false, set_user},
    Option{"--port", "PORT", "port where a target names none (default 830)", on_devices, false,
           set_port},
    Option{"-4", "", "use IPv4 addresses only", on_devices, false,
           restrict_addresses<Addresses::only_v4>},
    Option{"-6", "", "use IPv6 addresses only", on_devices, false,
           restrict_addresses<Addresses::only_v6>},
    Option{
        "--auth", "METHOD",
        "agent, key, password or keyboard-interactive; exactly one method is tried (default: the "
        "first there is of --identity, a running agent, a default key, a prompt)",
        on_devices, false, set_auth},
    Option{"--identity", "FILE", "private key; nobody else may be able to read the file",
           on_devices, false, keep_text<&A::identity>},
    Option{"--passphrase-command", "COMMAND", "shell command that prints the key's passphrase",
           on_devices, false, keep_text<&A::passphrase_command>},
    Option{"--password-command", "COMMAND", "shell command that prints the password", on_devices,
           false, keep_text<&A::password_command>},
    Option{"--password-file", "FILE", "file with the password; its mode must be 0600 or less",
           on_devices, false, keep_text<&A::password_file>},
    Option{"--known-hosts", "FILE",
           "host keys (default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts)", on_devices,
           false, keep_text<&A::known_hosts>},
    Option{"--host-key", "POLICY",
           "strict, or accept-new to trust a device that no file knows; the report says so",
           on_devices, false, set_host_keys},
    // how to speak to them
    Option{"--legacy-algorithms", "",
           "allow SHA-1 key exchange and signatures for old Junos; the "
           "report says so",
           on_devices, false, raise<&A::legacy_algorithms>},
    Option{"--timeout", "SECONDS", "for the whole of one device (default 30)", on_devices, false,
           keep_seconds<&A::timeout>},
    Option{"--connect-timeout", "SECONDS", "for the TCP connection (default 10)", on_devices, false,
           keep_seconds<&A::connect_timeout>},
    Option{"--eager", "",
           "send the requests with the hello: one round trip less, and some servers "
           "stall on it",
           on_devices, false, raise<&A::eager>},
    Option{
        "--wire-log", "FILE",
        "append the NETCONF session to FILE (mode 0600); it may hold secrets of the configuration",
        on_devices, false, keep_text<&A::wire_log>},
    // what to judge, and when
    Option{"-c,--control", "ID", "judge this control, or several with commas between them", on_scan,
           true, add_controls},
    Option{"--profile", "NAME", "judge the controls of a profile (default web-pki)", on_scan, false,
           keep_text<&A::profile>},
    Option{"--at", "TIME", "judge certificates as of TIME instead of now", on_scan, false, set_at},
    Option{"--from", "DIR", "judge the snapshots in DIR, connect to nothing", on_scan, false,
           keep_text<&A::from>},
    Option{"--to",
           "DIR",
           "write the snapshot to DIR, or for several devices below it",
           {Command::capture},
           false,
           keep_text<&A::to>},
    Option{"--plan", "", "print what would be asked of a device, connect to nothing", on_devices,
           false, raise<&A::plan>},
    // what to print
    Option{"-o,--output",
           "FORMAT[:PATH]",
           "text or json, to standard output or to a file; one of them to standard output",
           {Command::scan, Command::controls},
           true,
           add_output},
    Option{"-q,--quiet", "", "say only what fails or was not decided", on_devices, false,
           raise<&A::quiet>},
    Option{"-v,--verbose", "", "say more: digests, requests, skipped lines of known_hosts",
           on_devices, false, raise<&A::verbose>},
    Option{"--color", "WHEN", "auto, always or never (auto respects NO_COLOR)", on_scan, false,
           set_colouring},
};

} // namespace

std::span<const CommandText> commands() {
    return command_table;
}

std::span<const Option> options() {
    return option_table;
}

} // namespace junos_audit::cli
