// SPDX-License-Identifier: Apache-2.0
#include "xml/namespaces.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "xml/malformed.hpp"
#include "xml/references.hpp"

#include <algorithm>

namespace junos_audit::xml {
namespace {

bool is_declaration(std::string_view name) {
    return name == "xmlns" || name.starts_with("xmlns:");
}

std::string quoted(std::string_view text) {
    return "'" + printable(text, 80) + "'";
}

} // namespace

QualifiedName split(std::string_view name) {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos)
        return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

void Namespaces::open(std::string_view element, std::span<const Attribute> attributes) {
    for (const Attribute& attribute : attributes) {
        if (is_declaration(attribute.name))
            declare(attribute);
    }
    const QualifiedName name = split(element);
    if (name.prefix == "xmlns")
        malformed(element.data(), "an element cannot have the prefix 'xmlns'");
    if (!name.prefix.empty())
        static_cast<void>(uri_of(name));
    if (!attributes.empty())
        check_unique(attributes);
}

void Namespaces::declare(const Attribute& attribute) {
    const QualifiedName name = split(attribute.name);
    const Binding binding{name.prefix.empty() ? std::string_view{} : name.local,
                          resolved(attribute.value)};
    check_binding(attribute, binding);
    if (bindings_.size() >= limits::xml_namespaces_max)
        over_limit(attribute.name.data(), "more than " +
                                              std::to_string(limits::xml_namespaces_max) +
                                              " namespace declarations in force");
    bindings_.push_back(binding);
}

/// Namespaces in XML 1.0 §3, constraints "Reserved Prefixes and Namespace Names" and "No Prefix
/// Undeclaring".
void Namespaces::check_binding(const Attribute& attribute, Binding binding) const {
    const char* at = attribute.name.data();
    if (binding.prefix == "xmlns")
        malformed(at, "the prefix 'xmlns' cannot be declared");
    if ((binding.prefix == "xml") != (binding.uri == xml_namespace))
        malformed(at, "the prefix 'xml' and its namespace belong to each other alone");
    if (binding.uri == xmlns_namespace)
        malformed(at, "the namespace of 'xmlns' cannot be declared");
    if (!binding.prefix.empty() && binding.uri.empty())
        malformed(at, "the prefix " + quoted(binding.prefix) + " is bound to no namespace");
}

void Namespaces::check_unique(std::span<const Attribute> attributes) {
    names_.clear();
    for (const Attribute& attribute : attributes)
        names_.push_back(expanded(attribute));
    std::sort(names_.begin(), names_.end());
    const auto twice = std::adjacent_find(names_.begin(), names_.end());
    if (twice == names_.end())
        return;
    const auto is_it = [&](const Attribute& attribute) { return expanded(attribute) == *twice; };
    const auto first = std::find_if(attributes.begin(), attributes.end(), is_it);
    const auto second = std::find_if(first + 1, attributes.end(), is_it);
    malformed(second->name.data(), "duplicate attribute " + quoted(second->name));
}

std::string_view Namespaces::resolved(std::string_view raw) {
    if (raw.find_first_of("&\t\r\n") == std::string_view::npos)
        return raw;
    return resolved_.emplace_back(resolved_value(raw));
}

std::string_view Namespaces::uri_of(QualifiedName name) const {
    if (name.prefix == "xml")
        return xml_namespace;
    if (name.prefix == "xmlns")
        return xmlns_namespace;
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [&](const Binding& b) { return b.prefix == name.prefix; });
    if (found == bindings_.rend())
        malformed(name.prefix.data(), "the prefix " + quoted(name.prefix) + " is not declared");
    return found->uri;
}

/// The default namespace does not apply to attributes (§6.2).
Namespaces::ExpandedName Namespaces::expanded(const Attribute& attribute) const {
    const QualifiedName name = split(attribute.name);
    return {name.prefix.empty() ? std::string_view{} : uri_of(name), name.local};
}

} // namespace junos_audit::xml
