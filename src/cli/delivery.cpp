// SPDX-License-Identifier: Apache-2.0
#include "cli/delivery.hpp"

#include "cli/output.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"

namespace junos_audit::cli {
namespace {

Problem problem_with(const Output& output, const std::string& why) {
    return {output.path.empty() ? "standard output" : printable(output.path), 0, 0, why};
}

void refuse_if_any(std::vector<Problem> problems) {
    if (!problems.empty())
        throw UsageError(ExitStatus::cannot_write, std::move(problems));
}

} // namespace

void check_outputs(const std::vector<Output>& outputs) {
    std::vector<Problem> problems;
    for (const auto& output : outputs)
        if (!output.path.empty())
            if (const auto why = problem_with_output(output.path))
                problems.push_back(problem_with(output, *why));
    refuse_if_any(std::move(problems));
}

void deliver(const std::vector<Output>& outputs,
             const std::function<std::string(const Output&)>& render) {
    std::vector<Problem> problems;
    for (const bool to_file : {true, false})
        for (const auto& output : outputs) {
            if (output.path.empty() == to_file)
                continue;
            const auto text = render(output);
            const auto why = to_file ? write_to_file(output.path, text) : write_to_stdout(text);
            if (why)
                problems.push_back(problem_with(output, *why));
        }
    refuse_if_any(std::move(problems));
}

void print(std::string_view text) {
    deliver({{"text", ""}}, [text](const Output&) { return std::string(text); });
}

} // namespace junos_audit::cli
