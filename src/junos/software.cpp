// SPDX-License-Identifier: Apache-2.0
#include "junos/software.hpp"

#include "junos/ascii.hpp"
#include "junos/form.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::junos {

namespace {

/// "11.4R1.6", not "20170619.183714_builder".
bool is_release(std::string_view text) {
    const auto point = text.find('.');
    return point >= 1 && point <= 2 && point + 1 < text.size() && is_digit(text[0]) &&
           is_digit(text[point - 1]) && is_digit(text[point + 1]);
}

/// Releases before about 15.1 have no junos-version: the packages name it, "JUNOS Base OS boot
/// [11.4R1.6]".
std::string release_of_packages(pugi::xml_node information) {
    for (const auto package : elements(information, "package-information")) {
        const auto comment = xml::trimmed_text_of(xml::child(package, "comment"));
        const auto open = comment.find('[');
        const auto close = comment.find(']', open == std::string::npos ? 0 : open);
        if (!comment.starts_with("JUNOS ") || open == std::string::npos ||
            close == std::string::npos)
            continue;
        auto release = comment.substr(open + 1, close - open - 1);
        if (is_release(release))
            return release;
    }
    return {};
}

void read_information(pugi::xml_node information, Software& software) {
    software.host_name = xml::trimmed_text_of(xml::child(information, "host-name"));
    software.model = xml::trimmed_text_of(xml::child(information, "product-model"));
    software.version = xml::trimmed_text_of(xml::child(information, "junos-version"));
    if (software.version.empty())
        software.version = release_of_packages(information);
}

} // namespace

Software read_software(Answers& answers) {
    Software software;
    const auto& answer = answers.to({"software", ""});
    if (!answer) {
        software.reading = answer.error();
        return software;
    }
    for (const auto& holder : answer->holders)
        if (is_node_name(holder.node))
            software.cluster_nodes.push_back(holder.node);
    const auto found = payloads(*answer, "software-information");
    if (!found.empty()) {
        read_information(found.front().element, software);
        software.reading = snapshot::Understood{answer->reply.warnings, {}, {}};
    } else if (!answer->reply.errors.empty()) {
        software.reading = refused(answer->reply, "rpc-refused");
    } else {
        software.reading = snapshot::Unreadable{
            "answer-unreadable", "the answer to 'show version' holds no software-information"};
    }
    return software;
}

void append_software(const Software& software, pugi::xml_node tree) {
    auto made = append(tree, "software");
    if (!software.host_name.empty())
        append_attribute(made, "host-name", software.host_name);
    if (!software.model.empty())
        append_attribute(made, "model", software.model);
    if (!software.version.empty())
        append_attribute(made, "version", software.version);
}

bool may_be_clustered(const Software& software) {
    constexpr std::array<std::string_view, 7> clustered = {"srx", "vsrx", "firefly", "junosv",
                                                           "j2",  "j4",   "j6"};
    const auto model = lower(software.model);
    return model.empty() ||
           std::any_of(clustered.begin(), clustered.end(),
                       [&](std::string_view prefix) { return model.starts_with(prefix); });
}

} // namespace junos_audit::junos
