// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace junos_audit {

void require(bool holds, const char* what, const char* file, int line) {
    if (holds)
        return;
    std::fprintf(stderr, "junos-audit: internal error: %s (%s:%d)\n", what, file, line);
    std::abort();
}

} // namespace junos_audit
