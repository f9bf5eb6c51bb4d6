// SPDX-License-Identifier: Apache-2.0
#include "mock_device/print.hpp"

#include "junos_audit/xml/document.hpp"
#include "junos_audit/xml/write.hpp"

#include <algorithm>
#include <string_view>

namespace junos_audit::mock {
namespace {

constexpr std::size_t indent_step = 4;

bool has_elements(pugi::xml_node node) {
    return std::any_of(node.begin(), node.end(), [](pugi::xml_node child) {
        return child.type() == pugi::node_element || child.type() == pugi::node_comment;
    });
}

class Printer {
public:
    explicit Printer(GroupMarks marks)
        : marks_(marks) {}

    void print(pugi::xml_node node, std::size_t indent) {
        text_.append(indent, ' ');
        if (node.type() == pugi::node_comment) {
            text_ += "<!--" + std::string(node.value()) + "-->\n";
            return;
        }
        print_start(node);
        if (has_elements(node)) {
            print_children(node, indent);
        } else {
            print_leaf(node);
        }
        text_ += "\n";
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void print_start(pugi::xml_node node) {
        text_ += "<" + std::string(node.name());
        for (const pugi::xml_attribute attribute : node.attributes()) {
            const std::string_view name = attribute.name();
            if (marks_ == GroupMarks::drop && xml::local_name(name) == "group") {
                continue;
            }
            text_ +=
                " " + std::string(name) + "=\"" + xml::escape_attribute(attribute.value()) + "\"";
        }
    }

    void print_leaf(pugi::xml_node node) {
        const std::string text = xml::text_of(node);
        text_ += text.empty() ? "/>" : ">" + xml::escape_text(text) + "</" + node.name() + ">";
    }

    void print_children(pugi::xml_node node, std::size_t indent) {
        const bool is_indented = indent > 0 || xml::local_name(node) == "configuration";
        text_ += ">\n";
        for (const pugi::xml_node child : node) {
            if (child.type() == pugi::node_element || child.type() == pugi::node_comment) {
                print(child, is_indented ? indent + indent_step : 0);
            }
        }
        text_.append(indent, ' ');
        text_ += "</" + std::string(node.name()) + ">";
    }

    GroupMarks marks_;
    std::string text_;
};

} // namespace

std::string print_reply(pugi::xml_node root, GroupMarks marks) {
    Printer printer(marks);
    printer.print(root, 0);
    return printer.take();
}

} // namespace junos_audit::mock
