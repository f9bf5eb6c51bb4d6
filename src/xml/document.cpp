// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/document.hpp"

#include "xml/characters.hpp"
#include "xml/namespaces.hpp"
#include "xml/walk.hpp"

#include <vector>

namespace junos_audit::xml {
namespace {

/// Notices white space that stands beside other text of the same element: `corp<!-- --> <!--
/// -->root`. There it is part of the value; everywhere else between tags it is only layout.
class BlankBesideText final : public ScanHandler {
public:
    void start_element(std::string_view /*name*/, std::span<const Attribute> /*all*/) override {
        open_.push_back({});
    }
    void text(std::string_view raw, bool cdata) override {
        auto& here = open_.back();
        (!cdata && is_blank(raw) ? here.blank : here.text) = true;
        found_ = found_ || (here.blank && here.text);
    }
    void end_element(std::string_view /*name*/) override { open_.pop_back(); }

    [[nodiscard]] bool found() const { return found_; }

private:
    struct Seen {
        bool blank = false;
        bool text = false;
    };
    std::vector<Seen> open_;
    bool found_ = false;
};

/// The tree that libxml2 builds, but for layout: line ends and the white space of attributes are
/// normalised as XML 1.0 §2.11 and §3.3.3 have it.
constexpr unsigned tree_options = pugi::parse_minimal | pugi::parse_cdata | pugi::parse_comments |
                                  pugi::parse_escapes | pugi::parse_eol |
                                  pugi::parse_wconv_attribute;

ParseFailure to_failure(const pugi::xml_parse_result& result) {
    ParseFailure failure;
    failure.limit = result.status == pugi::status_out_of_memory;
    failure.offset = static_cast<std::size_t>(result.offset);
    failure.message = result.description();
    return failure;
}

std::string_view namespace_of_prefix(pugi::xml_node element, std::string_view prefix) {
    if (prefix == "xml")
        return xml_namespace;
    for (; element; element = element.parent()) {
        for (const pugi::xml_attribute attribute : element.attributes()) {
            const std::string_view name = attribute.name();
            const bool declares = prefix.empty()
                                      ? name == "xmlns"
                                      : name.starts_with("xmlns:") && name.substr(6) == prefix;
            if (declares)
                return attribute.value();
        }
    }
    return {};
}

} // namespace

Document::Document()
    : dom_(std::make_unique<pugi::xml_document>()) {}

Result<Document, ParseFailure> parse(std::string_view bytes) {
    BlankBesideText blanks;
    if (auto failure = scan(bytes, &blanks))
        return *std::move(failure);
    const unsigned white_space =
        blanks.found() ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single;
    Document document;
    const auto result = document.dom().load_buffer(bytes.data(), bytes.size(),
                                                   tree_options | white_space, pugi::encoding_utf8);
    if (!result)
        return to_failure(result);
    return document;
}

std::string text_of(pugi::xml_node element) {
    std::string text;
    for (auto node = element.first_child(); node; node = next_below(element, node)) {
        if (is_text(node))
            text += node.value();
    }
    return text;
}

std::string trimmed_text_of(pugi::xml_node element) {
    const std::string text = text_of(element);
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view local_name(std::string_view qualified_name) {
    return split(qualified_name).local;
}

std::string_view local_name(pugi::xml_node element) {
    return local_name(element.name());
}

pugi::xml_node child(pugi::xml_node parent, std::string_view local) {
    return parent.find_child([local](pugi::xml_node candidate) {
        return candidate.type() == pugi::node_element && local_name(candidate) == local;
    });
}

std::string_view namespace_of(pugi::xml_node element) {
    return namespace_of_prefix(element, split(element.name()).prefix);
}

std::string_view namespace_of(pugi::xml_node element, pugi::xml_attribute attribute) {
    const std::string_view prefix = split(attribute.name()).prefix;
    return prefix.empty() ? std::string_view{} : namespace_of_prefix(element, prefix);
}

} // namespace junos_audit::xml
