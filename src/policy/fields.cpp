// SPDX-License-Identifier: Apache-2.0
#include "policy/fields.hpp"

#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace junos_audit::policy {

namespace {

constexpr std::size_t word_bytes_max = 64; // of ids and codes: they become file names and columns

std::string in_quotes(std::string_view word) {
    return "'" + printable(word) + "'";
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const auto begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(space) + 1 - begin));
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= word_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

} // namespace

void Problems::add(yaml::Mark mark, std::string message) {
    problems_.push_back({file_, mark.line, mark.column, std::move(message)});
}

void Problems::add_within(const yaml::Node& scalar, std::size_t offset, std::string message) {
    const bool one_line = scalar.text.find('\n') == std::string::npos;
    const auto column = scalar.mark.column + (one_line ? 1 + static_cast<int>(offset) : 0);
    add({scalar.mark.line, column}, std::move(message));
}

void Problems::throw_if_any() {
    if (problems_.empty())
        return;
    std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    throw UsageError(ExitStatus::bad_data, std::move(problems_));
}

Fields::Fields(const yaml::Node& mapping, std::string what,
               std::initializer_list<std::string_view> allowed, Problems& problems)
    : mapping_(mapping)
    , what_(std::move(what))
    , problems_(problems) {
    if (mapping_.kind != yaml::Node::Kind::mapping)
        problems_.add(mapping_.mark, what_ + " is a mapping (key: value)");
    for (const auto& [key, value] : mapping_.entries)
        if (std::find(allowed.begin(), allowed.end(), key.text) == allowed.end())
            problems_.add(key.mark, "unknown key " + in_quotes(key.text) + " in " + what_);
}

const yaml::Node* Fields::find(std::string_view key) const {
    return mapping_.kind == yaml::Node::Kind::mapping ? mapping_.find(key) : nullptr;
}

const yaml::Node* Fields::required(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr && mapping_.kind == yaml::Node::Kind::mapping)
        problems_.add(mapping_.mark, what_ + " needs the key " + in_quotes(key));
    return node;
}

std::string Fields::text(std::string_view key) {
    return required(key) != nullptr ? optional_text(key) : std::string();
}

std::string Fields::optional_text(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr)
        return {};
    auto text = node->kind == yaml::Node::Kind::scalar ? trimmed(node->text) : std::string();
    if (text.empty())
        problems_.add(node->mark, in_quotes(key) + " is a text that is not empty");
    return text;
}

std::string Fields::word(std::string_view key) {
    auto text = this->text(key);
    if (!text.empty() && !is_word(text))
        problems_.add(find(key)->mark, in_quotes(key) + " is made of lower-case letters, digits and "
                                                     "hyphens, at most 64 of them");
    return text;
}

bool Fields::flag(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr)
        return false;
    if (node->text != "true" && node->text != "false")
        problems_.add(node->mark, in_quotes(key) + " is true or false");
    return node->text == "true";
}

Outcome Fields::outcome(std::string_view key, Outcome otherwise,
                        std::initializer_list<Outcome> words) {
    const auto* node = find(key);
    if (node == nullptr)
        return otherwise;
    const auto outcome = outcome_from_word(node->text);
    if (outcome && std::find(words.begin(), words.end(), *outcome) != words.end())
        return *outcome;
    std::string message = in_quotes(key) + " is one of";
    for (const auto word : words)
        message += " " + std::string(to_word(word));
    if (outcome == Outcome::pass)
        message += "; nothing passes over an empty selection";
    problems_.add(node->mark, std::move(message));
    return otherwise;
}

void Fields::each_item(std::string_view key, const std::function<void(const yaml::Node&)>& take) {
    const auto* node = find(key);
    if (node == nullptr)
        return;
    if (node->kind != yaml::Node::Kind::sequence)
        return problems_.add(node->mark, in_quotes(key) + " is a list");
    for (const auto& item : node->items)
        take(item);
}

} // namespace junos_audit::policy
