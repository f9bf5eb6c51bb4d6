// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/result.hpp"
#include "junos_audit/xml/scan.hpp"

#include <pugixml.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace junos_audit::xml {

/// A parsed document, or one that is being built. Owns the pugixml tree; nodes handed out die with
/// it.
class Document {
public:
    Document();
    Document(Document&&) noexcept = default;
    Document& operator=(Document&&) noexcept = default;

    /// The document node: what XPath's '/' means. A built document may have several elements below
    /// it.
    [[nodiscard]] pugi::xml_document& dom() { return *dom_; }
    [[nodiscard]] const pugi::xml_document& dom() const { return *dom_; }
    /// The root element of a parsed document.
    [[nodiscard]] pugi::xml_node root() const { return dom_->document_element(); }

private:
    std::unique_ptr<pugi::xml_document> dom_;
};

/// Scans strictly (see scan.hpp) and only then lets pugixml build the tree: elements, attributes,
/// text and CDATA; comments are kept as comment nodes (Junos marks denied subtrees in them). White
/// space between elements is layout and has no node. Only where it stands beside text of the same
/// element
/// (`corp<!-- --> <!-- -->root`) it is part of a value, and then the whole document keeps its white
/// space: whoever walks over children has to pass over blank text.
/// The only way by which bytes that we did not write reach pugixml. The tree is at most
/// limits::xml_depth_max deep; nothing in this layer recurses all the same.
[[nodiscard]] Result<Document, ParseFailure> parse(std::string_view bytes);

/// The whole string value of an element: all text and CDATA below it, comments left out, in
/// document order. The only accessor for text: `corp-root<!-- x -->-evil` is `corp-root-evil`.
[[nodiscard]] std::string text_of(pugi::xml_node element);
/// The same without leading and trailing XML white space.
[[nodiscard]] std::string trimmed_text_of(pugi::xml_node element);

/// "nc:rpc-reply" → "rpc-reply".
[[nodiscard]] std::string_view local_name(std::string_view qualified_name);
[[nodiscard]] std::string_view local_name(pugi::xml_node element);

/// The first child element with this local name, whatever its prefix; a null node if there is none.
[[nodiscard]] pugi::xml_node child(pugi::xml_node parent, std::string_view local);

/// The namespace URI that an element is in, empty for none. Walks up the ancestors: O(depth).
[[nodiscard]] std::string_view namespace_of(pugi::xml_node element);
/// Of an attribute: no prefix means no namespace (Namespaces in XML 1.0 §6.2).
[[nodiscard]] std::string_view namespace_of(pugi::xml_node element, pugi::xml_attribute attribute);

} // namespace junos_audit::xml
