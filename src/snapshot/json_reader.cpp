// SPDX-License-Identifier: Apache-2.0
#include "snapshot/json_reader.hpp"

#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::snapshot {
namespace {

Problem located(const std::string& file, std::string_view text, std::size_t offset,
                std::string message) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column = before.size() - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
    return {file, static_cast<int>(line), static_cast<int>(column), std::move(message)};
}

/// nlohmann-json keeps one of two equal keys in silence; its parser's callback sees both.
class DuplicateKeys {
public:
    bool operator()(nlohmann::json::parse_event_t event, const Json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start)
            open_.emplace_back();
        else if (event == Event::object_end)
            open_.pop_back();
        else if (event == Event::key && !open_.back().insert(parsed.get<std::string>()).second)
            found_.push_back(parsed.get<std::string>());
        return true;
    }
    [[nodiscard]] const std::vector<std::string>& found() const { return found_; }

private:
    std::vector<std::set<std::string>> open_;
    std::vector<std::string> found_;
};

/// Without nlohmann's own "[json.exception.parse_error.101] parse error at line 1, column 2: ".
std::string reason(std::string_view what) {
    const auto begin = what.find(": ");
    return "not JSON: " +
           printable(begin == std::string_view::npos ? what : what.substr(begin + 2));
}

} // namespace

void Problems::throw_if_any() const {
    if (!list_.empty())
        throw UsageError(ExitStatus::bad_data, list_);
}

Json parse_json(std::string_view text, const std::string& file) {
    DuplicateKeys duplicates;
    Problems problems(file);
    Json json;
    try {
        json = Json::parse(text, [&](int, Json::parse_event_t event, const Json& parsed) {
            return duplicates(event, parsed);
        });
    } catch (const Json::parse_error& error) {
        problems.add(
            located(file, text, error.byte == 0 ? 0 : error.byte - 1, reason(error.what())));
    } catch (const Json::exception& error) { // 1e999 is out_of_range, not parse_error
        problems.add(reason(error.what()));
    }
    for (const auto& key : duplicates.found())
        problems.add("duplicate key '" + printable(key) + "'");
    problems.throw_if_any();
    return json;
}

ObjectReader::ObjectReader(const Json& value, std::string where, Problems& problems)
    : value_(&value)
    , where_(std::move(where))
    , problems_(&problems) {
    if (!value.is_object())
        problems_->add((where_.empty() ? "the manifest" : where_) + " is not an object");
}

const Json* ObjectReader::find(std::string_view key) {
    known_.emplace(key);
    if (!value_->is_object())
        return nullptr;
    const auto found = value_->find(std::string(key));
    return found == value_->end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_string())
        return value->get<std::string>();
    problem(key, "is not a string");
    return std::nullopt;
}

std::optional<bool> ObjectReader::flag(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_boolean())
        return value->get<bool>();
    problem(key, "is neither true nor false");
    return std::nullopt;
}

std::optional<std::uint64_t> ObjectReader::number(std::string_view key) {
    // As far as doubles and other readers of JSON count without loss (RFC 8259 §6).
    constexpr std::uint64_t number_max = (std::uint64_t{1} << 53U) - 1;
    const auto* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() <= number_max)
        return value->get<std::uint64_t>();
    problem(key, "is not a whole number from 0");
    return std::nullopt;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
    std::vector<std::string> out;
    for (const auto* item : items(key)) {
        if (item->is_string())
            out.push_back(item->get<std::string>());
        else
            problem(key, "holds something that is not a string");
    }
    return out;
}

std::vector<const Json*> ObjectReader::items(std::string_view key) {
    std::vector<const Json*> out;
    const auto* value = find(key);
    if (value == nullptr)
        return out;
    if (!value->is_array())
        problem(key, "is not an array");
    else
        for (const auto& item : *value)
            out.push_back(&item);
    return out;
}

void ObjectReader::finish() {
    if (!value_->is_object())
        return;
    for (const auto& [key, value] : value_->items())
        if (!known_.contains(key))
            problems_->add("unknown key '" + printable(path_of(key)) + "'");
}

std::string ObjectReader::path_of(std::string_view key) const {
    return (where_.empty() ? where_ : where_ + ".") + std::string(key);
}

void ObjectReader::problem(std::string_view key, const std::string& what) {
    problems_->add("'" + path_of(key) + "' " + what);
}

} // namespace junos_audit::snapshot
