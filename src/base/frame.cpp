// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/frame.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/base/secret.hpp"

#include <cstdint>
#include <limits>
#include <utility>

namespace junos_audit {

namespace {

constexpr std::size_t header_bytes = 4;

std::size_t length_in(std::string_view header) {
    std::uint32_t length = 0;
    for (const char byte : header)
        length = length << 8 | static_cast<unsigned char>(byte);
    return length;
}

} // namespace

std::string to_frame(std::string_view content) {
    require(content.size() <= std::numeric_limits<std::uint32_t>::max(), "a frame fits its length");
    std::string frame;
    frame.reserve(header_bytes + content.size()); // no growing: secrets leave no copies behind
    for (int shift = 24; shift >= 0; shift -= 8)
        frame.push_back(static_cast<char>(content.size() >> shift & 0xff));
    frame += content;
    return frame;
}

FrameReader::~FrameReader() {
    wipe(buffer_);
}

void FrameReader::feed(std::string_view bytes) {
    if (consumed_ == buffer_.size()) {
        buffer_.clear();
        consumed_ = 0;
    }
    if (buffer_.size() + bytes.size() > buffer_.capacity()) {
        std::string larger;
        larger.reserve(2 * (buffer_.size() - consumed_ + bytes.size()));
        larger.append(buffer_, consumed_);
        buffer_.swap(larger);
        consumed_ = 0;
        wipe(larger);
    }
    buffer_ += bytes;
}

std::variant<FrameReader::NeedMore, std::string, FrameReader::TooLong> FrameReader::next() {
    const auto waiting = std::string_view(buffer_).substr(consumed_);
    if (waiting.size() < header_bytes)
        return NeedMore{};
    const auto length = length_in(waiting.substr(0, header_bytes));
    if (length > bytes_max_)
        return TooLong{length};
    if (waiting.size() - header_bytes < length)
        return NeedMore{};
    std::string content(waiting.substr(header_bytes, length));
    consumed_ += header_bytes + length;
    return content;
}

} // namespace junos_audit
