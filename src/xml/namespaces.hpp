// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/xml/scan.hpp"

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::xml {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

struct QualifiedName {
    std::string_view prefix; ///< empty for none
    std::string_view local;
};

/// Splits at the first colon; the scanner has seen to it that there is at most one.
[[nodiscard]] QualifiedName split(std::string_view name);

/// Which prefixes are bound while a document is scanned; checks what Namespaces in XML 1.0 (third
/// edition) demands. Throws Malformed. Its memory is used again from element to element.
class Namespaces {
public:
    /// How many declarations are in force. To be handed to close() when the element that is about
    /// to open ends.
    [[nodiscard]] std::size_t depth() const { return bindings_.size(); }
    void open(std::string_view element, std::span<const Attribute> attributes);
    void close(std::size_t depth) { bindings_.resize(depth); }

private:
    struct Binding {
        std::string_view prefix;
        std::string_view uri;
    };
    using ExpandedName = std::pair<std::string_view, std::string_view>; ///< URI and local name

    void declare(const Attribute& attribute);
    void check_binding(const Attribute& attribute, Binding binding) const;
    void check_unique(std::span<const Attribute> attributes);
    [[nodiscard]] std::string_view resolved(std::string_view raw);
    [[nodiscard]] std::string_view uri_of(QualifiedName name) const;
    [[nodiscard]] ExpandedName expanded(const Attribute& attribute) const;

    std::vector<Binding> bindings_;
    std::vector<ExpandedName> names_; ///< of one element's attributes, in order
    std::deque<std::string>
        resolved_; ///< URIs that were written with references: seen in attacks only
};

} // namespace junos_audit::xml
