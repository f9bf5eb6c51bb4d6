// SPDX-License-Identifier: Apache-2.0
#include "xml/scanner.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "xml/malformed.hpp"

namespace junos_audit::xml {

Scanner::Scanner(std::string_view bytes, ScanHandler& handler)
    : at_(bytes.data())
    , end_(bytes.data() + bytes.size())
    , handler_(handler) {
    if (bytes.size() > limits::reply_bytes_max)
        over_limit(at_ + limits::reply_bytes_max,
                   "larger than " + std::to_string(limits::reply_bytes_max) + " bytes");
}

void Scanner::prolog() {
    if (sees(byte_order_mark))
        at_ += byte_order_mark.size();
    if (sees("<?xml") && rest().size() > 5 && is(at_[5], space))
        declaration();
    misc("the root element");
}

void Scanner::root_tag() {
    if (at_end())
        unexpected("the root element");
    start_tag();
}

void Scanner::content() {
    while (!open_.empty()) {
        if (at_end())
            unexpected("'</" + printable(open_.back().name, 80) + ">'");
        if (*at_ == '<')
            markup();
        else
            text();
    }
}

void Scanner::epilog() {
    misc("the end of the document");
    if (!at_end())
        malformed(at_, "a second root element");
}

/// Production 27: comments and white space. Stops at the end or before a start tag.
void Scanner::misc(const char* expected) {
    for (;;) {
        skip_space();
        if (sees("<!--"))
            comment();
        else if (sees("<!DOCTYPE"))
            malformed(at_, "document types are not accepted");
        else if (sees("<?"))
            malformed(at_, "processing instructions are not accepted");
        else if (at_end() || (*at_ == '<' && !sees("</") && !sees("<!")))
            return;
        else
            unexpected(expected);
    }
}

void Scanner::markup() {
    if (sees("</"))
        end_tag();
    else if (sees("<!--"))
        comment();
    else if (sees("<![CDATA["))
        cdata();
    else if (sees("<?"))
        malformed(at_, "processing instructions are not accepted");
    else
        start_tag();
}

void Scanner::start_tag() {
    ++at_;
    const std::string_view element = name("an element's name");
    attributes();
    if (at_end())
        unexpected("'>'");
    const bool empty = *at_ == '/';
    if (empty)
        ++at_;
    expect(">", "at the end of a tag");
    open_element(element, empty);
}

void Scanner::open_element(std::string_view element, bool empty) {
    if (open_.size() >= limits::xml_depth_max)
        over_limit(element.data(),
                   "nested deeper than " + std::to_string(limits::xml_depth_max) + " elements");
    count_node();
    const std::size_t outer = namespaces_.depth();
    namespaces_.open(element, attributes_);
    handler_.start_element(element, attributes_);
    if (empty) {
        handler_.end_element(element);
        namespaces_.close(outer);
    } else {
        open_.push_back({element, outer});
    }
}

void Scanner::end_tag() {
    const Open& open = open_.back();
    const char* begin = at_;
    at_ += std::string_view("</").size();
    const bool matches = sees(open.name);
    if (matches)
        at_ += open.name.size();
    const bool closed = skip_space() || (!at_end() && *at_ == '>');
    if (!at_end() && !(matches && closed))
        malformed(begin, "'" + printable(std::string_view{begin, end_}.substr(0, 20)) +
                             "' where '</" + printable(open.name, 80) + ">' was expected");
    expect(">", "at the end of a tag");
    handler_.end_element(open.name);
    namespaces_.close(open.namespaces);
    open_.pop_back();
}

void Scanner::count_node() {
    if (++nodes_ > limits::xml_nodes_max)
        over_limit(at_, "more than " + std::to_string(limits::xml_nodes_max) + " nodes");
}

} // namespace junos_audit::xml
