// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/failure.hpp"
#include "junos_audit/base/require.hpp"

#include <utility>
#include <variant>

namespace junos_audit {

/// A value or why there is none. (std::expected needs C++23; this is the part of it that we use.)
/// Asking for the alternative that is not there is a programmer's error and aborts.
template <class Value, class Error = Failure>
class [[nodiscard]] Result {
public:
    Result(Value value)
        : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error)
        : content_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const { return content_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] Value& value() & {
        require(has_value(), "value() of a Result that holds an error");
        return *std::get_if<0>(&content_);
    }
    [[nodiscard]] const Value& value() const& {
        require(has_value(), "value() of a Result that holds an error");
        return *std::get_if<0>(&content_);
    }
    [[nodiscard]] Value&& value() && {
        require(has_value(), "value() of a Result that holds an error");
        return std::move(*std::get_if<0>(&content_));
    }
    [[nodiscard]] const Error& error() const {
        require(!has_value(), "error() of a Result that holds a value");
        return *std::get_if<1>(&content_);
    }

    Value& operator*() & { return value(); }
    const Value& operator*() const& { return value(); }
    Value* operator->() { return &value(); }
    const Value* operator->() const { return &value(); }

private:
    std::variant<Value, Error> content_;
};

/// The Value of a Result that has nothing to say but that it worked.
struct Done {
    bool operator==(const Done&) const = default;
};

} // namespace junos_audit
