// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "xml/malformed.hpp"
#include "xml/references.hpp"
#include "xml/scanner.hpp"

namespace junos_audit::xml {

/// Production 14, CharData, with the references in it.
void Scanner::text() {
    const char* begin = at_;
    for (skip(plain_text); !at_end() && *at_ != '<'; skip(plain_text)) {
        if (*at_ == '&')
            reference();
        else if (sees("]]>"))
            malformed(at_, "']]>' outside of a CDATA section");
        else
            character();
    }
    const auto raw = since(begin);
    require_length(raw, limits::xml_text_bytes_max, "run of text");
    if (!is_blank(raw)) // pugixml keeps no node for white space between elements
        count_node();
    handler_.text(raw, false);
}

void Scanner::cdata() {
    at_ += std::string_view("<![CDATA[").size();
    const char* begin = at_;
    for (skip(plain_cdata); !sees("]]>"); skip(plain_cdata)) {
        if (at_end())
            unexpected("']]>'");
        character();
    }
    const auto content = since(begin);
    require_length(content, limits::xml_text_bytes_max, "CDATA section");
    count_node();
    at_ += std::string_view("]]>").size();
    handler_.text(content, true);
}

/// Production 15: no "--" inside, and so no "--->" at the end.
void Scanner::comment() {
    at_ += std::string_view("<!--").size();
    const char* begin = at_;
    for (skip(plain_comment); !sees("--"); skip(plain_comment)) {
        if (at_end())
            unexpected("'-->'");
        character();
    }
    const auto content = since(begin);
    require_length(content, limits::xml_text_bytes_max, "comment");
    count_node();
    expect("-->", "at the end of a comment, which cannot have '--' inside");
    handler_.comment(content);
}

/// Everything between an element's name and the end of its tag.
void Scanner::attributes() {
    attributes_.clear();
    for (;;) {
        const bool spaced = skip_space();
        if (at_end() || *at_ == '>' || *at_ == '/')
            return;
        if (!spaced)
            unexpected("white space, '/' or '>'");
        attribute();
    }
}

void Scanner::attribute() {
    if (attributes_.size() >= limits::xml_attributes_max)
        over_limit(at_, "more than " + std::to_string(limits::xml_attributes_max) +
                            " attributes of one element");
    count_node();
    const std::string_view attribute_name = name("an attribute's name");
    equals_sign();
    attributes_.push_back({attribute_name, value()});
}

/// Production 10, AttValue; returns what is between the quotes.
std::string_view Scanner::value() {
    if (at_end() || (*at_ != '"' && *at_ != '\''))
        unexpected("a quote");
    const char quote = *at_++;
    const char* begin = at_;
    for (skip(plain_value); at_end() || *at_ != quote; skip(plain_value)) {
        if (at_end())
            unexpected("the closing quote of a value");
        if (*at_ == '<')
            malformed(at_, "'<' in the value of an attribute");
        if (*at_ == '&')
            reference();
        else
            character();
    }
    const auto raw = since(begin);
    require_length(raw, limits::xml_text_bytes_max, "value");
    ++at_;
    return raw;
}

/// A QName (Namespaces in XML 1.0, production 7).
std::string_view Scanner::name(const char* what) {
    const char* begin = at_;
    name_part_between_colons(what);
    if (!at_end() && *at_ == ':') {
        ++at_;
        name_part_between_colons(what);
    }
    if (!at_end() && *at_ == ':')
        malformed(at_, "a second colon in a name");
    const auto whole = since(begin);
    require_length(whole, limits::xml_name_bytes_max, "name");
    return whole;
}

/// An NCName.
void Scanner::name_part_between_colons(const char* what) {
    if (!at_end() && is(*at_, name_start))
        ++at_;
    else if (!skip_beyond_ascii(is_name_start_beyond_ascii))
        unexpected(what);
    do {
        skip(name_part);
    } while (skip_beyond_ascii(is_name_part_beyond_ascii));
}

bool Scanner::skip_beyond_ascii(bool (*accepts)(char32_t)) {
    if (at_end() || static_cast<unsigned char>(*at_) < 0x80)
        return false;
    const Utf8Character found = decoded();
    if (!accepts(found.code))
        return false;
    at_ += found.length;
    return true;
}

/// One character of those that the tables in characters.hpp do not settle.
void Scanner::character() {
    const Utf8Character found = decoded();
    if (!is_character(found.code))
        malformed(at_, "character " + printable({at_, found.length}) + " is none of XML 1.0");
    at_ += found.length;
}

Utf8Character Scanner::decoded() const {
    const auto found = first_utf8_character(rest());
    if (!found)
        malformed(at_, "bytes that are not UTF-8");
    if (ascii_only_ && found->code >= 0x80)
        malformed(at_, "a character beyond US-ASCII, which the XML declaration announces");
    return *found;
}

void Scanner::reference() {
    const auto found = first_reference(rest());
    if (!found)
        malformed(at_, "'" + printable(rest().substr(0, 20)) +
                           "' is none of the five entities and no reference to a character");
    at_ += found->length;
}

void Scanner::equals_sign() {
    skip_space();
    expect("=", "after the name of an attribute");
    skip_space();
}

bool Scanner::skip_space() {
    const char* begin = at_;
    skip(space);
    return at_ != begin;
}

void Scanner::expect(std::string_view literal, const char* where) {
    if (!sees(literal))
        unexpected("'" + std::string(literal) + "' " + where);
    at_ += literal.size();
}

void Scanner::require_length(std::string_view text, std::size_t bytes_max, const char* what) const {
    if (text.size() > bytes_max)
        over_limit(text.data(), "a " + std::string(what) + " longer than " +
                                    std::to_string(bytes_max) + " bytes");
}

void Scanner::unexpected(const std::string& expected) const {
    if (at_end())
        malformed(at_, "the document ends where " + expected + " was expected");
    malformed(at_, "'" + printable(rest().substr(0, 20)) + "' where " + expected + " was expected");
}

} // namespace junos_audit::xml
