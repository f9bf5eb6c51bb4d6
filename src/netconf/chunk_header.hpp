// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace junos_audit::netconf {

/// The bytes are the beginning of a header, and all there is so far.
struct HeaderIncomplete {
    bool operator==(const HeaderIncomplete&) const = default;
};
struct ChunkSize {
    std::size_t size;         ///< 1 to 4294967295
    std::size_t header_bytes; ///< up to the first byte of chunk data
    bool operator==(const ChunkSize&) const = default;
};
struct EndOfChunks {
    std::size_t header_bytes;
    bool operator==(const EndOfChunks&) const = default;
};
struct HeaderMalformed {
    std::string message; ///< what was expected and what was seen
    bool operator==(const HeaderMalformed&) const = default;
};
using ChunkHeader = std::variant<HeaderIncomplete, ChunkSize, EndOfChunks, HeaderMalformed>;

/// Reads `LF # 1–4294967295 LF` or `LF # # LF` (RFC 6242 §4.2) at the beginning of `bytes`. The
/// verdict falls at the first byte that decides, so that it does not depend on how many bytes
/// follow.
[[nodiscard]] ChunkHeader read_chunk_header(std::string_view bytes);

} // namespace junos_audit::netconf
