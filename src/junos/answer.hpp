// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/netconf/message.hpp"
#include "junos_audit/snapshot/readings.hpp"
#include "junos_audit/snapshot/snapshot.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::junos {

/// Where the content of one routing engine's answer stands: the rpc-reply, or one
/// multi-routing-engine-item of it.
struct Holder {
    std::string node; ///< re-name ("node0", "localre"); empty when the reply is not wrapped
    pugi::xml_node element;
};

/// A reply whose form is good. What it says is not yet judged.
struct Answer {
    netconf::RpcReply reply;
    bool wrapped = false; ///< in multi-routing-engine-results
    std::vector<Holder> holders;
    std::string
        strange; ///< what stands in the reply or its wrapper and should not, in words; else empty
};

/// The answers of one snapshot, each parsed once and not before it is needed. Owns all documents:
/// nodes found in an answer live as long as this does. The snapshot must outlive it.
class Answers {
public:
    explicit Answers(const snapshot::Snapshot& snapshot)
        : snapshot_(snapshot) {}

    /// The answer to a question, or the reading that its source has without one (NotAsked, Failed).
    [[nodiscard]] const Result<Answer, snapshot::Reading>& to(const snapshot::SourceKey& key);
    [[nodiscard]] const snapshot::Snapshot& snapshot() const { return snapshot_; }

private:
    const snapshot::Snapshot& snapshot_;
    std::map<snapshot::SourceKey, Result<Answer, snapshot::Reading>> answers_;
};

/// The children of a holder, sorted: what was asked for, and the first thing that nobody expects
/// there. Errors, warnings and the `cli` trailer are neither: the reply's lists have them.
struct Contents {
    std::vector<pugi::xml_node> payload;
    std::string
        strange; ///< in words: `the text "…"`, `<output> saying "…"`; empty when there is nothing
};
[[nodiscard]] Contents contents_of(pugi::xml_node holder,
                                   const std::function<bool(std::string_view local)>& is_payload);
[[nodiscard]] Contents contents_of(pugi::xml_node holder, std::string_view payload);

/// The one payload element of each holder of a plain operational answer; what is strange is left
/// out. For facts that decide nothing by being absent.
struct Payload {
    std::string node;
    pugi::xml_node element;
};
[[nodiscard]] std::vector<Payload> payloads(const Answer& answer, std::string_view name);

/// In words; empty for what was understood.
[[nodiscard]] std::string why_no_answer(const snapshot::Reading& reading);

/// permission-denied when the device says so, else `otherwise`.
[[nodiscard]] snapshot::Refused refused(const netconf::RpcReply& reply, std::string_view otherwise);

} // namespace junos_audit::junos
