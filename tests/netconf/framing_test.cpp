// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/framing.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <variant>
#include <vector>

using namespace junos_audit::netconf;
using Outcomes = std::vector<std::variant<NeedMore, Message, Malformed>>;

namespace {

// RFC 6242 §4.2, the example, byte for byte.
const std::string rfc_message = "<rpc message-id=\"102\"\n"
                                "     xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n"
                                "  <close-session/>\n"
                                "</rpc>";
const std::string rfc_chunks = "\n#4\n"
                               "<rpc"
                               "\n#18\n"
                               " message-id=\"102\"\n"
                               "\n#79\n"
                               "     xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n"
                               "  <close-session/>\n"
                               "</rpc>"
                               "\n##\n";

Decoder decoder_for(Framing framing, FramingLimits limits = {}) {
    Decoder decoder(limits);
    if (framing == Framing::chunked)
        decoder.upgrade();
    return decoder;
}

/// Feeds the pieces one after the other and notes every message, and the failure that ends them.
Outcomes decode(Decoder decoder, const std::vector<std::string_view>& pieces) {
    Outcomes outcomes;
    for (const auto piece : pieces) {
        decoder.feed(piece);
        for (;;) {
            const auto outcome = decoder.next();
            if (std::holds_alternative<NeedMore>(outcome))
                break;
            outcomes.push_back(outcome);
            if (std::holds_alternative<Malformed>(outcome))
                return outcomes;
        }
    }
    return outcomes;
}

/// The same at every cut in two, and byte by byte.
void check_every_split(const Decoder& decoder, std::string_view bytes, const Outcomes& expected) {
    CHECK(decode(decoder, {bytes}) == expected);
    std::vector<std::string_view> single;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        single.push_back(bytes.substr(i, 1));
        const auto cut = decode(decoder, {bytes.substr(0, i), bytes.substr(i)});
        if (cut != expected)
            FAIL_CHECK("differs when cut at " << i);
    }
    CHECK(decode(decoder, single) == expected);
}

Malformed malformed_of(const Outcomes& outcomes) {
    REQUIRE(!outcomes.empty());
    REQUIRE(std::holds_alternative<Malformed>(outcomes.back()));
    return std::get<Malformed>(outcomes.back());
}

} // namespace

TEST_CASE("the example of RFC 6242 section 4.2 is decoded at every split", "[netconf][framing]") {
    check_every_split(decoder_for(Framing::chunked), rfc_chunks, {Message{rfc_message}});
}

TEST_CASE("messages are encoded as RFC 6242 has it", "[netconf][framing]") {
    CHECK(encode(Framing::end_of_message, "<a/>") == "<a/>]]>]]>");
    CHECK(encode(Framing::chunked, "<a/>") == "\n#4\n<a/>\n##\n");
}

TEST_CASE("good streams give the same messages at every split", "[netconf][framing]") {
    struct Row {
        const char* name;
        Framing framing;
        std::string bytes;
        Outcomes expected;
    };
    const auto chunked = Framing::chunked;
    const auto plain = Framing::end_of_message;
    const std::vector<Row> rows = {
        {"one", plain, "<a/>]]>]]>", {Message{"<a/>"}}},
        {"pipelined", plain, "<a/>]]>]]><b/>]]>]]>", {Message{"<a/>"}, Message{"<b/>"}}},
        {"white space between messages is dropped",
         plain,
         " \n<a/>\n]]>]]>\r\n\t<b/>]]>]]>\n",
         {Message{"<a/>\n"}, Message{"<b/>"}}},
        {"overlap of the delimiter", plain, "<a>]]>]]]>]]>", {Message{"<a>]]>]"}}},
        {"brackets before the delimiter", plain, "a]]]]>]]>", {Message{"a]]"}}},
        {"a chunk header in the text",
         plain,
         "<a>\n#4\n\n##\n</a>]]>]]>",
         {Message{"<a>\n#4\n\n##\n</a>"}}},
        {"an empty message", plain, "]]>]]><a/>]]>]]>", {Message{""}, Message{"<a/>"}}},
        {"pipelined chunks",
         chunked,
         rfc_chunks + "\n#1\nx\n##\n",
         {Message{rfc_message}, Message{"x"}}},
        {"chunk headers as data", chunked, "\n#9\n\n##\n\n#1\na\n##\n", {Message{"\n##\n\n#1\na"}}},
        {"a chunk ends inside a character",
         chunked,
         "\n#1\n\xC3\n#1\n\xA9\n##\n",
         {Message{"\xC3\xA9"}}},
        {"an end-of-message delimiter as data", chunked, "\n#6\n]]>]]>\n##\n", {Message{"]]>]]>"}}},
        {"ten digits of nothing yet", plain, "\n#1234567890\n", {}},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            check_every_split(decoder_for(row.framing), row.bytes, row.expected);
        }
}

