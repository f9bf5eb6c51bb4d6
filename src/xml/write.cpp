// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/xml/write.hpp"

#include "xml/characters.hpp"
#include "xml/walk.hpp"

#include <algorithm>

namespace junos_audit::xml {
namespace {

/// White space that a parser would change on the way back in is written as a reference (XML 1.0
/// §2.11, §3.3.3).
std::string_view escaped_in_text(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    default:
        return {};
    }
}

std::string_view escaped_in_attribute(char c) {
    switch (c) {
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return escaped_in_text(c);
    }
}

std::string escape(std::string_view text, std::string_view (*escaped)(char)) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const auto replacement = escaped(c);
        if (replacement.empty())
            result += c;
        else
            result += replacement;
    }
    return result;
}

bool has_child_elements(pugi::xml_node element) {
    const auto children = element.children();
    return std::any_of(children.begin(), children.end(),
                       [](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

/// Writes a tree without recursion: down by first child, on by next sibling, up by parent.
class Writer {
public:
    [[nodiscard]] std::string write(pugi::xml_node top) {
        const bool is_document = top.type() == pugi::node_document;
        auto node = is_document ? top.first_child() : top;
        while (node) {
            const bool descends = write_opening(node);
            node = descends ? node.first_child() : next(node, top);
        }
        return std::move(text_);
    }

private:
    /// Writes the lines up to the node's first child element, or the whole node if it has none.
    bool write_opening(pugi::xml_node node) {
        if (node.type() == pugi::node_element) {
            write_element(node);
            if (!has_child_elements(node))
                return false;
            ++level_;
            return true;
        }
        if (is_text(node) && is_blank(node.value()))
            return false;
        indent();
        write_leaf(node);
        text_ += '\n';
        return false;
    }

    void write_element(pugi::xml_node element) {
        indent();
        text_ += '<';
        text_ += element.name();
        for (const pugi::xml_attribute attribute : element.attributes()) {
            text_ += ' ';
            text_ += attribute.name();
            text_ += "=\"" + escape_attribute(attribute.value()) + '"';
        }
        if (!element.first_child())
            text_ += "/>\n";
        else if (has_child_elements(element))
            text_ += ">\n";
        else
            write_content_and_end(element);
    }

    void write_content_and_end(pugi::xml_node element) {
        text_ += '>';
        for (const pugi::xml_node part : element.children())
            write_leaf(part);
        write_end(element);
    }

    void write_leaf(pugi::xml_node leaf) {
        if (leaf.type() == pugi::node_comment)
            text_ += "<!--" + std::string(leaf.value()) + "-->";
        else
            text_ += escape_text(leaf.value());
    }

    void write_end(pugi::xml_node element) {
        text_ += "</";
        text_ += element.name();
        text_ += ">\n";
    }

    /// The node to write after `node` and all below it; closes what ends on the way.
    pugi::xml_node next(pugi::xml_node node, pugi::xml_node top) {
        while (node != top && !node.next_sibling()) {
            node = node.parent();
            if (node.type() == pugi::node_document)
                return {};
            --level_;
            indent();
            write_end(node);
        }
        return node == top ? pugi::xml_node{} : node.next_sibling();
    }

    void indent() { text_.append(2 * level_, ' '); }

    std::string text_;
    std::size_t level_ = 0;
};

} // namespace

std::string escape_text(std::string_view text) {
    return escape(text, escaped_in_text);
}

std::string escape_attribute(std::string_view text) {
    return escape(text, escaped_in_attribute);
}

std::string write(pugi::xml_node node) {
    return Writer{}.write(node);
}

} // namespace junos_audit::xml
