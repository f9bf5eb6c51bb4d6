// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace junos_audit::cli {
namespace {

constexpr std::size_t column = 26;
constexpr std::size_t width = 96;

/// "  --port PORT             port where …", folded at the right edge.
std::string entry(std::string_view left, std::string_view right) {
    auto text = fmt::format("  {:<{}}", left, column - 2);
    if (left.size() > column - 4)
        text += "\n" + std::string(column, ' ');
    std::size_t used = column;
    while (!right.empty()) {
        const auto word = right.substr(0, right.find(' '));
        const bool first = used == column;
        if (!first && used + 1 + word.size() > width) {
            text += "\n" + std::string(column, ' ');
            used = column;
        } else if (!first) {
            text += ' ';
            ++used;
        }
        text.append(word);
        used += word.size();
        right.remove_prefix(std::min(right.size(), word.size() + 1));
    }
    return text + "\n";
}

std::string left_of(const Option& option) {
    std::string names(option.names);
    if (const auto comma = names.find(','); comma != std::string::npos)
        names.insert(comma + 1, " ");
    return option.argument.empty() ? names : fmt::format("{} {}", names, option.argument);
}

std::string program_help() {
    std::string text =
        "junos-audit: says whether the web doors of Junos devices are really closed to "
        "strangers\n\nusage: junos-audit COMMAND [OPTION...]\n\n";
    for (const auto& command : commands())
        text += entry(fmt::format("{} {}", to_word(command.command), command.operands),
                      command.summary);
    text += "\n" + entry("-h, --help", "of the program, or of a command: junos-audit scan --help") +
            entry("--version", "versions, and which ciphers the loaded SSH library does right");
    return text +
           "\nA target is [user@]host[:port]; the port is 830 if none is given.\n"
           "Exit status: 0 all decided and nothing fails, 2 something fails, 4 something was not "
           "decided,\n6 both, 64 usage, 65 bad data, 66 missing input, 70 internal, 73 cannot "
           "write, 130 interrupted.\n";
}

std::string command_help(const CommandText& command) {
    auto text = fmt::format("junos-audit {0}: {1}\n\nusage: junos-audit {0} [OPTION...]{3}{2}\n\n",
                            to_word(command.command), command.summary, command.operands,
                            command.operands.empty() ? "" : " ");
    for (const auto& option : options())
        if (option.commands.contains(command.command))
            text += entry(left_of(option), fmt::format("{}{}", option.help,
                                                       option.repeatable ? " (repeatable)" : ""));
    return text + entry("-h, --help", "this text");
}

} // namespace

std::string help_text(std::optional<Command> topic) {
    const auto command = std::ranges::find(commands(), topic, &CommandText::command);
    return command == commands().end() ? program_help() : command_help(*command);
}

} // namespace junos_audit::cli
