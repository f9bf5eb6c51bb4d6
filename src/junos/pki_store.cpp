// SPDX-License-Identifier: Apache-2.0
#include "junos/pki_store.hpp"

#include "junos/certificate.hpp"
#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/overload.hpp"
#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <map>

namespace junos_audit::junos {

namespace {

using snapshot::Caveat;
using snapshot::Reading;

/// The answers to one PKI source put together.
class Merge {
public:
    void add(const PkiAnswer& answer) {
        stores_.insert(stores_.end(), answer.stores.begin(), answer.stores.end());
        errors_.insert(errors_.end(), answer.errors.begin(), answer.errors.end());
    }

    /// The answer of a node that was asked by itself. One that is not that node's says nothing
    /// about it.
    void add_node(const std::string& node, Result<PkiAnswer, Reading> asked) {
        if (!asked) {
            refusals_[node] = words_of(asked.error());
            return;
        }
        auto answer = std::move(asked).value();
        if (answer.stores.size() != 1 ||
            (!answer.stores.front().node.empty() && answer.stores.front().node != node)) {
            refusals_[node] = "another node answered in its place";
            return;
        }
        answer.stores.front().node = node;
        add(answer);
    }

    [[nodiscard]] bool has(std::string_view node) const {
        return std::any_of(stores_.begin(), stores_.end(),
                           [&](const PkiStore& store) { return store.node == node; });
    }

    [[nodiscard]] std::vector<Caveat> caveats(const Cluster& cluster) const {
        std::vector<Caveat> result;
        for (const auto& node : cluster.nodes)
            if (!has(node))
                result.push_back(
                    {"node-unanswered", node + " did not show its PKI state" + why_silent(node)});
        for (const auto& error : errors_)
            if (error.node.empty() || !has(error.node))
                result.push_back({"node-unanswered",
                                  "beside the answer stood the error " + quote(RpcErrors{error})});
        if (!cluster.doubt.empty())
            result.push_back({"node-unanswered", cluster.doubt});
        return result;
    }

    [[nodiscard]] const std::vector<PkiStore>& stores() const { return stores_; }

private:
    [[nodiscard]] std::string why_silent(const std::string& node) const {
        const auto found = refusals_.find(node);
        return found == refusals_.end() ? std::string() : ": " + found->second;
    }

    static std::string words_of(const Reading& reading) {
        return std::visit(
            overload{[](const snapshot::Unreadable& it) { return it.message; },
                     [](const snapshot::Refused& it) { return it.message; },
                     [](const snapshot::Failed& it) { return printable(it.failure.message); },
                     [](const auto&) { return std::string("it was not asked"); }},
            reading);
    }

    std::vector<PkiStore> stores_;
    std::vector<netconf::RpcError> errors_;
    std::map<std::string, std::string> refusals_;
};

void append_stores(const std::vector<PkiStore>& stores, std::string_view source,
                   pugi::xml_node tree) {
    auto top = append(tree, source);
    for (const auto& store : stores) {
        auto node = append(top, "node");
        if (!store.node.empty())
            append_attribute(node, "name", store.node);
        for (const auto entry : store.entries) {
            if (source == "pki-certificate-requests")
                append(append(node, "request"), "identifier", identifier_of(entry));
            else
                append_certificate(entry, node);
        }
    }
}

} // namespace

Reading read_pki(Answers& answers, std::string_view source, const Cluster& cluster,
                 pugi::xml_node tree) {
    const auto base = read_pki_answer(answers, {std::string(source), ""});
    if (!base)
        return base.error();
    Merge merge;
    merge.add(*base);
    for (const auto& exchange : answers.snapshot().exchanges)
        if (exchange.key.source == source && !exchange.key.node.empty())
            merge.add_node(exchange.key.node, read_pki_answer(answers, exchange.key));
    append_stores(merge.stores(), source, tree);
    return snapshot::Understood{{}, merge.caveats(cluster), {}};
}

} // namespace junos_audit::junos
