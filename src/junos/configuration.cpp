// SPDX-License-Identifier: Apache-2.0
#include "junos/configuration.hpp"

#include "junos/configuration_form.hpp"
#include "junos/device_words.hpp"
#include "junos/form.hpp"
#include "junos/node_groups.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/junos/sources.hpp"

#include <algorithm>

namespace junos_audit::junos {

namespace {

using snapshot::Reading;
using snapshot::SourceKey;

Reading unproven(const std::string& why) {
    return snapshot::Unreadable{"configuration-unproven", why};
}

Reading malformed(const std::string& why) {
    return snapshot::Failed{
        {Phase::parse, FailureCode::malformed_reply, "the configuration holds " + why, ""}};
}

/// junos:commit-seconds, junos:changed-localtime …
bool has_stamp(pugi::xml_node configuration, const std::string& what) {
    const auto present = [&](const std::string& name) {
        return !std::string_view(attribute(configuration, name).value()).empty();
    };
    return present(what + "-seconds") || present(what + "-localtime");
}

/// Evidence that this is the committed configuration and that we may see its top: the commit stamp
/// and the version.
std::optional<Reading> missing_witness(pugi::xml_node configuration) {
    if (!has_commit_stamp(configuration)) {
        if (has_stamp(configuration, "changed"))
            return unproven("the device answered with the candidate configuration, which has "
                            "uncommitted changes, not with the committed one");
        return unproven("the answer does not say that it is the committed configuration: "
                        "it has no commit stamp");
    }
    const auto versions = elements(configuration, "version");
    if (versions.size() == 1 && !is_inactive(versions.front())) {
        const auto text = own_text(versions.front());
        if (!text.empty() && hidden(text) == Hidden::no)
            return std::nullopt;
    }
    return unproven("the answer does not hold /configuration/version, which every configuration "
                    "has: the login may not see it, or the filter was not obeyed");
}

std::string_view word_for(Hidden kind) {
    switch (kind) {
    case Hidden::secret_data:
        return "secret-data";
    case Hidden::access_denied:
        return "access-denied";
    case Hidden::redacted:
        return "redacted";
    case Hidden::no:
        break;
    }
    return "";
}

bool is_dropped(pugi::xml_node statement) {
    const auto name = xml::local_name(statement);
    return is_inactive(statement) || is_decoration(statement) || name == "apply-groups" ||
           name == "apply-groups-except" ||
           (name == "groups" && xml::local_name(statement.parent()) == "configuration");
}

void copy_text(pugi::xml_node from, pugi::xml_node to) {
    const auto text = own_value(from);
    if (const auto kind = hidden(text); kind != Hidden::no)
        append_attribute(to, "hidden", std::string(word_for(kind)));
    else if (!text.empty())
        to.append_child(pugi::node_pcdata).set_value(text.c_str());
}

void copy_statements(pugi::xml_node from, pugi::xml_node to) { // depth: limits::xml_depth_max
    for (const auto statement : elements(from)) {
        if (is_dropped(statement))
            continue;
        if (is_undocumented(statement)) {
            copy_statements(statement, to);
            continue;
        }
        auto made = append(to, xml::local_name(statement));
        if (const auto group = group_of(statement); !group.empty())
            append_attribute(made, "group", group);
        copy_text(statement, made);
        copy_statements(statement, made);
    }
}

pugi::xml_node normalise(pugi::xml_node configuration, pugi::xml_node tree) {
    auto made = append(tree, "configuration");
    for (const char* name : {"commit-seconds", "commit-user", "commit-localtime"})
        if (const auto stamp = attribute(configuration, name))
            append_attribute(made, name, stamp.value());
    copy_statements(configuration, made);
    return made;
}

class Reader {
public:
    Reader(Configuration& result, bool fallback, std::vector<std::string> filter,
           std::string node_groups_add)
        : result_(result)
        , fallback_(fallback)
        , filter_(std::move(filter))
        , node_groups_add_(std::move(node_groups_add)) {}

