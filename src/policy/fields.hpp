// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/base/yaml.hpp"
#include "junos_audit/policy/outcome.hpp"

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Typed access to the mappings of a control's file that remembers everything that is wrong.
namespace junos_audit::policy {

class Problems {
public:
    explicit Problems(std::string file)
        : file_(std::move(file)) {}

    void add(yaml::Mark mark, std::string message);
    /// At an offset in a quoted scalar; in a block scalar at its beginning.
    void add_within(const yaml::Node& scalar, std::size_t offset, std::string message);
    /// Throws UsageError (bad_data) with all of them, in the order of the file.
    void throw_if_any();

private:
    std::string file_;
    std::vector<Problem> problems_;
};

class Fields {
public:
    /// Reports keys that are not among `allowed`, and a node that is no mapping. `what` names the
    /// mapping in messages.
    Fields(const yaml::Node& mapping, std::string what,
           std::initializer_list<std::string_view> allowed, Problems& problems);

    [[nodiscard]] const yaml::Node* find(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    /// Reports its absence.
    const yaml::Node* required(std::string_view key);

    /// A scalar, trimmed, that is not empty; reported when it is missing or something else.
    std::string text(std::string_view key);
    std::string optional_text(std::string_view key);
    /// Lower-case letters, digits and hyphens.
    std::string word(std::string_view key);
    bool flag(std::string_view key);
    /// One of `words`, or `otherwise` when the key is not there.
    Outcome outcome(std::string_view key, Outcome otherwise, std::initializer_list<Outcome> words);
    /// Calls `take` with each item of a list. A missing key is an empty list.
    void each_item(std::string_view key, const std::function<void(const yaml::Node&)>& take);

    [[nodiscard]] yaml::Mark mark() const { return mapping_.mark; }

private:
    const yaml::Node& mapping_;
    std::string what_;
    Problems& problems_;
};

} // namespace junos_audit::policy
