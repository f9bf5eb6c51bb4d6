// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/yaml.hpp"

#include "base/yaml_builder.hpp"
#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/require.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/base/utf8.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace junos_audit::yaml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Problem problem_at(std::string_view text, std::size_t offset, const std::string& file,
                   std::string message) {
    const auto before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto line_start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return {file, static_cast<int>(lines) + 1, static_cast<int>(offset - line_start) + 1,
            std::move(message)};
}

/// YAML 1.2 §5.1 c-printable below U+0080. yaml-cpp 0.7 takes U+0004 for the end of the file.
bool is_forbidden(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

/// What is wrong with the bytes before any YAML is seen in them.
std::vector<Problem> problems_of_bytes(std::string_view text, const std::string& file) {
    if (text.size() > limits::yaml_bytes_max)
        return {{file, 0, 0, "larger than " + std::to_string(limits::yaml_bytes_max) + " bytes"}};
    std::vector<Problem> problems;
    if (const auto valid = utf8_prefix_length(text); valid < text.size())
        problems.push_back(problem_at(text, valid, file, "not UTF-8"));
    const auto control = std::find_if(text.begin(), text.end(), is_forbidden);
    if (control != text.end())
        problems.push_back(problem_at(text, static_cast<std::size_t>(control - text.begin()), file,
                                      "control character " + printable({&*control, 1})));
    return problems;
}

void build(Builder& builder, std::string_view text) {
    std::istringstream stream{std::string(text)};
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder))
            ;
    } catch (const YAML::Exception& error) {
        builder.report(error.mark, printable(error.msg));
    }
}

bool is_absent(const Node& node) {
    return node.kind == Node::Kind::scalar && node.plain && node.text.empty();
}

} // namespace

const Node* Node::find(std::string_view key) const {
    require(kind == Kind::mapping, "find() in a YAML node that is not a mapping");
    for (const auto& [name, value] : entries) {
        if (name.text == key)
            return &value;
    }
    return nullptr;
}

Node read(std::string_view text, const std::string& file) {
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    auto problems = problems_of_bytes(text, file);
    if (!problems.empty())
        throw UsageError(ExitStatus::bad_data, std::move(problems));

    Builder builder(text, file);
    try {
        build(builder, text);
    } catch (const Abandoned&) {
        require(!builder.problems().empty(), "a YAML file was abandoned without a reason");
    }
    if (!builder.problems().empty())
        throw UsageError(ExitStatus::bad_data, builder.problems());
    auto root = builder.take_root();
    if (!root || is_absent(*root))
        throw UsageError(ExitStatus::bad_data, {Problem{file, 1, 1, "the file is empty"}});
    return std::move(*root);
}

} // namespace junos_audit::yaml