TEST_CASE("a broken chunk stream fails alike at every split", "[netconf][framing]") {
    struct Row {
        const char* name;
        std::string bytes;
        const char* message;
    };
    const std::vector<Row> rows = {
        {"size 0", "\n#0\n", "in a chunk header, expected '#' or a digit from 1 to 9, saw '0'"},
        {"no size", "\n#\n",
         "in a chunk header, expected '#' or a digit from 1 to 9, saw a line feed"},
        {"size 00", "\n#00\n", "in a chunk header, expected '#' or a digit from 1 to 9, saw '0'"},
        {"a leading zero", "\n#01\nx",
         "in a chunk header, expected '#' or a digit from 1 to 9, saw '0'"},
        {"a plus", "\n#+1\nx", "in a chunk header, expected '#' or a digit from 1 to 9, saw '+'"},
        {"a minus", "\n#-1\nx", "in a chunk header, expected '#' or a digit from 1 to 9, saw '-'"},
        {"a space before", "\n# 1\nx",
         "in a chunk header, expected '#' or a digit from 1 to 9, saw a space"},
        {"a space behind", "\n#1 \nx",
         "in a chunk header, expected a digit or a line feed, saw a space"},
        {"a carriage return", "\n#1\r\nx",
         "in a chunk header, expected a digit or a line feed, saw a carriage return"},
        {"hexadecimal", "\n#0x1\nx",
         "in a chunk header, expected '#' or a digit from 1 to 9, saw '0'"},
        {"a letter", "\n#1a\nx", "in a chunk header, expected a digit or a line feed, saw 'a'"},
        {"2^32", "\n#4294967296\n", "a chunk size is beyond 4294967295"},
        {"2^32 + 5", "\n#4294967301\nabcde", "a chunk size is beyond 4294967295"},
        {"eleven digits", "\n#10000000000\n", "a chunk size has more than 10 digits"},
        {"twenty digits", "\n#18446744073709551617\n", "a chunk size has more than 10 digits"},
        {"no line feed", "#1\nx", "in a chunk header, expected a line feed, saw '#'"},
        {"CRLF", "\r\n#1\nx", "in a chunk header, expected a line feed, saw a carriage return"},
        {"a space between messages", " \n#1\nx",
         "in a chunk header, expected a line feed, saw a space"},
        {"a blank line between messages", "\n\n#1\nx",
         "in a chunk header, expected '#', saw a line feed"},
        {"a message without chunks", "\n##\n", "a message has no chunk"},
        {"an end that goes on", "\n#1\nx\n##x",
         "in a chunk header, expected a line feed after '##', saw 'x'"},
        {"a size one too small", "\n#3\nabcd\n##\n",
         "in a chunk header, expected a line feed, saw 'd'"},
        {"a size two too large", "\n#5\nabc\n##\n",
         "in a chunk header, expected a line feed, saw '#'"},
        {"end-of-message framing", "<rpc-reply/>]]>]]>",
         "in a chunk header, expected a line feed, saw '<'"},
    };
    // A good message first: right behind the hello, white space is tolerated.
    const std::string good = "\n#1\na\n##\n";
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            check_every_split(decoder_for(Framing::chunked), good + row.bytes,
                              {Message{"a"}, Malformed{row.message, false}});
        }
}

TEST_CASE("a failure is for good", "[netconf][framing]") {
    auto decoder = decoder_for(Framing::chunked);
    decoder.feed("\n#01\n");
    const auto failure = decoder.next();
    REQUIRE(std::holds_alternative<Malformed>(failure));
    decoder.feed("\n#1\na\n##\n");
    CHECK(decoder.next() == failure);
    CHECK_FALSE(decoder.at_boundary());
}

