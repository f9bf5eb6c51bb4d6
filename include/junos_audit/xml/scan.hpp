// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/limits.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::xml {

/// Why bytes are not a document that we read. Offsets count from 0, line and column (in bytes)
/// from 1.
struct ParseFailure {
    std::size_t offset = 0;
    int line = 0;
    int column = 0;
    bool limit =
        false; ///< a ceiling of limits.hpp was passed; otherwise the bytes are not well-formed
    std::string message;

    bool operator==(const ParseFailure&) const = default;
};

struct Attribute {
    std::string_view name;  ///< as written, with its prefix
    std::string_view value; ///< as written, references not resolved
};

/// Hears of a document as it is scanned. All views point into the scanned bytes, so that their
/// offsets are known.
class ScanHandler {
public:
    virtual ~ScanHandler() = default;
    virtual void start_element(std::string_view /*name*/,
                               std::span<const Attribute> /*attributes*/) {}
    /// One run of character data or the content of one CDATA section, references not resolved.
    virtual void text(std::string_view /*raw*/, bool /*cdata*/) {}
    virtual void comment(std::string_view /*content*/) {}
    virtual void end_element(std::string_view /*name*/) {}
};

/// Decides whether bytes are one well-formed, namespace-well-formed XML 1.0 document within our
/// limits. It is what stands between a device and pugixml, which accepts 20 of 23 malformed inputs
/// that libxml2 refuses. Refused: what libxml2 refuses, and DOCTYPE, any encoding but UTF-8 or
/// US-ASCII, entities beyond the five, NUL and other characters that XML 1.0 does not have,
/// processing instructions other than the XML declaration. A UTF-8 byte order mark at the start is
/// accepted. Linear in time, no recursion, no allocation per node. Returns nothing when the
/// document is good. Handler calls made before a failure was found must be discarded.
[[nodiscard]] std::optional<ParseFailure> scan(std::string_view bytes,
                                               ScanHandler* handler = nullptr);

/// The name and attributes of the root element, without looking at what comes after its start tag.
/// Good enough to match an rpc-reply to its request; never a reason to believe the rest.
struct RootTag {
    std::string name; ///< without prefix
    std::string namespace_uri;
    std::vector<std::pair<std::string, std::string>> attributes; ///< as written, values resolved
};
[[nodiscard]] std::optional<RootTag> peek_root(std::string_view bytes);

} // namespace junos_audit::xml
