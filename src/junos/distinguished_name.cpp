// SPDX-License-Identifier: Apache-2.0
#include "junos/distinguished_name.hpp"

#include "junos/ascii.hpp"
#include "junos/form.hpp"
#include "junos_audit/xml/document.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace junos_audit::junos {

namespace {

/// RFC 4514 §3 has the short names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> short_names = {{
    {"common-name", "CN"},
    {"country-name", "C"},
    {"domain-component", "DC"},
    {"locality-name", "L"},
    {"organization-name", "O"},
    {"organizational-unit-name", "OU"},
    {"organization-unit-name", "OU"},
    {"state-name", "ST"},
    {"state-or-province-name", "ST"},
}};

std::string_view short_name(std::string_view element) {
    const auto found = std::find_if(short_names.begin(), short_names.end(),
                                    [&](const auto& name) { return name.first == element; });
    return found == short_names.end() ? element : found->second;
}

/// RFC 5280 §7.1 in what ASCII needs of it: case folded, runs of white space one space. What
/// separates attributes is escaped, so that a value cannot pass for two.
std::string fold(std::string_view value) {
    std::string folded;
    bool space = false;
    for (const char c : lower(value)) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            space = true;
            continue;
        }
        if (space && !folded.empty())
            folded += ' ';
        space = false;
        if (c == ',' || c == '\\')
            folded += '\\';
        folded += c;
    }
    return folded;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (const auto& part : parts) {
        if (!joined.empty())
            joined += separator;
        joined += part;
    }
    return joined;
}

} // namespace

DistinguishedName read_name(pugi::xml_node holder) {
    const auto names = elements(holder, "distinguished-name");
    if (names.size() != 1)
        return {xml::trimmed_text_of(holder), ""};
    std::vector<std::string> printed;
    std::vector<std::string> comparable;
    for (const auto field : elements(names.front())) {
        const auto value = xml::trimmed_text_of(field);
        if (value.empty())
            continue;
        const std::string name(short_name(xml::local_name(field)));
        printed.push_back(name + "=" + value);
        comparable.push_back(lower(name) + "=" + fold(value));
    }
    if (printed.empty())
        return {own_text(names.front()), ""};
    std::sort(comparable.begin(), comparable.end());
    return {join(printed, ", "), join(comparable, ",")};
}

} // namespace junos_audit::junos
