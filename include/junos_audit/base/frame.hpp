// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace junos_audit {

/// Messages on a socket between our own processes: 4 bytes length (big-endian, of what follows),
/// then the content. `content` must not be longer than 4294967295 bytes.
[[nodiscard]] std::string to_frame(std::string_view content);

/// Bytes in, contents out. How the bytes were cut makes no difference.
/// The peer may be a process that a device has taken over, so a length is believed only up to
/// `bytes_max`; what is announced longer breaks the stream for good, before a byte of it is kept.
class FrameReader {
public:
    struct NeedMore {};
    struct TooLong {
        std::size_t bytes;
    };

    explicit FrameReader(std::size_t bytes_max)
        : bytes_max_(bytes_max) {}
    /// Overwrites what it still holds: frames to a worker carry secrets.
    ~FrameReader();
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;

    void feed(std::string_view bytes);
    [[nodiscard]] std::variant<NeedMore, std::string, TooLong> next();
    /// Nothing of a further frame has come: the stream may end here.
    [[nodiscard]] bool at_boundary() const { return buffer_.size() == consumed_; }

private:
    std::size_t bytes_max_;
    std::string buffer_;
    std::size_t consumed_ = 0; ///< of buffer_
};

} // namespace junos_audit