TEST_CASE("what passes a limit is malformed by limit", "[netconf][framing]") {
    struct Row {
        const char* name;
        Framing framing;
        std::string bytes;
        const char* message;
    };
    const FramingLimits limits{.message_bytes_max = 8, .chunk_bytes_max = 6, .chunks_max = 3};
    const std::vector<Row> rows = {
        {"a chunk", Framing::chunked, "\n#7\n", "a chunk of 7 bytes is longer than 6"},
        {"the largest chunk of the RFC", Framing::chunked, "\n#4294967295\nx",
         "a chunk of 4294967295 bytes is longer than 6"},
        {"chunks together", Framing::chunked, "\n#5\nabcde\n#4\n",
         "a message is longer than 8 bytes"},
        {"too many chunks", Framing::chunked, "\n#1\na\n#1\nb\n#1\nc\n#1\n",
         "a message has more than 3 chunks"},
        {"a complete message", Framing::end_of_message, "123456789]]>]]>",
         "a message is longer than 8 bytes"},
        {"a message without end", Framing::end_of_message, "1234567890abcdef",
         "a message is longer than 8 bytes"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            check_every_split(decoder_for(row.framing, limits), row.bytes,
                              {Malformed{row.message, true}});
        }
    SECTION("what just fits is a message") {
        CHECK(decode(decoder_for(Framing::end_of_message, limits), {"12345678]]>]]>"}) ==
              Outcomes{Message{"12345678"}});
        CHECK(decode(decoder_for(Framing::chunked, limits), {"\n#6\nabcdef\n#1\ng\n#1\nh\n##\n"}) ==
              Outcomes{Message{"abcdefgh"}});
    }
    SECTION("the limit can change between messages") {
        auto decoder = decoder_for(Framing::end_of_message, limits);
        decoder.limit_message_bytes(9);
        decoder.feed("123456789]]>]]>");
        CHECK(decoder.next() == Outcomes::value_type(Message{"123456789"}));
    }
}

TEST_CASE("chunks begin where the hello ends, also in bytes fed before", "[netconf][framing]") {
    struct Row {
        const char* name;
        std::string between;
    };
    for (const auto& row : {Row{"nothing between", ""}, Row{"a line feed", "\n"},
                            Row{"a carriage return and a line feed", "\r\n"}})
        DYNAMIC_SECTION(row.name) {
            const auto bytes = "<hello/>]]>]]>" + row.between + rfc_chunks;
            for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
                Decoder decoder;
                Outcomes outcomes;
                for (const auto& piece : {bytes.substr(0, cut), bytes.substr(cut)}) {
                    decoder.feed(piece);
                    auto outcome = decoder.next();
                    while (!std::holds_alternative<NeedMore>(outcome)) {
                        if (outcomes.empty())
                            decoder.upgrade();
                        outcomes.push_back(outcome);
                        REQUIRE(std::holds_alternative<Message>(outcome));
                        outcome = decoder.next();
                    }
                }
                INFO("cut at " << cut);
                CHECK(outcomes == Outcomes{Message{"<hello/>"}, Message{rfc_message}});
                CHECK(decoder.framing() == Framing::chunked);
            }
        }
    SECTION("other text is malformed") {
        CHECK(malformed_of(decode(decoder_for(Framing::chunked), {"\nx\n#1\na\n##\n"})).message ==
              "in a chunk header, expected a line feed, saw 'x'");
    }
}

TEST_CASE("a stream may end only between two messages", "[netconf][framing]") {
    struct Row {
        const char* name;
        Framing framing;
        std::string bytes;
        bool expected;
    };
    const std::vector<Row> rows = {
        {"nothing came", Framing::end_of_message, "", true},
        {"a whole message", Framing::end_of_message, "<a/>]]>]]>", true},
        {"white space behind it", Framing::end_of_message, "<a/>]]>]]>\n", true},
        {"half a message", Framing::end_of_message, "<a/>]]>]]><b", false},
        {"half a delimiter", Framing::end_of_message, "<a/>]]>]]", false},
        {"no chunk came", Framing::chunked, "", true},
        {"chunks with their end", Framing::chunked, "\n#1\na\n##\n", true},
        {"chunks without their end", Framing::chunked, "\n#1\na", false},
        {"half a header", Framing::chunked, "\n#1\na\n##\n\n", false},
        {"half a chunk", Framing::chunked, "\n#2\na", false},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            auto decoder = decoder_for(row.framing);
            decoder.feed(row.bytes);
            while (!std::holds_alternative<NeedMore>(decoder.next()))
                continue;
            CHECK(decoder.at_boundary() == row.expected);
        }
}

TEST_CASE("a million chunks of one byte are one message", "[netconf][framing]") {
    constexpr std::size_t count = 1'000'000;
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += "\n#1\nx";
    bytes += "\n##\n";
    CHECK(decode(decoder_for(Framing::chunked), {bytes}) ==
          Outcomes{Message{std::string(count, 'x')}});
}

TEST_CASE("a hundred thousand messages in one piece are decoded in linear time",
          "[netconf][framing]") {
    constexpr std::size_t count = 100'000;
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += "<a/>]]>]]>";
    CHECK(decode(decoder_for(Framing::end_of_message), {bytes}).size() == count);
}
