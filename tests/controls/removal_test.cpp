// SPDX-License-Identifier: Apache-2.0
// Law: what a pass names as evidence, and what lets us believe the answer at all, cannot be taken
// away without the pass going with it. Facts are removed from the device's own replies, not from
// our tree.
#include "controls/fixture.hpp"

#include "junos_audit/xml/document.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <sstream>
#include <variant>

using namespace junos_audit;
using namespace junos_audit::policy;
using namespace junos_audit::policy::test;

namespace {

constexpr std::string_view rest = "rest-https-mutual-authentication";
constexpr std::string_view rest_certificate = "rest-https-pki-certificate";
constexpr std::string_view web = "web-management-https-pki-certificate";

/// A fact whose loss may leave a pass as it is. Whatever is not listed must matter. "" and "*"
/// stand for any.
struct Harmless {
    std::string_view control;
    std::string_view source;
    std::string_view what;
    std::string_view why;
};

constexpr Harmless harmless[] = {
    {"", "software", "*", "who answered is said in the report, no row asks"},
    {"", "clock", "*", "our own clock judges alone then, and the report says so"},
    {"", "authorization", "user-information", "what counts are the permissions"},
    {"", "configuration", "host-name", "who answered"},
    {"", "configuration", "@commit-user", "one of three stamps"},
    {"", "configuration", "@commit-localtime", "either stamp shows the committed database"},
    {"", "configuration", "@commit-seconds", "either stamp shows the committed database"},
    {"", "configuration", "@group", "where a statement came from, not whether it is there"},
    {"", "configuration", "port", "where a listener is, no row asks"},
    {rest, "configuration", "server-certificate", "a control of its own"},
    {rest, "configuration", "ca-identity", "a note"},
    {rest, "configuration", "revocation-check", "a note"},
    {web, "configuration", "interface", "no row asks"},
    {web, "configuration", "name", "which host a virtual domain serves"},
    {"", "pki-ca-certificates", "serial-number-list", "no row asks"},
    {"", "pki-local-certificates", "serial-number-list", "no row asks"},
    {"", "pki-ca-certificates", "@style", "what detail means is seen from the fields"},
    {"", "pki-local-certificates", "@style", "what detail means is seen from the fields"},
    {rest, "pki-ca-certificates", "issuer-name", "who issued a root shows nothing"},
    {rest, "pki-ca-certificates", "issuer", "who issued a root shows nothing"},
    {rest, "pki-ca-certificates", "subject-name", "the profile's name binds it"},
    {rest, "pki-ca-certificates", "subject", "the profile's name binds it"},
    {rest, "pki-ca-certificates", "signature-algorithm", "a note"},
    {web, "pki-ca-certificates", "*", "a note"},
    {web, "pki-certificate-requests", "*", "a note"},
    {web, "pki-local-certificates", "version", "no row asks"},
    {web, "pki-local-certificates", "key-usage-list", "no row asks"},
    {web, "pki-local-certificates", "organization-name", "the rest of the name still differs"},
    {web, "pki-local-certificates", "common-name", "the rest of the name still differs"},
    {rest_certificate, "pki-ca-certificates", "*", "a note"},
    {rest_certificate, "pki-certificate-requests", "*", "a note"},
    {rest_certificate, "pki-local-certificates", "version", "no row asks"},
    {rest_certificate, "pki-local-certificates", "key-usage-list", "no row asks"},
    {rest_certificate, "pki-local-certificates", "organization-name",
     "the rest of the name still differs"},
    {rest_certificate, "pki-local-certificates", "common-name",
     "the rest of the name still differs"},
    {"", "cluster", "device-priority", "no row asks"},
    {"", "configuration-node-groups", "@commit-user", "one of three stamps"},
    {"", "configuration-node-groups", "@commit-localtime", "either stamp shows the database"},
    {"", "configuration-node-groups", "@commit-seconds", "either stamp shows the database"},
    {"", "configuration-node-groups", "system", "a group that holds less adds less"},
    {"", "configuration-node-groups", "host-name", "a group that holds less adds less"},
    {"", "cluster", "redundancy-group-status", "no row asks"},
};

bool may_go(std::string_view control, std::string_view source, std::string_view what) {
    return std::any_of(std::begin(harmless), std::end(harmless), [&](const Harmless& fact) {
        return (fact.control.empty() || fact.control == control) && fact.source == source &&
               (fact.what == "*" || fact.what == what);
    });
}

/// Which answer, for which control.
struct Place {
    std::string control;
    std::string source;
};

/// A reply with one thing taken out of it.
struct Mutant {
    std::string what;
    std::string reply;
    bool may_pass = false;
};

std::string print(const pugi::xml_document& document) {
    std::ostringstream out;
    document.print(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

std::string local(const char* name) {
    return std::string(xml::local_name(name));
}

/// An element is as harmless as the first harmless one on the way up to the root.
bool is_harmless(const Place& place, pugi::xml_node element) {
    for (; element.type() == pugi::node_element; element = element.parent())
        if (may_go(place.control, place.source, local(element.name())))
            return true;
    return false;
}

/// Something in a comment on the reply, or a namespace: removing the declaration makes other text
/// of it.
bool declares_namespace(const pugi::xml_attribute& attribute) {
    return std::string_view(attribute.name()).starts_with("xmlns");
}

/// The document with the `index`th element, attribute or text taken out; nothing when there are no
/// more.
std::optional<Mutant> without(const Place& place, const std::string& reply, std::size_t index) {
    auto parsed = xml::parse(reply);
    REQUIRE(parsed.has_value());
    auto& dom = parsed->dom();
    std::vector<pugi::xml_node> nodes;
    for (const auto& found : dom.select_nodes("/*//node()"))
        nodes.push_back(found.node());
    nodes.push_back(dom.document_element());
    for (auto node : nodes) {
        const bool harmless_place =
            is_harmless(place, node.type() == pugi::node_element ? node : node.parent());
        if (node.type() == pugi::node_element)
            for (auto attribute : node.attributes()) {
                if (declares_namespace(attribute) || index-- != 0)
                    continue;
                const auto name = "@" + local(attribute.name());
                node.remove_attribute(attribute);
                return Mutant{name, print(dom),
                              harmless_place || may_go(place.control, place.source, name)};
            }
        if (node == dom.document_element() || index-- != 0)
            continue;
        Mutant mutant{node.type() == pugi::node_element ? local(node.name())
                                                        : "text of " + local(node.parent().name()),
                      "", harmless_place};
        if (node.type() == pugi::node_element)
            node.parent().remove_child(node);
        else
            node.set_value("");
        mutant.reply = print(dom);
        return mutant;
    }
    return std::nullopt;
}

/// Rows that a fixture's own point makes redundant: a second listener, a second permission, a
/// version 1 certificate, a statement that is inactive or that another control asks for.
bool is_redundant(const Fixture& fixture, const std::string& what) {
    static const std::set<std::pair<std::string, std::string>> redundant{
        {"pass-https-and-https-5g", "https"},
        {"pass-https-and-https-5g", "https-5g"},
        {"pass-virtual-domain", "virtual-domain"},
        {"pass-process-disable-inactive", "processes"},
        {"pass-process-disable-inactive", "web-management"},
        {"pass-process-disable-inactive", "disable"},
        {"pass-process-failover-only", "processes"},
        {"pass-process-failover-only", "web-management"},
        {"pass-process-failover-only", "failover"},
        {"pass-process-failover-only", "text of failover"},
        {"pass-secret-elsewhere-hidden", "password"},
        {"pass-secret-elsewhere-hidden", "text of password"},
        {"pass-every-suite", "cipher-list"},
        {"pass-two", "allowed-sources"},
        {"pass-two", "cipher-list"},
        {"pass-two-addresses", "addresses"},
        {"pass-two-interfaces", "interface"},
        {"pass-two-listeners", "http"},
        {"pass-two-listeners", "https"},
        {"pass-two-listeners", "https-5g"},
        {"pass-http-beside-https", "http"},
        {"pass-https-beside-http", "http"},
        {"pass-http-inactive", "http"},
        {"pass-explorer-inactive", "enable-explorer"},
        {"pass-from-group-apply-groups-kept", "apply-groups"},
        {"pass-from-group-apply-groups-kept", "text of apply-groups"},
    };
    return redundant.contains({fixture.name, what});
}

std::vector<Fixture> passing_fixtures() {
    auto all = fixtures();
    std::erase_if(all, [](const Fixture& fixture) { return !fixture.name.starts_with("pass-"); });
    return all;
}

/// One of two signs, either of which is enough: the other remains.
bool is_one_of_two(const std::string& what, const std::string& reply) {
    const bool usage = what == "key-usage" || what == "text of key-usage";
    return usage && reply.find("Certificate signing") != std::string::npos;
}

} // namespace

TEST_CASE("no pass survives the loss of what it rests on", "[controls][removal]") {
    std::size_t tried = 0;
    std::size_t passing = 0;
    std::set<std::string> survivors;
    for (const auto& fixture : passing_fixtures()) {
        const auto whole = snapshot::load(fixture.directory);
        for (std::size_t at = 0; at < whole.exchanges.size(); ++at) {
            const Place place{fixture.control, whole.exchanges[at].key.source};
            const auto* reply = std::get_if<snapshot::Reply>(&whole.exchanges[at].answer);
            if (reply == nullptr)
                continue;
            for (std::size_t index = 0;; ++index) {
                const auto mutant = without(place, reply->xml, index);
                if (!mutant)
                    break;
                ++tried;
                auto less = whole;
                less.exchanges[at].answer = snapshot::Reply{mutant->reply, "", {}};
                if (outcome_of(judge(fixture.control, less).verdict) != Outcome::pass)
                    continue;
                ++passing;
                if (!mutant->may_pass && !is_redundant(fixture, mutant->what) &&
                    !is_one_of_two(mutant->what, mutant->reply))
                    survivors.insert(fixture.control + "/" + fixture.name + ": " + place.source +
                                     " without " + mutant->what);
            }
        }
    }
    CHECK(survivors == std::set<std::string>());
    WARN(tried << " mutants, " << passing << " of them pass still, each for a written reason");
    CHECK(tried > 1000);
}

TEST_CASE("no pass survives the loss of a whole answer that it rests on", "[controls][removal]") {
    std::set<std::string> survivors;
    for (const auto& fixture : passing_fixtures()) {
        const auto whole = snapshot::load(fixture.directory);
        for (std::size_t at = 0; at < whole.exchanges.size(); ++at) {
            auto less = whole;
            less.exchanges.erase(less.exchanges.begin() + static_cast<std::ptrdiff_t>(at));
            const auto source = to_string(whole.exchanges[at].key);
            if (outcome_of(judge(fixture.control, less).verdict) == Outcome::pass &&
                !may_go(fixture.control, whole.exchanges[at].key.source, "the whole"))
                survivors.insert(fixture.control + "/" + fixture.name + ": " + source);
        }
    }
    CHECK(survivors == std::set<std::string>());
}
