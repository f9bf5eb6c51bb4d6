// SPDX-License-Identifier: Apache-2.0
#include "junos/junos_signs.hpp"

#include "junos/configuration_form.hpp"
#include "junos/form.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::junos {

namespace {

constexpr std::array<std::string_view, 7> junos_elements = {
    "multi-routing-engine-results",
    "x509-pki-certificate-info-list",
    "authorization-information",
    "software-information",
    "system-uptime-information",
    "chassis-cluster-status",
    "undocumented",
};

bool declares_juniper(pugi::xml_node element) {
    return std::any_of(element.attributes_begin(), element.attributes_end(),
                       [](const pugi::xml_attribute& attribute) {
                           return std::string_view(attribute.name()).starts_with("xmlns") &&
                                  is_juniper_namespace(attribute.value());
                       });
}

bool is_sign(pugi::xml_node element) {
    const auto name = xml::local_name(element);
    return declares_juniper(element) ||
           std::find(junos_elements.begin(), junos_elements.end(), name) != junos_elements.end() ||
           (name == "configuration" && attribute(element, "commit-seconds"));
}

/// Signs stand at the top of an answer: in the reply, its payload, or <data>.
bool has_sign(pugi::xml_node element, int levels) {
    if (is_sign(element))
        return true;
    if (levels == 0)
        return false;
    const auto below = elements(element);
    return std::any_of(below.begin(), below.end(),
                       [&](pugi::xml_node child) { return has_sign(child, levels - 1); });
}

} // namespace

bool shows_junos(Answers& answers) {
    for (const auto& exchange : answers.snapshot().exchanges) {
        if (!std::holds_alternative<snapshot::Reply>(exchange.answer))
            continue;
        const auto& answer = answers.to(exchange.key);
        if (!answer || has_sign(answer->reply.document.root(), 3))
            return true;
    }
    return false;
}

} // namespace junos_audit::junos
