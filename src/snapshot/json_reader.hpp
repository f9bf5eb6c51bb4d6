// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/usage_error.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::snapshot {

using Json = nlohmann::ordered_json;

/// What is wrong with one file; everything is collected before anything is thrown.
class Problems {
public:
    explicit Problems(std::string file)
        : file_(std::move(file)) {}

    void add(std::string message) { list_.push_back({file_, 0, 0, std::move(message)}); }
    void add_in(const std::string& file, std::string message) {
        list_.push_back({file, 0, 0, std::move(message)});
    }
    void add(Problem problem) { list_.push_back(std::move(problem)); }
    [[nodiscard]] const std::string& file() const { return file_; }
    void throw_if_any() const;

private:
    std::string file_;
    std::vector<Problem> list_;
};

/// Parses strictly: UTF-8, one value, no duplicate keys. Throws UsageError (bad_data) with line and
/// column.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& file);

/// Reads the members of one JSON object by their types; what has the wrong one is noted as a
/// problem and read as if it were not there. Members that were never asked for are unknown:
/// finish() notes them.
class ObjectReader {
public:
    /// `where` names the object in problems: "exchanges[2].failure".
    ObjectReader(const Json& value, std::string where, Problems& problems);

    [[nodiscard]] const Json* find(std::string_view key);
    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    [[nodiscard]] std::optional<bool> flag(std::string_view key);
    [[nodiscard]] std::optional<std::uint64_t> number(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// The elements of an array; none if it is not there.
    [[nodiscard]] std::vector<const Json*> items(std::string_view key);
    void finish();

    [[nodiscard]] std::string path_of(std::string_view key) const;
    void problem(std::string_view key, const std::string& what);

private:
    const Json* value_;
    std::string where_;
    Problems* problems_;
    std::set<std::string, std::less<>> known_;
};

} // namespace junos_audit::snapshot
