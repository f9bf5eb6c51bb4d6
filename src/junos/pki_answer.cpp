// SPDX-License-Identifier: Apache-2.0
#include "junos/certificate.hpp"
#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos/pki_store.hpp"
#include "junos_audit/base/printable.hpp"

#include <algorithm>

namespace junos_audit::junos {

namespace {

using snapshot::Reading;
using snapshot::SourceKey;

/// How one kind of PKI state is written.
struct Dialect {
    bool (*is_list)(std::string_view local);
    bool (*is_entry)(std::string_view local);
};

bool is_certificate_list(std::string_view local) {
    return local == "x509-pki-certificate-info-list";
}

/// No capture of pending requests is known; the names of certificates and those made after them are
/// accepted. A request never makes anything pass.
bool is_request_list(std::string_view local) {
    return local.starts_with("x509-pki-certificate-") && local.ends_with("-list");
}

bool is_request_entry(std::string_view local) {
    return is_certificate_entry(local) || local.starts_with("pkid-x509-certificate-req") ||
           local.starts_with("x509-certificate-req") ||
           local.starts_with("x509-pki-certificate-req");
}

Dialect dialect_of(std::string_view source) {
    if (source == "pki-certificate-requests")
        return {is_request_list, is_request_entry};
    return {is_certificate_list, is_certificate_entry};
}

/// 25.4R1 prints "LSYS: root-logical-system" above the list; its element is not known.
bool is_logical_system(std::string_view local) {
    return local == "lsys" || local == "lsys-name" || local == "logical-system" ||
           local == "logical-system-name";
}

Reading unreadable(const std::string& why) {
    return snapshot::Unreadable{"pki-state-unreadable", "the answer holds " + why};
}

/// Whether the content belongs to the root system, which is the only one that serves web doors; or
/// what stands in the way of saying so.
std::string why_not_root(const std::vector<pugi::xml_node>& payload) {
    for (const auto element : payload)
        if (is_logical_system(xml::local_name(element))) {
            const auto name = xml::trimmed_text_of(element);
            if (name != "root-logical-system")
                return "the state of the logical system " + quote(name);
        }
    return {};
}

/// Adds the entries of one list; what forbids to is returned in words.
std::string read_list(pugi::xml_node list, const Dialect& dialect, PkiStore& store) {
    const auto contents = contents_of(list, [&](std::string_view local) {
        return dialect.is_entry(local) || is_logical_system(local);
    });
    if (!contents.strange.empty())
        return contents.strange;
    if (auto why = why_not_root(contents.payload); !why.empty())
        return why;
    for (const auto entry : contents.payload) {
        if (is_logical_system(xml::local_name(entry)))
            continue;
        if (identifier_of(entry).empty())
            return "an entry without exactly one identifier";
        store.entries.push_back(entry);
    }
    return {};
}

std::string read_holder(const Holder& holder, const Dialect& dialect, PkiStore& store) {
    store.node = holder.node;
    const auto contents = contents_of(holder.element, [&](std::string_view local) {
        return dialect.is_list(local) || is_logical_system(local);
    });
    if (!contents.strange.empty())
        return contents.strange;
    if (auto why = why_not_root(contents.payload); !why.empty())
        return why;
    int lists = 0;
    for (const auto list : contents.payload) {
        if (is_logical_system(xml::local_name(list)))
            continue;
        if (++lists > 1) // of which logical system each is cannot be told
            return "several lists for one node";
        if (auto why = read_list(list, dialect, store); !why.empty())
            return why;
    }
    return {};
}

bool holds_error(pugi::xml_node holder) {
    const auto found = netconf::find_errors(holder);
    return std::any_of(found.begin(), found.end(),
                       [](const netconf::RpcError& error) { return !error.is_warning(); });
}

bool name_is_taken(const std::vector<PkiStore>& stores, const std::string& node) {
    return std::any_of(stores.begin(), stores.end(),
                       [&](const PkiStore& store) { return store.node == node; });
}

} // namespace

Result<PkiAnswer, Reading> read_pki_answer(Answers& answers, const SourceKey& key) {
    const auto& taken = answers.to(key);
    if (!taken)
        return taken.error();
    const auto& reply = taken->reply;
    if (!reply.errors.empty() && !taken->wrapped)
        return Reading(refused(reply, "pki-state-unreadable"));
    if (!reply.warnings.empty())
        return unreadable("the warning " + quote(reply.warnings));
    if (!taken->strange.empty())
        return unreadable(taken->strange);
    PkiAnswer result{{}, reply.errors};
    for (const auto& holder : taken->holders) {
        if (taken->wrapped && holds_error(holder.element))
            continue;
        PkiStore store;
        if (const auto why = read_holder(holder, dialect_of(key.source), store); !why.empty())
            return unreadable(why);
        if (name_is_taken(result.stores, store.node))
            return unreadable("two items for " + quote(store.node));
        result.stores.push_back(std::move(store));
    }
    if (!result.stores.empty())
        return result;
    if (!reply.errors.empty())
        return Reading(refused(reply, "pki-state-unreadable"));
    return unreadable("no node's item");
}

} // namespace junos_audit::junos
