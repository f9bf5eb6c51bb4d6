// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/framing.hpp"

#include "junos_audit/base/require.hpp"
#include "netconf/chunk_header.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::netconf {
namespace {

constexpr std::string_view end_of_message = "]]>]]>"; // RFC 6242 §4.3
constexpr std::string_view white_space = " \t\r\n";
/// A chunk may be as long as our longest reply, so that what we send is always one chunk.
constexpr std::size_t sent_chunk_bytes_max = limits::reply_bytes_max;

void append_chunk(std::string& out, std::string_view data) {
    out.append("\n#").append(std::to_string(data.size())).append("\n").append(data);
}

std::string too_long(std::size_t bytes_max) {
    return "a message is longer than " + std::to_string(bytes_max) + " bytes";
}

} // namespace

std::string encode(Framing framing, std::string_view message) {
    std::string out;
    switch (framing) {
    case Framing::end_of_message:
        return out.append(message).append(end_of_message);
    case Framing::chunked:
        require(!message.empty(), "a message in chunks has at least one (RFC 6242 §4.2)");
        for (; !message.empty();
             message.remove_prefix(std::min(message.size(), sent_chunk_bytes_max)))
            append_chunk(out, message.substr(0, sent_chunk_bytes_max));
        return out.append("\n##\n");
    }
    require(false, "an unknown framing");
    return out;
}

Decoder::Decoder(FramingLimits limits)
    : limits_(limits) {}

void Decoder::feed(std::string_view bytes) {
    if (broken_)
        return;
    // Moving only when the larger part is done with keeps the total cost linear.
    if (consumed_ > buffer_.size() / 2) {
        buffer_.erase(0, consumed_);
        consumed_ = 0;
    }
    buffer_.append(bytes);
}

Decoder::Outcome Decoder::next() {
    if (broken_)
        return *broken_;
    switch (framing_) {
    case Framing::end_of_message:
        return next_end_of_message();
    case Framing::chunked:
        return next_chunked();
    }
    require(false, "an unknown framing");
    return NeedMore{};
}

void Decoder::limit_message_bytes(std::size_t message_bytes_max) {
    limits_.message_bytes_max = message_bytes_max;
}

void Decoder::upgrade() {
    require(framing_ == Framing::end_of_message && scanned_ == 0, "upgrade() within a message");
    framing_ = Framing::chunked;
    first_chunk_ = true;
}

bool Decoder::at_boundary() const {
    if (broken_)
        return false;
    if (framing_ == Framing::end_of_message || first_chunk_)
        return pending().find_first_not_of(white_space) == std::string_view::npos;
    return pending().empty() && chunks_ == 0;
}

std::string_view Decoder::pending() const {
    return std::string_view(buffer_).substr(consumed_);
}

Decoder::Outcome Decoder::next_end_of_message() {
    if (scanned_ == 0)
        skip_white_space();
    const auto bytes = pending();
    const auto end = bytes.find(end_of_message, scanned_);
    const bool complete = end != std::string_view::npos;
    if (!complete)
        scanned_ = bytes.size() - std::min(bytes.size(), end_of_message.size() - 1);
    if ((complete ? end : scanned_) > limits_.message_bytes_max)
        return limit_exceeded(too_long(limits_.message_bytes_max));
    if (!complete)
        return NeedMore{};
    Message message{std::string(bytes.substr(0, end))};
    consume(end + end_of_message.size());
    scanned_ = 0;
    return message;
}

Decoder::Outcome Decoder::next_chunked() {
    skip_rest_of_hello_line();
    for (;;) {
        take_chunk_data();
        if (chunk_left_ > 0)
            return NeedMore{};
        const auto header = read_chunk_header(pending());
        if (std::holds_alternative<HeaderIncomplete>(header))
            return NeedMore{};
        if (const auto* bad = std::get_if<HeaderMalformed>(&header))
            return malformed(bad->message);
        if (const auto* end = std::get_if<EndOfChunks>(&header)) {
            consume(end->header_bytes);
            return on_end_of_chunks();
        }
        const auto chunk = std::get<ChunkSize>(header);
        consume(chunk.header_bytes);
        if (auto refused = begin_chunk(chunk.size))
            return *std::move(refused);
    }
}

std::optional<Malformed> Decoder::begin_chunk(std::size_t size) {
    if (size > limits_.chunk_bytes_max)
        return limit_exceeded("a chunk of " + std::to_string(size) + " bytes is longer than " +
                              std::to_string(limits_.chunk_bytes_max));
    if (size > limits_.message_bytes_max - message_.size())
        return limit_exceeded(too_long(limits_.message_bytes_max));
    if (chunks_ == limits_.chunks_max)
        return limit_exceeded("a message has more than " + std::to_string(limits_.chunks_max) +
                              " chunks");
    ++chunks_;
    chunk_left_ = size;
    first_chunk_ = false;
    return std::nullopt;
}

Decoder::Outcome Decoder::on_end_of_chunks() {
    if (chunks_ == 0)
        return malformed("a message has no chunk");
    chunks_ = 0;
    return Message{std::exchange(message_, {})};
}

void Decoder::take_chunk_data() {
    const auto data = pending().substr(0, chunk_left_);
    message_.append(data);
    chunk_left_ -= data.size();
    consume(data.size());
}

Malformed Decoder::malformed(std::string message) {
    broken_ = Malformed{std::move(message), false};
    return *broken_;
}

Malformed Decoder::limit_exceeded(std::string message) {
    broken_ = Malformed{std::move(message), true};
    return *broken_;
}

void Decoder::consume(std::size_t bytes) {
    consumed_ += bytes;
    if (consumed_ < buffer_.size())
        return;
    buffer_.clear();
    consumed_ = 0;
}

void Decoder::skip_white_space() {
    const auto bytes = pending();
    consume(std::min(bytes.find_first_not_of(white_space), bytes.size()));
}

/// Up to the line feed that begins the first chunk header; one that nothing follows yet may be that
/// one.
void Decoder::skip_rest_of_hello_line() {
    const auto begins_header = [](std::string_view bytes) {
        return bytes == "\n" || bytes.starts_with("\n#");
    };
    while (first_chunk_ && !pending().empty() && !begins_header(pending()) &&
           white_space.find(pending().front()) != std::string_view::npos)
        consume(1);
}

} // namespace junos_audit::netconf
