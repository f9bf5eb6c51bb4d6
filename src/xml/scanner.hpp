// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/utf8.hpp"
#include "junos_audit/xml/scan.hpp"
#include "xml/characters.hpp"
#include "xml/namespaces.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::xml {

/// Reads a document once from front to back; its parts are called in the order in which they stand
/// here. Throws Malformed. No recursion: open elements are on a stack whose height is
/// limits::xml_depth_max.
class Scanner {
public:
    Scanner(std::string_view bytes, ScanHandler& handler);

    void prolog(); ///< byte order mark, XML declaration, comments: up to the root element
    void root_tag();
    void content(); ///< until the root element is closed
    void epilog();  ///< comments and white space up to the end

private:
    struct Open {
        std::string_view name;
        std::size_t namespaces; ///< Namespaces::depth() before it
    };

    // scanner.cpp: the order of things
    void misc(const char* expected);
    void markup();
    void start_tag();
    void end_tag();
    void open_element(std::string_view name, bool empty);
    void count_node();

    // scanner_declaration.cpp
    void declaration();
    [[nodiscard]] std::string_view pseudo_attribute(std::string_view name);

    // scanner_tokens.cpp: what things are made of
    void text();
    void cdata();
    void comment();
    void attributes();
    void attribute();
    [[nodiscard]] std::string_view value();
    [[nodiscard]] std::string_view name(const char* what);
    void name_part_between_colons(const char* what);
    bool skip_beyond_ascii(bool (*accepts)(char32_t));
    void character();
    void reference();
    [[nodiscard]] Utf8Character decoded() const;
    void equals_sign();
    bool skip_space();
    void expect(std::string_view literal, const char* where);
    void require_length(std::string_view text, std::size_t bytes_max, const char* what) const;
    [[noreturn]] void unexpected(const std::string& expected) const;

    [[nodiscard]] bool at_end() const { return at_ == end_; }
    [[nodiscard]] bool sees(std::string_view literal) const { return rest().starts_with(literal); }
    [[nodiscard]] std::string_view rest() const { return {at_, end_}; }
    [[nodiscard]] std::string_view since(const char* begin) const { return {begin, at_}; }
    void skip(ByteClass plain) {
        const char* at = at_; // kept in a register: most of the time goes by here
        while (at != end_ && is(*at, plain))
            ++at;
        at_ = at;
    }

    const char* at_;
    const char* end_;
    ScanHandler& handler_;
    Namespaces namespaces_;
    std::vector<Open> open_;
    std::vector<Attribute> attributes_; ///< of the start tag that is being read
    std::size_t nodes_ = 0;
    bool ascii_only_ = false; ///< by the XML declaration
};

} // namespace junos_audit::xml
