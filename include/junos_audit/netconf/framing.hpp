// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/limits.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace junos_audit::netconf {

/// RFC 6242: `]]>]]>` after each message (§4.3), or chunks (§4.2) once both peers announced
/// base:1.1 (§4.1).
enum class Framing { end_of_message, chunked };

[[nodiscard]] std::string encode(Framing framing, std::string_view message);

struct NeedMore {
    bool operator==(const NeedMore&) const = default;
};
struct Message {
    std::string bytes;
    bool operator==(const Message&) const = default;
};
/// The stream is broken for good: RFC 6242 §4.2 has the session closed, there is no
/// resynchronising.
struct Malformed {
    std::string message;
    bool limit = false;
    bool operator==(const Malformed&) const = default;
};

struct FramingLimits {
    std::size_t message_bytes_max = limits::reply_bytes_max;
    std::size_t chunk_bytes_max = limits::chunk_bytes_max;
    std::size_t chunks_max = limits::chunks_per_reply_max;
};

/// Bytes in, messages out. Does no I/O and keeps no clock. How the bytes were cut makes no
/// difference. Between messages, white space is tolerated in end-of-message framing and malformed
/// in chunked framing; what follows the `]]>]]>` of the hello still belongs to the former (Junos
/// ends it with a line feed), so that it is tolerated before the first chunk. Costs linear time and
/// at most twice the bytes that came: a chunk's size is never believed before its data is there.
class Decoder {
public:
    explicit Decoder(FramingLimits limits = {});

    void feed(std::string_view bytes);
    [[nodiscard]] std::variant<NeedMore, Message, Malformed> next();
    /// For the messages that are not complete yet: a hello and a reply have different ceilings.
    void limit_message_bytes(std::size_t message_bytes_max);
    /// From here on chunks, for bytes that were already fed as well. Call it between two messages.
    void upgrade();
    [[nodiscard]] Framing framing() const { return framing_; }
    /// Nothing of a further message has come: the stream may end here.
    [[nodiscard]] bool at_boundary() const;
    /// What was fed and not consumed: in end-of-message framing, what there is of the next message.
    [[nodiscard]] std::string_view pending() const;

private:
    using Outcome = std::variant<NeedMore, Message, Malformed>;

    Outcome next_end_of_message();
    Outcome next_chunked();
    Outcome on_end_of_chunks();
    std::optional<Malformed> begin_chunk(std::size_t size);
    Malformed malformed(std::string message);
    Malformed limit_exceeded(std::string message);
    void consume(std::size_t bytes);
    void take_chunk_data();
    void skip_white_space();
    void skip_rest_of_hello_line();

    FramingLimits limits_;
    Framing framing_ = Framing::end_of_message;
    std::string buffer_; ///< as fed; its first consumed_ bytes are done with
    std::size_t consumed_ = 0;
    std::size_t scanned_ = 0;    ///< of pending(), known to hold no delimiter
    bool first_chunk_ = false;   ///< upgraded, and no chunk has come since
    std::string message_;        ///< chunks of the message under way
    std::size_t chunks_ = 0;     ///< of the message under way
    std::size_t chunk_left_ = 0; ///< bytes of the chunk under way that have not come
    std::optional<Malformed> broken_;
};

} // namespace junos_audit::netconf
