// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/printable.hpp"
#include "xml/malformed.hpp"
#include "xml/scanner.hpp"

#include <algorithm>

namespace junos_audit::xml {
namespace {

/// XML 1.0 §4.3.3: encoding names are compared without regard to case. `lower` is in lower case.
bool is_name_of(std::string_view written, std::string_view lower) {
    return std::equal(written.begin(), written.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

} // namespace

/// Production 23, XMLDecl.
void Scanner::declaration() {
    at_ += std::string_view("<?xml").size();
    bool spaced = skip_space();
    if (const auto version = pseudo_attribute("version"); version != "1.0")
        malformed(version.data(), "XML version '" + printable(version, 80) + "'; 1.0 is read");
    spaced = skip_space();
    if (spaced && sees("encoding")) {
        const auto encoding = pseudo_attribute("encoding");
        ascii_only_ = is_name_of(encoding, "us-ascii");
        if (!ascii_only_ && !is_name_of(encoding, "utf-8"))
            malformed(encoding.data(),
                      "encoding '" + printable(encoding, 80) + "'; UTF-8 and US-ASCII are read");
        spaced = skip_space();
    }
    if (spaced && sees("standalone")) {
        const auto standalone = pseudo_attribute("standalone");
        if (standalone != "yes" && standalone != "no")
            malformed(standalone.data(), "standalone is 'yes' or 'no'");
        skip_space();
    }
    expect("?>", "at the end of the XML declaration");
}

std::string_view Scanner::pseudo_attribute(std::string_view name) {
    expect(name, "in the XML declaration");
    equals_sign();
    return value();
}

} // namespace junos_audit::xml
