// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace junos_audit::xml {

/// How the scanner's parts give up; scan() turns it into a ParseFailure. Never leaves this layer.
struct Malformed {
    const char* at; ///< into the scanned bytes
    std::string message;
    bool limit = false;
};

[[noreturn]] inline void malformed(const char* at, std::string message) {
    throw Malformed{at, std::move(message)};
}

[[noreturn]] inline void over_limit(const char* at, std::string message) {
    throw Malformed{at, std::move(message), true};
}

} // namespace junos_audit::xml
