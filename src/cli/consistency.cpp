// SPDX-License-Identifier: Apache-2.0
#include "cli/consistency.hpp"

#include <algorithm>
#include <set>

namespace junos_audit::cli {
namespace {

using worker::LoginMethod;

class Findings {
public:
    void refuse_if(bool wrong, std::string message) {
        if (wrong)
            messages_.push_back(std::move(message));
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(messages_); }

private:
    std::vector<std::string> messages_;
};

/// A password that was named is the method, as a key that was named is.
void check_login(const Arguments& arguments, Findings& findings) {
    const auto& auth = arguments.auth;
    const bool by_password =
        auth == LoginMethod::password || auth == LoginMethod::keyboard_interactive;
    const bool password = arguments.password_command || arguments.password_file;
    const bool key = arguments.identity || arguments.passphrase_command;
    findings.refuse_if(arguments.password_command && arguments.password_file,
                       "--password-command and --password-file: choose one");
    findings.refuse_if(password && auth && !by_password,
                       "a password goes with --auth password or keyboard-interactive");
    findings.refuse_if(key && auth && auth != LoginMethod::publickey,
                       "--identity and --passphrase-command go with --auth key");
    findings.refuse_if(password && key, "a key and a password: exactly one method is tried");
}

void check_targets(const Arguments& arguments, Findings& findings) {
    const bool offline = arguments.from.has_value();
    findings.refuse_if(offline && !arguments.targets.empty(),
                       "--from judges stored snapshots: name no target beside it");
    findings.refuse_if(offline && arguments.wire_log, "--from connects to nothing: no --wire-log");
    findings.refuse_if(!offline && !arguments.plan && arguments.targets.empty(),
                       arguments.command == Command::scan
                           ? "name at least one target, or --from DIR"
                           : "name at least one target");
    std::set<std::tuple<std::string, std::string, std::uint16_t>> seen;
    for (const auto& target : arguments.targets) {
        const auto port = target.port.value_or(arguments.port.value_or(830));
        findings.refuse_if(
            !seen.emplace(target.user.empty() ? arguments.user.value_or("") : target.user,
                          target.host, port)
                 .second,
            "target named twice: " + target.host + ":" + std::to_string(port));
    }
}

void check_outputs(const Arguments& arguments, Findings& findings) {
    std::set<std::string> places;
    for (const auto& output : arguments.outputs)
        findings.refuse_if(!places.insert(output.path).second,
                           output.path.empty()
                               ? std::string("--output: only one format to standard output")
                               : "--output: two formats to the same file");
}

void check_operands(const Arguments& arguments, Findings& findings) {
    const auto& operands = arguments.operands;
    if (arguments.command == Command::explain)
        findings.refuse_if(operands.size() != 1, "explain takes the id of one control");
    if (arguments.command == Command::controls)
        findings.refuse_if(!operands.empty(), "controls takes no operand");
    if (arguments.command == Command::schema)
        findings.refuse_if(operands != std::vector<std::string>{"report"},
                           "there is one schema: report");
}

} // namespace

std::vector<std::string> contradictions(const Arguments& arguments) {
    Findings findings;
    const bool on_devices =
        arguments.command == Command::scan || arguments.command == Command::capture;
    if (on_devices) {
        check_login(arguments, findings);
        check_targets(arguments, findings);
        findings.refuse_if(!arguments.controls.empty() && !arguments.profile.empty(),
                           "--control and --profile: choose one");
        findings.refuse_if(arguments.quiet && arguments.verbose,
                           "--quiet and --verbose: choose one");
    }
    findings.refuse_if(arguments.command == Command::capture && !arguments.to && !arguments.plan,
                       "capture needs --to DIR");
    check_outputs(arguments, findings);
    check_operands(arguments, findings);
    return findings.take();
}

} // namespace junos_audit::cli
