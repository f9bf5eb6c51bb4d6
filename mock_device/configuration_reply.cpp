// SPDX-License-Identifier: Apache-2.0
#include "mock_device/configuration_reply.hpp"

#include "mock_device/print.hpp"
#include "mock_device/subtree_filter.hpp"

namespace junos_audit::mock {
namespace {

bool is_get_config(const Request& request) {
    return request.name() == "get-config";
}

std::string attribute(const Request& request, const char* name) {
    return request.operation.attribute(name).value();
}

/// get-config wraps it in <filter>, get-configuration takes it as a child.
pugi::xml_node filter_of(const Request& request) {
    const pugi::xml_node parent =
        is_get_config(request) ? xml::child(request.operation, "filter") : request.operation;
    return xml::child(parent, "configuration");
}

/// The <configuration> of a reply to either operation.
pugi::xml_node configuration_of(pugi::xml_node reply) {
    const pugi::xml_node direct = xml::child(reply, "configuration");
    return direct ? direct : xml::child(xml::child(reply, "data"), "configuration");
}

void append_configuration(const Request& request, pugi::xml_node stored, pugi::xml_node to) {
    const pugi::xml_node filter = filter_of(request);
    if (!filter) {
        to.append_copy(stored);
        return;
    }
    if (append_selected(stored, filter, to)) {
        return;
    }
    if (is_get_config(request)) {
        to.append_child("configuration"); // without attributes: captured from 18.2R1
    } else {
        append_shell(stored, to);
    }
}

} // namespace

std::vector<std::string> configuration_pages(const Request& request) {
    const bool is_running = !xml::child(xml::child(request.operation, "source"), "running").empty();
    const bool is_committed =
        attribute(request, "database") == "committed"; // else the candidate, Junos' default
    const bool is_inherited = !attribute(request, "inherit").empty();
    std::vector<std::string> pages;
    if (is_running) {
        pages = {"configuration.running", "configuration-running"};
    } else if (!is_committed) {
        pages = {"configuration.candidate"};
    }
    if (!is_inherited && !is_get_config(request) && is_committed) {
        pages.emplace_back("configuration-node-groups"); // the one that the auditor asks so
    }
    if (!is_inherited) {
        pages.emplace_back("configuration.not-inherited");
    }
    pages.emplace_back("configuration");
    return pages;
}

std::optional<std::string> configuration_reply(const Request& request, pugi::xml_node stored) {
    const pugi::xml_node configuration = configuration_of(stored);
    if (!configuration) {
        return std::nullopt;
    }
    pugi::xml_document reply;
    const pugi::xml_node root = append_shell(stored, reply);
    pugi::xml_node parent = root;
    if (is_get_config(request)) {
        parent = parent.append_child("data");
    }
    append_configuration(request, configuration, parent);
    const bool marks_groups = attribute(request, "groups") == "groups";
    return print_reply(root, marks_groups ? GroupMarks::keep : GroupMarks::drop);
}

} // namespace junos_audit::mock
