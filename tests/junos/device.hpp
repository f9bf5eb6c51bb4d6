// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/overload.hpp"
#include "junos_audit/junos/read.hpp"
#include "junos_audit/netconf/message.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

/// Snapshots written in a test, and readings in words.
namespace junos_audit::junos::test {

inline constexpr WallTime new_year{std::chrono::seconds{1767225600}}; // 2026-01-01T00:00:00Z

inline std::string reply(const std::string& body) {
    return R"(<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" )"
           R"(xmlns:junos="http://xml.juniper.net/junos/23.4R2/junos">)" +
           body + "</rpc-reply>";
}

inline std::string rpc_error(const std::string& message, const std::string& severity = "error") {
    return "<rpc-error><error-severity>" + severity + "</error-severity><error-message>\n" +
           message + "\n</error-message></rpc-error>";
}

inline std::string configuration(const std::string& body, const std::string& attributes = "") {
    return reply(R"(<configuration junos:commit-seconds="1763800000" )"
                 R"(junos:commit-localtime="2025-11-22 08:26:40 UTC" junos:commit-user="admin")" +
                 attributes + "><version>23.4R2</version>" + body + "</configuration>");
}

inline std::string permissions(const std::string& names, const std::string& more = "") {
    std::string entries;
    std::istringstream words(names);
    for (std::string name; words >> name;)
        entries += "<user-permission-entry><permission-type>" + name +
                   "</permission-type></user-permission-entry>";
    return reply("<authorization-information><user-information><user>audit</user>"
                 "<login-name>audit</login-name><user-class>auditor</user-class>"
                 "</user-information><user-permission-list>" +
                 entries + "</user-permission-list>" + more + "</authorization-information>");
}

inline std::string software(const std::string& model) {
    return "<software-information><host-name>r1</host-name><product-model>" + model +
           "</product-model><junos-version>23.4R2-S3.9</junos-version></software-information>";
}

inline std::string clock(const std::string& seconds) {
    return R"(<system-uptime-information xmlns="http://xml.juniper.net/junos/23.4R0/junos">)"
           R"(<current-time><date-time junos:seconds=")" +
           seconds + R"(">2026-01-01 00:00:00 UTC</date-time></current-time>)" +
           "</system-uptime-information>";
}

inline std::string cluster_of(const std::string& names) {
    std::string stats;
    std::istringstream words(names);
    for (std::string name; words >> name;)
        stats += "<device-name>" + name + "</device-name><device-priority>1</device-priority>";
    return reply("<chassis-cluster-status><redundancy-group><device-stats>" + stats +
                 "</device-stats></redundancy-group></chassis-cluster-status>");
}

inline std::string item(const std::string& node, const std::string& body) {
    return "<multi-routing-engine-item><re-name>" + node + "</re-name>" + body +
           "</multi-routing-engine-item>";
}

inline std::string wrapped(const std::string& items, const std::string& beside = "") {
    return reply(beside + "<multi-routing-engine-results>" + items +
                 "</multi-routing-engine-results>");
}

inline std::string certificates(const std::string& entries) {
    return R"(<x509-pki-certificate-info-list xmlns="http://xml.juniper.net/junos/23.4R0/junos-pki">)" +
           entries + "</x509-pki-certificate-info-list>";
}

inline std::string certificate(const std::string& identifier, const std::string& more = "") {
    return "<pkid-x509-certificate-information><identifier>" + identifier + "</identifier>" + more +
           "</pkid-x509-certificate-information>";
}

/// A device under construction. It begins as an EX switch that hides nothing and has empty stores.
class Device {
public:
    Device() {
        snapshot_.provenance.finished = new_year;
        answer("configuration", configuration("<system><host-name>r1</host-name></system>"));
        for (const auto* source :
             {"pki-ca-certificates", "pki-local-certificates", "pki-certificate-requests"})
            answer(source, reply(""));
        answer("authorization", permissions("all"));
        answer("software", reply(software("ex4650-48y-8c")));
        answer("clock", reply(clock("1767225600")));
        answer("cluster", reply("<xnm:error xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\">"
                                "<message>error: Chassis cluster is not enabled</message>"
                                "</xnm:error>"));
    }

    Device& answer(const std::string& source, const std::string& xml,
                   const std::string& node = "") {
        exchange({source, node}).answer = snapshot::Reply{xml, "", {}};
        return *this;
    }
    Device& silence(const std::string& source, FailureCode code, const std::string& node = "") {
        exchange({source, node}).answer =
            snapshot::NoReply{{Phase::rpc, code, "no answer in time", ""}, {}, {}, ""};
        return *this;
    }
    Device& forget(const std::string& source) {
        std::erase_if(snapshot_.exchanges,
                      [&](const auto& exchange) { return exchange.key.source == source; });
        return *this;
    }
    Device& filter(std::vector<std::string> paths) {
        exchange({"configuration", ""}).filter = std::move(paths);
        return *this;
    }
    snapshot::Snapshot& snapshot() { return snapshot_; }
    [[nodiscard]] snapshot::Readings read() const { return junos::read(snapshot_); }

private:
    snapshot::Exchange& exchange(const snapshot::SourceKey& key) {
        for (auto& exchange : snapshot_.exchanges)
            if (exchange.key == key)
                return exchange;
        snapshot_.exchanges.push_back({key, "", {}, snapshot::Reply{}});
        return snapshot_.exchanges.back();
    }

    snapshot::Snapshot snapshot_;
};

/// "understood", "understood, but permission-not-proven", "unreadable: configuration-unproven",
/// "failed: timeout".
inline std::string outcome(const snapshot::Reading& reading) {
    return std::visit(
        overload{[](const snapshot::Understood& it) {
                     std::string words = "understood";
                     for (const auto& caveat : it.caveats)
                         words += (&caveat == &it.caveats.front() ? ", but " : ", ") + caveat.code;
                     return words;
                 },
                 [](const snapshot::Unreadable& it) { return "unreadable: " + it.code; },
                 [](const snapshot::Refused& it) { return "refused: " + it.code; },
                 [](const snapshot::Failed& it) {
                     return "failed: " + std::string(to_word(it.failure.code));
                 },
                 [](const snapshot::NotAsked&) { return std::string("not asked"); }},
        reading);
}

inline std::string outcome(const snapshot::Readings& readings, const std::string& source) {
    return outcome(readings.sources.at(source));
}

inline std::string codes(const std::vector<snapshot::Note>& notes) {
    std::string words;
    for (const auto& note : notes)
        words += (words.empty() ? "" : " ") + note.code;
    return words;
}

/// What an XPath selects in the normalised tree, as text; "(nothing)" for an empty selection.
inline std::string select(const snapshot::Readings& readings, const std::string& xpath) {
    const auto found = readings.tree->dom().select_nodes(xpath.c_str());
    if (found.empty())
        return "(nothing)";
    std::string words;
    for (const auto& node : found)
        words +=
            (words.empty() ? "" : "|") + (node.attribute() ? std::string(node.attribute().value())
                                                           : xml::trimmed_text_of(node.node()));
    return words;
}

inline std::string file(const std::string& path) {
    std::ifstream in(TESTS_DIRECTORY "/" + path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

} // namespace junos_audit::junos::test
