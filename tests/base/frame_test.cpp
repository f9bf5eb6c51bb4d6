// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/frame.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace junos_audit;

namespace {

/// Everything that a reader makes of a stream that arrives in pieces of `step` bytes.
std::vector<std::string> read_in_steps(std::string_view stream, std::size_t step) {
    FrameReader reader(1000);
    std::vector<std::string> contents;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        reader.feed(stream.substr(at, step));
        for (auto next = reader.next(); std::holds_alternative<std::string>(next);
             next = reader.next())
            contents.push_back(std::get<std::string>(next));
    }
    CHECK(reader.at_boundary());
    return contents;
}

} // namespace

TEST_CASE("a frame is its length in four bytes, big-endian, and the content", "[base][frame]") {
    CHECK(to_frame("") == std::string(4, '\0'));
    CHECK(to_frame("abc") == std::string("\0\0\0\3abc", 7));
    CHECK(to_frame(std::string(258, 'x')).substr(0, 4) == std::string("\0\0\1\2", 4));
}

TEST_CASE("frames come out whole, however the bytes were cut", "[base][frame]") {
    const std::vector<std::string> contents{"one", "", std::string(999, 'x'),
                                            std::string("\0\n", 2)};
    std::string stream;
    for (const auto& content : contents)
        stream += to_frame(content);
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        CAPTURE(step);
        CHECK(read_in_steps(stream, step) == contents);
    }
}

TEST_CASE("a length above the limit is refused as soon as it is announced", "[base][frame]") {
    FrameReader reader(1000);
    reader.feed(to_frame("fine") + std::string("\0\0\3\xe9", 4));
    CHECK(std::get<std::string>(reader.next()) == "fine");
    const auto next = reader.next();
    REQUIRE(std::holds_alternative<FrameReader::TooLong>(next));
    CHECK(std::get<FrameReader::TooLong>(next).bytes == 1001);
    CHECK(std::holds_alternative<FrameReader::TooLong>(reader.next()));
}

TEST_CASE("a stream that ends inside a frame is not at a boundary", "[base][frame]") {
    FrameReader reader(1000);
    CHECK(reader.at_boundary());
    reader.feed(std::string_view("\0\0\0\2a", 5));
    CHECK(std::holds_alternative<FrameReader::NeedMore>(reader.next()));
    CHECK_FALSE(reader.at_boundary());
}
