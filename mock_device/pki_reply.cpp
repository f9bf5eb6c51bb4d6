// SPDX-License-Identifier: Apache-2.0
#include "mock_device/pki_reply.hpp"

#include "mock_device/print.hpp"
#include "mock_device/subtree_filter.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::mock {
namespace {

// What Junos tells of a certificate in brief, by the published schema (show-security.yang 17.2).
constexpr std::array<std::string_view, 5> brief_fields{"identifier", "validity", "public-key",
                                                       "certificate-type", "status"};

bool is_certificate(pugi::xml_node node) {
    const std::string_view name = xml::local_name(node);
    return name == "pkid-x509-certificate-information" || name == "x509-certificate-info";
}

bool is_request_entry(pugi::xml_node node) {
    return xml::local_name(node).find("certificate-request") != std::string_view::npos &&
           !xml::child(node, "identifier").empty();
}

pugi::xml_node any_child(pugi::xml_node parent, std::string_view one, std::string_view other) {
    const pugi::xml_node first = xml::child(parent, one);
    return first ? first : xml::child(parent, other);
}

std::string common_name(pugi::xml_node name) {
    return xml::trimmed_text_of(xml::child(xml::child(name, "distinguished-name"), "common-name"));
}

void append_leaf(pugi::xml_node to, const char* name, const std::string& text) {
    to.append_child(name).append_child(pugi::node_pcdata).set_value(text.c_str());
}

void append_issue_info(pugi::xml_node certificate, pugi::xml_node to) {
    pugi::xml_node info = to.append_child("issue-info");
    append_leaf(info, "recipient", common_name(any_child(certificate, "subject-name", "subject")));
    append_leaf(info, "issued-by", common_name(any_child(certificate, "issuer-name", "issuer")));
}

void append_brief(pugi::xml_node certificate, pugi::xml_node to) {
    pugi::xml_node brief = append_shell(certificate, to);
    if (pugi::xml_attribute style = brief.attribute("junos:style")) {
        style.set_value("brief");
    }
    for (const pugi::xml_node field : certificate) {
        const std::string_view name = xml::local_name(field);
        if (std::find(brief_fields.begin(), brief_fields.end(), name) == brief_fields.end()) {
            continue;
        }
        brief.append_copy(field);
        if (name == "identifier") {
            append_issue_info(certificate, brief);
        }
    }
}

class Composer {
public:
    Composer(const Request& request, const std::string& node)
        : node_(node)
        , name_(request.argument("ca-profile") + request.argument("certificate-id"))
        , is_brief_(!request.has_argument("detail")) {}

    void append(pugi::xml_node from, pugi::xml_node to) {
        if (is_certificate(from) || is_request_entry(from)) {
            append_entry(from, to);
        } else if (xml::local_name(from) == "multi-routing-engine-item") {
            append_item(from, to);
        } else if (xml::local_name(from) == "x509-pki-certificate-info-list") {
            append_list(from, to);
        } else if (holds_entries(from)) {
            append_children(from, append_shell(from, to));
        } else {
            to.append_copy(from);
        }
    }

    [[nodiscard]] bool has_node() const { return node_.empty() || node_seen_; }

private:
    void append_children(pugi::xml_node from, pugi::xml_node to) {
        for (const pugi::xml_node child : from) {
            append(child, to);
        }
    }

    [[nodiscard]] bool is_selected(pugi::xml_node entry) const {
        return name_.empty() || xml::trimmed_text_of(xml::child(entry, "identifier")) == name_;
    }

    void append_entry(pugi::xml_node entry, pugi::xml_node to) {
        if (!is_selected(entry)) {
            return;
        }
        if (is_brief_ && is_certificate(entry)) {
            append_brief(entry, to);
        } else {
            to.append_copy(entry);
        }
    }

    /// A list of which nothing is left is not there at all: an empty store answers with a bare
    /// rpc-reply.
    void append_list(pugi::xml_node list, pugi::xml_node to) {
        if (std::any_of(list.begin(), list.end(),
                        [this](pugi::xml_node entry) { return is_selected(entry); })) {
            append_children(list, append_shell(list, to));
        }
    }

    void append_item(pugi::xml_node item, pugi::xml_node to) {
        const std::string node = xml::trimmed_text_of(xml::child(item, "re-name"));
        if (node_.empty() || node == node_) {
            node_seen_ = true;
            append_children(item, append_shell(item, to));
        }
    }

    [[nodiscard]] static bool holds_entries(pugi::xml_node node) {
        const std::string_view name = xml::local_name(node);
        return name == "rpc-reply" || name == "multi-routing-engine-results" ||
               std::any_of(node.begin(), node.end(), is_request_entry);
    }

    std::string node_;
    std::string name_;
    bool is_brief_;
    bool node_seen_ = false;
};

} // namespace

std::string node_argument(const Request& request) {
    const std::string node = request.argument("node");
    if (node.empty() || node == "all") {
        return "";
    }
    return node.starts_with("node") ? node : "node" + node;
}

std::optional<std::string> operational_reply(const Request& request, pugi::xml_node stored,
                                             const std::string& node) {
    pugi::xml_document reply;
    Composer composer(request, node);
    composer.append(stored, reply);
    if (!composer.has_node()) {
        return std::nullopt;
    }
    return print_reply(reply.document_element());
}

} // namespace junos_audit::mock
