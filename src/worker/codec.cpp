// SPDX-License-Identifier: Apache-2.0
#include "worker/codec.hpp"

namespace junos_audit::worker {

void ByteWriter::text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_ += value;
}

void ByteWriter::texts(const std::vector<std::string>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const auto& value : values)
        text(value);
}

std::vector<std::string> ByteReader::texts() {
    std::vector<std::string> values;
    // A count that lies ends with the bytes, before it can cost memory.
    for (auto left = number<std::uint32_t>(); left > 0 && good_; --left)
        values.push_back(text());
    return values;
}

std::string_view ByteReader::take(std::size_t count) {
    good_ = good_ && count <= rest_.size();
    if (!good_)
        return {};
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

} // namespace junos_audit::worker
