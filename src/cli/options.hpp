// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace junos_audit::cli {

/// A subcommand: what help says of it.
struct CommandText {
    Command command;
    std::string_view operands; ///< "TARGET...", empty when it takes none
    std::string_view summary;
};
[[nodiscard]] std::span<const CommandText> commands();

/// Some of the subcommands.
class CommandSet {
public:
    constexpr CommandSet(std::initializer_list<Command> commands) {
        for (const auto command : commands)
            bits_ |= bit(command);
    }
    [[nodiscard]] constexpr bool contains(Command command) const { return bits_ & bit(command); }

private:
    static constexpr unsigned bit(Command command) { return 1u << static_cast<unsigned>(command); }
    unsigned bits_ = 0;
};

/// One option: the parser, the help and their test all read this one table.
struct Option {
    std::string_view names;    ///< "-c,--control"
    std::string_view argument; ///< "ID"; empty for a flag
    std::string_view help;
    CommandSet commands;
    bool repeatable = false;
    /// Puts one value (or "" for a flag) into the arguments; what is wrong with it, or nothing.
    std::string (*set)(Arguments& arguments, std::string_view value);
};
[[nodiscard]] std::span<const Option> options();

} // namespace junos_audit::cli
