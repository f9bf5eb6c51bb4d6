// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::policy::record {

/// Reads values of a record that may be hostile: never throws on what is not there or is of another
/// type, but remembers that something was. Only for sources of this layer: nlohmann-json stays out
/// of public headers.
class Reader {
public:
    using Json = nlohmann::json;

    [[nodiscard]] bool good() const { return good_; }
    void check(bool holds) { good_ = good_ && holds; }

    /// An object with exactly these keys.
    void object(const Json& value, std::initializer_list<std::string_view> keys);
    /// The member `key`, or null.
    [[nodiscard]] const Json& member(const Json& object, std::string_view key);

    std::string text(const Json& object, std::string_view key);
    std::vector<std::string> texts(const Json& object, std::string_view key);
    bool flag(const Json& object, std::string_view key);
    /// 0 ≤ value ≤ max.
    std::int64_t integer(const Json& object, std::string_view key, std::int64_t max);
    WallTime time(const Json& object, std::string_view key);
    std::optional<WallTime> optional_time(const Json& object, std::string_view key);
    /// Lower-case letters, digits, hyphens; not empty.
    std::string word(const Json& object, std::string_view key);

    template <class Item, class Read>
    std::vector<Item> list(const Json& object, std::string_view key, Read read) {
        std::vector<Item> items;
        const auto& values = member(object, key);
        check(values.is_array());
        if (values.is_array())
            for (const auto& value : values)
                items.push_back(read(value));
        return items;
    }

private:
    bool good_ = true;
};

} // namespace junos_audit::policy::record
