// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/secret.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::worker {

/// Values as bytes: numbers big-endian in their own width, texts and lists behind their length in
/// four bytes.
class ByteWriter {
public:
    /// `secret_bytes`: of all that will be written as Secret, so that the buffer never moves and
    /// leaves a copy behind.
    explicit ByteWriter(std::size_t secret_bytes = 0) { bytes_.reserve(4096 + secret_bytes); }

    template <std::unsigned_integral Number>
    void number(Number value) {
        for (int shift = 8 * (static_cast<int>(sizeof(Number)) - 1); shift >= 0; shift -= 8)
            bytes_.push_back(static_cast<char>(value >> shift & 0xff));
    }
    void flag(bool value) { number<std::uint8_t>(value ? 1 : 0); }
    void text(std::string_view value);
    void texts(const std::vector<std::string>& values);

    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// The inverse. After the first thing that does not fit everything is empty and good() is false.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : rest_(bytes) {}

    template <std::unsigned_integral Number>
    [[nodiscard]] Number number() {
        Number value = 0;
        for (const char byte : take(sizeof(Number)))
            value = static_cast<Number>(value << (sizeof(Number) > 1 ? 8 : 0) |
                                        static_cast<unsigned char>(byte));
        return value;
    }
    /// One of `count` enumerators that count from 0.
    template <class Enum>
    [[nodiscard]] Enum word(std::uint8_t count) {
        const auto value = number<std::uint8_t>();
        good_ = good_ && value < count;
        return static_cast<Enum>(good_ ? value : 0);
    }
    [[nodiscard]] bool flag() { return word<std::uint8_t>(2) == 1; }
    [[nodiscard]] std::string text() { return std::string(take(number<std::uint32_t>())); }
    [[nodiscard]] std::vector<std::string> texts();
    [[nodiscard]] std::string_view rest() { return take(rest_.size()); }

    [[nodiscard]] bool good() const { return good_; }
    /// Everything was read and nothing was left.
    [[nodiscard]] bool complete() const { return good_ && rest_.empty(); }

private:
    [[nodiscard]] std::string_view take(std::size_t count);

    std::string_view rest_;
    bool good_ = true;
};

} // namespace junos_audit::worker
