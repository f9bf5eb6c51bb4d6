// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include "cli/consistency.hpp"
#include "cli/options.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace junos_audit::cli {
namespace {

using Words = std::vector<std::string>;

[[noreturn]] void refuse(const std::vector<std::string>& messages) {
    std::vector<Problem> problems;
    for (const auto& message : messages)
        problems.push_back({"", 0, 0, message});
    throw UsageError(ExitStatus::usage, std::move(problems));
}

bool on_devices(Command command) {
    return command == Command::scan || command == Command::capture;
}

/// The words behind the name of one command. CLI11 tells options from operands; values are read by
/// our own table, so that every wrong one is named. Its subcommands are not used: `scan controls`
/// would switch to another command.
class Parser {
public:
    explicit Parser(Command command) {
        arguments_.command = command;
        app_.set_help_flag("-h,--help");
        app_.allow_extras();
        for (const auto& option : options())
            if (option.commands.contains(command))
                add_option(option);
    }

    Arguments parse(Words words) {
        std::ranges::reverse(words); // CLI11 takes them from the back
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForHelp&) {
            Arguments help;
            help.help_topic = arguments_.command;
            return help;
        } catch (const CLI::ParseError& error) {
            refuse({printable(error.what())});
        }
        take_operands(app_.remaining());
        if (problems_.empty()) // contradictions between words that were not understood help nobody
            problems_ = contradictions(arguments_);
        if (!problems_.empty())
            refuse(problems_);
        if (arguments_.outputs.empty())
            arguments_.outputs.push_back({"text", ""});
        return std::move(arguments_);
    }

private:
    void add_option(const Option& option) {
        const std::string names(option.names);
        if (option.argument.empty()) {
            app_.add_flag_callback(names, [this, &option] { take(option, ""); });
            return;
        }
        const auto set = [this, &option](const CLI::results_t& values) {
            for (const auto& value : values)
                take(option, value);
            return true;
        };
        app_.add_option(names, set)
            ->type_size(1)
            ->expected(1)
            ->allow_extra_args(false)
            ->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll
                                                    : CLI::MultiOptionPolicy::Throw);
    }

    void take(const Option& option, const std::string& value) {
        const auto problem = option.set(arguments_, value);
        const auto name = option.names.substr(option.names.find(',') + 1);
        if (!problem.empty())
            problems_.push_back(std::string(name) + " " + problem +
                                (option.argument.empty() ? "" : ": '" + printable(value) + "'"));
    }

    void take_operands(const Words& words) {
        for (const auto& word : words)
            if (word.starts_with('-'))
                problems_.push_back("there is no option '" + printable(word) + "' here");
            else if (on_devices(arguments_.command))
                take_target(word);
            else
                arguments_.operands.push_back(word);
    }

    void take_target(const std::string& word) {
        auto target = fleet::parse_target(word);
        if (target)
            arguments_.targets.push_back(std::move(target).value());
        else
            problems_.push_back(to_string(target.error()));
    }

    CLI::App app_;
    Arguments arguments_;
    std::vector<std::string> problems_;
};

Command command_named(const std::string& word) {
    std::string known;
    for (const auto& text : commands()) {
        if (to_word(text.command) == word)
            return text.command;
        known += (known.empty() ? "" : ", ") + std::string(to_word(text.command));
    }
    refuse({"unknown command '" + printable(word) + "'; there are " + known});
}

} // namespace

std::string_view to_word(Command command) {
    switch (command) {
    case Command::scan:
        return "scan";
    case Command::capture:
        return "capture";
    case Command::controls:
        return "controls";
    case Command::explain:
        return "explain";
    case Command::schema:
        return "schema";
    case Command::help:
        return "help";
    case Command::version:
        return "version";
    }
    return "?"; // not reached: -Wswitch-enum names a new command
}

Arguments parse_arguments(const std::vector<std::string>& words) {
    if (words.empty())
        refuse({"a command is missing; see junos-audit --help"});
    Arguments arguments;
    if (words == Words{"--version"})
        arguments.command = Command::version;
    else if (words != Words{"--help"} && words != Words{"-h"})
        return Parser(command_named(words.front())).parse({words.begin() + 1, words.end()});
    return arguments;
}

} // namespace junos_audit::cli