    [[nodiscard]] Reading read(const Answer& answer, pugi::xml_node tree) {
        if (!answer.reply.errors.empty())
            return refused(answer.reply, "rpc-refused");
        const auto found = find_configuration(answer);
        if (!found)
            return found.error();
        if (const auto why = why_not_configuration(*found))
            return malformed(*why);
        if (auto missing = missing_witness(*found))
            return *missing;
        if (has_unnamed_choices(*found))
            return unproven("the configuration is written in the YANG-compliant form, with "
                            "<choice-ident> in place of statements");
        const auto made = normalise(*found, tree);
        snapshot::Understood understood{answer.reply.warnings, {}, filter_};
        judge_inheritance(inheritance_of(*found), made, understood.caveats);
        judge_warnings(answer.reply.warnings, understood.caveats);
        remember(made);
        return understood;
    }

private:
    void judge_inheritance(const Inheritance& seen, pugi::xml_node made,
                           std::vector<snapshot::Caveat>& caveats) {
        // get-config never expands; a group that it shows may be applied at a level that was not
        // asked for.
        const bool raw =
            fallback_ ? seen.apply_groups || seen.groups : seen.apply_groups && !seen.group_marks;
        if (raw)
            caveats.push_back({"inheritance-not-expanded",
                               "the answer still holds groups that are applied elsewhere: what "
                               "they add to the configuration is not known"});
        const auto groups = find_node_groups(made, filter_);
        if (groups.any || seen.node_variable)
            result_.notes.push_back({"node-groups", "each node of the cluster applies its own "
                                                    "group; the configuration is that of the "
                                                    "node that answered"});
        if (!groups.needed.empty())
            caveats.push_back({"node-group-configuration",
                               printable(groups.needed) +
                                   " comes from the group of one node; what the other node has "
                                   "there was not shown",
                               snapshot::Reach::everything});
        else if (!node_groups_add_.empty())
            caveats.push_back(
                {"node-group-configuration",
                 "what the other node of the cluster has may differ: " + node_groups_add_});
    }

    static void judge_warnings(const std::vector<netconf::RpcError>& warnings,
                               std::vector<snapshot::Caveat>& caveats) {
        if (!warnings.empty())
            caveats.push_back({"device-warning", "the device sent the configuration with the "
                                                 "warning " +
                                                     quote(warnings)});
    }

    void remember(pugi::xml_node made) {
        result_.version = xml::trimmed_text_of(xml::child(made, "version"));
        result_.host_name =
            xml::trimmed_text_of(xml::child(xml::child(made, "system"), "host-name"));
        result_.commit_seconds = made.attribute("commit-seconds").value();
        result_.commit_user = made.attribute("commit-user").value();
        if (fallback_)
            result_.notes.push_back({"configuration-from-get-config",
                                     "the device refused get-configuration; its answer to "
                                     "get-config is judged, in which groups are not expanded"});
    }

    Configuration& result_;
    bool fallback_;
    std::vector<std::string> filter_;
    std::string node_groups_add_;
};

} // namespace

Result<pugi::xml_node, Reading> find_configuration(const Answer& answer) {
    const auto root = answer.reply.document.root();
    auto contents = contents_of(
        root, [](std::string_view local) { return local == "configuration" || local == "data"; });
    if (!contents.strange.empty())
        return unproven("the answer holds " + contents.strange);
    if (contents.payload.size() == 1 && xml::local_name(contents.payload.front()) == "data") {
        contents = contents_of(contents.payload.front(), "configuration");
        if (!contents.strange.empty())
            return unproven("the answer holds " + contents.strange);
    }
    if (contents.payload.empty())
        return unproven("the answer holds no configuration");
    if (contents.payload.size() > 1)
        return malformed("more than one <configuration>");
    return contents.payload.front();
}

bool has_commit_stamp(pugi::xml_node configuration) {
    return has_stamp(configuration, "commit");
}

bool has_unnamed_choices(pugi::xml_node element) {
    return std::any_of(element.begin(), element.end(), [](pugi::xml_node child) {
        return child.type() == pugi::node_element &&
               (xml::local_name(child) == "choice-ident" || has_unnamed_choices(child));
    });
}

bool lacks_get_configuration(Answers& answers) {
    const auto& answer = answers.to({"configuration", ""});
    return answer && request_unknown(answer->reply.errors) &&
           !permission_denied(answer->reply.errors);
}

Configuration read_configuration(Answers& answers, const Cluster& cluster, pugi::xml_node tree) {
    Configuration result;
    const SourceKey fallback{std::string(running_configuration), ""};
    const bool fell_back = lacks_get_configuration(answers) && answers.snapshot().find(fallback);
    const auto key = fell_back ? fallback : SourceKey{"configuration", ""};
    const auto& answer = answers.to(key);
    if (!answer) {
        result.reading = answer.error();
        return result;
    }
    result.denied_marker = mentions_denied_access(answer->reply.document.root());
    const auto& filter = answers.snapshot().find(key)->filter;
    auto node_groups_add =
        uses_node_groups(answers, cluster) ? what_node_groups_add(answers, filter) : std::string();
    Reader reader(result, fell_back, filter, std::move(node_groups_add));
    result.reading = reader.read(*answer, tree);
    return result;
}

} // namespace junos_audit::junos
