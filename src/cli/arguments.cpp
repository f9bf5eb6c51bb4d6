// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include "cli/consistency.hpp"
#include "cli/options.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace junos_audit::cli {
namespace {

using Problems = std::vector<std::string>;

[[noreturn]] void refuse(const Problems& messages) {
    std::vector<Problem> problems;
    for (const auto& message : messages)
        problems.push_back({"", 0, 0, message});
    throw UsageError(ExitStatus::usage, std::move(problems));
}

/// CLI11 splits the words; values are read by our own table, so that every wrong one is named.
class Parser {
public:
    Parser() {
        app_.set_help_flag("-h,--help");
        app_.set_version_flag("--version", std::string());
        app_.require_subcommand(1);
        for (const auto& text : commands())
            add_command(text);
    }

    Arguments parse(std::vector<std::string> words) {
        refuse_unknown_command(words);
        std::ranges::reverse(words); // CLI11 takes them from the back
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForHelp&) {
            Arguments help;
            help.help_topic = chosen();
            return help;
        } catch (const CLI::CallForVersion&) {
            Arguments version;
            version.command = Command::version;
            return version;
        } catch (const CLI::ParseError& error) {
            refuse({printable(error.what())});
        }
        return finish();
    }

private:
    Arguments finish() {
        arguments_.command = chosen().value();
        auto& operands = operands_[arguments_.command];
        if (on_devices(arguments_.command))
            take_targets(operands);
        else
            arguments_.operands = std::move(operands);
        if (problems_.empty()) // contradictions between words that were not understood help nobody
            problems_ = contradictions(arguments_);
        if (!problems_.empty())
            refuse(problems_);
        if (arguments_.outputs.empty())
            arguments_.outputs.push_back({"text", ""});
        return std::move(arguments_);
    }

    static bool on_devices(Command command) {
        return command == Command::scan || command == Command::capture;
    }

    void take_targets(const std::vector<std::string>& words) {
        for (const auto& word : words) {
            auto target = fleet::parse_target(word);
            if (target)
                arguments_.targets.push_back(std::move(target).value());
            else
                problems_.push_back(target.error().message);
        }
    }

    void add_command(const CommandText& text) {
        auto* command = app_.add_subcommand(std::string(to_word(text.command)));
        command->set_help_flag("-h,--help");
        for (const auto& option : options())
            if (option.commands.contains(text.command))
                add_option(*command, option);
        if (!text.operands.empty())
            command->add_option("operands", operands_[text.command])
                ->allow_extra_args(false) // else CLI11 takes the brackets off an IPv6 address
                ->expected(0, 1'000'000);
    }

    void add_option(CLI::App& command, const Option& option) {
        const auto set = [this, &option](const CLI::results_t& values) {
            for (const auto& value : values)
                take(option, value);
            return true;
        };
        const std::string names(option.names);
        if (option.argument.empty()) {
            command.add_flag_callback(names, [this, &option] { take(option, ""); });
            return;
        }
        command.add_option(names, set)
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
            problems_.push_back(std::string(name) + " " + problem + ": '" + printable(value) + "'");
    }

    std::optional<Command> chosen() const {
        for (const auto& text : commands())
            if (app_.got_subcommand(std::string(to_word(text.command))))
                return text.command;
        return std::nullopt;
    }

    static void refuse_unknown_command(const std::vector<std::string>& words) {
        if (words.empty())
            refuse({"a command is missing; see junos-audit --help"});
        if (words.front().starts_with('-'))
            return;
        std::string known;
        for (const auto& text : commands()) {
            if (to_word(text.command) == words.front())
                return;
            known += (known.empty() ? "" : ", ") + std::string(to_word(text.command));
        }
        refuse({"unknown command '" + printable(words.front()) + "'; there are " + known});
    }

    CLI::App app_;
    Arguments arguments_;
    std::map<Command, std::vector<std::string>> operands_;
    Problems problems_;
};

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
    return Parser().parse(words);
}

} // namespace junos_audit::cli
