// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/redact.hpp"

#include "snapshot/redactor.hpp"

#include <utility>

namespace junos_audit::snapshot {

Result<Reply, xml::ParseFailure> redact(std::string_view reply) {
    Redactor redactor(reply);
    if (auto failure = xml::scan(reply, &redactor))
        return *std::move(failure);
    Reply kept;
    kept.xml = redactor.redacted();
    kept.sha256 = sha256(kept.xml);
    kept.redacted = redactor.paths();
    return kept;
}

} // namespace junos_audit::snapshot
