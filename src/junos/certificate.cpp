// SPDX-License-Identifier: Apache-2.0
#include "junos/certificate.hpp"

#include "junos/ascii.hpp"
#include "junos/certificate_values.hpp"
#include "junos/distinguished_name.hpp"
#include "junos/form.hpp"
#include "junos_audit/xml/document.hpp"

#include <initializer_list>

namespace junos_audit::junos {

namespace {

/// The only child with one of these names; a null node when there is none, or more than one to
/// choose from.
pugi::xml_node only(pugi::xml_node parent, std::initializer_list<std::string_view> names) {
    pugi::xml_node found;
    for (const auto name : names)
        for (const auto child : elements(parent, name)) {
            if (found)
                return {};
            found = child;
        }
    return found;
}

std::string only_text(pugi::xml_node parent, std::string_view name) {
    return xml::trimmed_text_of(only(parent, {name}));
}

void append_unless_empty(pugi::xml_node certificate, std::string_view name, std::string_view text) {
    if (!text.empty())
        append(certificate, name, text);
}

void append_name(pugi::xml_node certificate, std::string_view name, pugi::xml_node holder,
                 const std::string& as_string) {
    const auto dn = read_name(holder);
    const auto& printed = as_string.empty() ? dn.printed : as_string;
    if (printed.empty())
        return;
    auto made = append(certificate, name, printed);
    if (!dn.comparable.empty())
        append_attribute(made, "comparable", dn.comparable);
}

/// `seconds`: how far into its minute the printed time is meant.
void append_date(pugi::xml_node certificate, std::string_view name, std::string_view printed,
                 std::chrono::seconds seconds) {
    if (printed.empty())
        return;
    auto made = append(certificate, name, printed);
    if (const auto time = parse_validity_date(printed))
        append_attribute(made, "epoch",
                         std::to_string((*time + seconds).time_since_epoch().count()));
}

void append_public_key(pugi::xml_node certificate, pugi::xml_node key) {
    const auto algorithm = only_text(key, "public-key-algorithm");
    const auto bits = parse_key_bits(only_text(key, "public-key-length"));
    if (algorithm.empty() && !bits)
        return;
    auto made = append(certificate, "public-key", algorithm);
    if (!algorithm.empty())
        append_attribute(made, "algorithm", std::string(key_algorithm(algorithm)));
    if (bits)
        append_attribute(made, "bits", std::to_string(*bits));
}

void append_signature(pugi::xml_node certificate, const std::string& algorithm) {
    if (algorithm.empty())
        return;
    auto made = append(certificate, "signature-algorithm", algorithm);
    append_attribute(made, "digest", std::string(signature_digest(algorithm)));
}

void append_list(pugi::xml_node certificate, std::string_view name, pugi::xml_node list,
                 std::string_view item) {
    for (const auto element : elements(list, item))
        append_unless_empty(certificate, name, xml::trimmed_text_of(element));
}

/// Content and algorithm come as siblings in turn, not in pairs (15.1X49).
void append_fingerprints(pugi::xml_node certificate, pugi::xml_node fingerprints) {
    pugi::xml_node made;
    for (const auto element : elements(fingerprints)) {
        const auto text = xml::trimmed_text_of(element);
        if (xml::local_name(element) == "fingerprint-content") {
            made = text.empty() ? pugi::xml_node{} : append(certificate, "fingerprint", text);
        } else if (xml::local_name(element) == "fingerprint-hash-algorithm") {
            if (made && !text.empty())
                append_attribute(made, "algorithm", lower(text));
            made = {};
        }
    }
}

} // namespace

bool is_certificate_entry(std::string_view local) {
    return local == "pkid-x509-certificate-information" || local == "x509-certificate-info";
}

std::string identifier_of(pugi::xml_node entry) {
    return only_text(entry, "identifier");
}

void append_certificate(pugi::xml_node entry, pugi::xml_node node) {
    auto certificate = append(node, "certificate");
    append(certificate, "identifier", identifier_of(entry));
    append_unless_empty(certificate, "version", only_text(entry, "version"));
    append_unless_empty(
        certificate, "serial",
        normalise_serial(only_text(only(entry, {"serial-number-list"}), "serial-number-x509")));
    append_name(certificate, "subject", only(entry, {"subject-name", "subject"}),
                only_text(only(entry, {"subject-string-list"}), "subject-string"));
    append_name(certificate, "issuer", only(entry, {"issuer-name", "issuer"}), "");
    const auto validity = only(entry, {"validity"});
    append_date(certificate, "not-before", only_text(validity, "not-before"),
                std::chrono::seconds(59));
    append_date(certificate, "not-after", only_text(validity, "not-after"),
                std::chrono::seconds(0));
    append_public_key(certificate, only(entry, {"public-key"}));
    append_signature(certificate, only_text(entry, "signature-algorithm"));
    append_list(certificate, "key-usage", only(entry, {"key-usage-list"}), "key-usage");
    append_fingerprints(certificate, only(entry, {"fingerprint"}));
    append_list(certificate, "crl-url", only(entry, {"distribution-crl-list"}), "distribution-crl");
}

} // namespace junos_audit::junos
