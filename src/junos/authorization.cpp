// SPDX-License-Identifier: Apache-2.0
#include "junos/authorization.hpp"

#include "junos/ascii.hpp"
#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos_audit/base/printable.hpp"

#include <algorithm>

namespace junos_audit::junos {

namespace {

/// deny-config of the published schema; deny-configuration(-regexps) as in the configuration.
/// "none" is how 'show cli authorization' prints that there is none.
std::string denied_configuration(pugi::xml_node information) {
    for (const auto group : elements(information, "command-authorization"))
        for (const auto rule : elements(group)) {
            const auto text = xml::trimmed_text_of(rule);
            if (xml::local_name(rule).starts_with("deny-config") && !text.empty() &&
                !equal_ignoring_case(text, "none"))
                return text;
        }
    return {};
}

void read_information(pugi::xml_node information, Authorization& authorization) {
    const auto user = xml::child(information, "user-information");
    authorization.user = xml::trimmed_text_of(xml::child(user, "login-name"));
    if (authorization.user.empty())
        authorization.user = xml::trimmed_text_of(xml::child(user, "user"));
    authorization.user_class = xml::trimmed_text_of(xml::child(user, "user-class"));
    for (const auto list : elements(information, "user-permission-list"))
        for (const auto entry : elements(list, "user-permission-entry"))
            for (const auto type : elements(entry, "permission-type"))
                authorization.permissions.push_back(xml::trimmed_text_of(type));
}

/// `all`, or `view` with `view-configuration`, or `view` with `system` and `security`.
std::string missing_permissions(const std::vector<std::string>& permissions) {
    const auto has = [&](std::string_view name) {
        return std::find(permissions.begin(), permissions.end(), name) != permissions.end();
    };
    const bool whole = has("view-configuration") || (has("system") && has("security"));
    if (has("all") || (has("view") && whole))
        return {};
    if (has("view"))
        return "view-configuration";
    return whole ? "view" : "view and view-configuration";
}

std::string doubt_about(const Authorization& authorization, pugi::xml_node information) {
    const auto who = authorization.user_class.empty()
                         ? std::string("the login")
                         : "the login class " + quote(authorization.user_class);
    if (const auto missing = missing_permissions(authorization.permissions); !missing.empty())
        return who + " lacks the permission " + missing;
    if (const auto denied = denied_configuration(information); !denied.empty())
        return who + " hides what matches the deny-configuration expression " + quote(denied);
    return {};
}

void refuse(Authorization& authorization, snapshot::Reading reading, std::string doubt) {
    authorization.reading = std::move(reading);
    authorization.doubt = std::move(doubt);
}

} // namespace

Authorization read_authorization(Answers& answers) {
    Authorization authorization;
    const auto& answer = answers.to({"authorization", ""});
    if (!answer) {
        refuse(authorization, answer.error(), "what the login may see was not learned");
        return authorization;
    }
    const auto& reply = answer->reply;
    const auto found = payloads(*answer, "authorization-information");
    if (!reply.errors.empty()) {
        const auto refusal = refused(reply, "rpc-refused");
        refuse(authorization, refusal, "asked what the login may see, " + refusal.message);
    } else if (found.size() != 1 || !reply.warnings.empty()) {
        const std::string message = "the answer to 'show cli authorization' cannot be read";
        refuse(authorization, snapshot::Unreadable{"answer-unreadable", message}, message);
    } else {
        authorization.reading = snapshot::Understood{};
        read_information(found.front().element, authorization);
        authorization.doubt = doubt_about(authorization, found.front().element);
    }
    return authorization;
}

void append_authorization(const Authorization& authorization, bool proven, pugi::xml_node tree) {
    auto made = append(tree, "authorization");
    append_attribute(made, "user", authorization.user);
    append_attribute(made, "class", authorization.user_class);
    append_attribute(made, "proven", proven ? "yes" : "no");
    for (const auto& permission : authorization.permissions)
        append(made, "permission", permission);
}

} // namespace junos_audit::junos
