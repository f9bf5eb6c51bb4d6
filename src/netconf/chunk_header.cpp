// SPDX-License-Identifier: Apache-2.0
#include "netconf/chunk_header.hpp"

#include "junos_audit/base/printable.hpp"

#include <charconv>
#include <cstdint>

namespace junos_audit::netconf {
namespace {

constexpr std::size_t digits_max = 10;             // of 4294967295
constexpr std::uint64_t size_max = 4'294'967'295u; // RFC 6242 §4.2

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string shown(char c) {
    if (c == '\n')
        return "a line feed";
    if (c == '\r')
        return "a carriage return";
    if (c == ' ')
        return "a space";
    return "'" + printable({&c, 1}) + "'";
}

HeaderMalformed expected(const char* what, char seen) {
    return {std::string("in a chunk header, expected ") + what + ", saw " + shown(seen)};
}

ChunkHeader read_size(std::string_view bytes) {
    constexpr std::size_t begin = 2;
    if (bytes[begin] < '1' || bytes[begin] > '9')
        return expected("'#' or a digit from 1 to 9", bytes[begin]);
    std::size_t end = begin + 1;
    while (end < bytes.size() && is_digit(bytes[end]))
        if (++end - begin > digits_max)
            return HeaderMalformed{"a chunk size has more than 10 digits"};
    if (end == bytes.size())
        return HeaderIncomplete{};
    if (bytes[end] != '\n')
        return expected("a digit or a line feed", bytes[end]);
    std::uint64_t size = 0;
    std::from_chars(bytes.data() + begin, bytes.data() + end, size);
    if (size > size_max)
        return HeaderMalformed{"a chunk size is beyond 4294967295"};
    return ChunkSize{static_cast<std::size_t>(size), end + 1};
}

} // namespace

ChunkHeader read_chunk_header(std::string_view bytes) {
    if (bytes.empty())
        return HeaderIncomplete{};
    if (bytes[0] != '\n')
        return expected("a line feed", bytes[0]);
    if (bytes.size() == 1)
        return HeaderIncomplete{};
    if (bytes[1] != '#')
        return expected("'#'", bytes[1]);
    if (bytes.size() == 2)
        return HeaderIncomplete{};
    if (bytes[2] != '#')
        return read_size(bytes);
    if (bytes.size() == 3)
        return HeaderIncomplete{};
    if (bytes[3] != '\n')
        return expected("a line feed after '##'", bytes[3]);
    return EndOfChunks{4};
}

} // namespace junos_audit::netconf
