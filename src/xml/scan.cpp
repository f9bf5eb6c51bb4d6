// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/scan.hpp"

#include "xml/malformed.hpp"
#include "xml/namespaces.hpp"
#include "xml/references.hpp"
#include "xml/scanner.hpp"

#include <algorithm>

namespace junos_audit::xml {
namespace {

ParseFailure to_failure(const Malformed& reason, std::string_view bytes) {
    ParseFailure failure;
    failure.offset = static_cast<std::size_t>(reason.at - bytes.data());
    const auto before = bytes.substr(0, failure.offset);
    const auto line_start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    failure.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    failure.column = static_cast<int>(failure.offset - line_start) + 1;
    failure.limit = reason.limit;
    failure.message = reason.message;
    return failure;
}

/// Keeps what the first start tag says.
class RootListener final : public ScanHandler {
public:
    void start_element(std::string_view name, std::span<const Attribute> attributes) override {
        const QualifiedName qualified = split(name);
        root.name = qualified.local;
        for (const Attribute& attribute : attributes)
            root.attributes.emplace_back(attribute.name, resolved_value(attribute.value));
        root.namespace_uri = declared_uri(qualified.prefix);
    }

    RootTag root;

private:
    /// Above the root nothing else can have declared a prefix.
    [[nodiscard]] std::string declared_uri(std::string_view prefix) const {
        if (prefix == "xml")
            return std::string(xml_namespace);
        const std::string wanted = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
        for (const auto& [name, value] : root.attributes) {
            if (name == wanted)
                return value;
        }
        return {};
    }
};

} // namespace

std::optional<ParseFailure> scan(std::string_view bytes, ScanHandler* handler) {
    ScanHandler deaf;
    try {
        Scanner scanner(bytes, handler != nullptr ? *handler : deaf);
        scanner.prolog();
        scanner.root_tag();
        scanner.content();
        scanner.epilog();
    } catch (const Malformed& reason) {
        return to_failure(reason, bytes);
    }
    return std::nullopt;
}

std::optional<RootTag> peek_root(std::string_view bytes) {
    RootListener listener;
    try {
        Scanner scanner(bytes, listener);
        scanner.prolog();
        scanner.root_tag();
    } catch (const Malformed&) {
        return std::nullopt; // nothing to say about a root that cannot be read
    }
    return std::move(listener.root);
}

} // namespace junos_audit::xml
