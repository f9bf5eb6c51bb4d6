// SPDX-License-Identifier: Apache-2.0
#include "report/sample_runs.hpp"

#include <chrono>

namespace sample {
namespace {

using namespace junos_audit;
using policy::Outcome;

WallTime at(const char* time) {
    return from_rfc3339(time).value();
}

const std::string listener_path =
    "/configuration/system/services/rest/https/mutual-authentication/certificate-authority";

policy::Evidence named_profile() {
    return {"configuration", listener_path, "corp",
            "set system services rest https mutual-authentication certificate-authority corp", ""};
}

policy::Evidence loaded_certificate() {
    return {"pki-ca-certificates",
            "/pki-ca-certificates/node/certificate[identifier='corp']/not-after",
            "12-31-2033 23:59 UTC", "", ""};
}

policy::ControlResult rest_passes() {
    policy::Finding proof{Outcome::pass,
                          "ca-certificate-in-force",
                          "The listener https asks for a certificate from 'corp', which is loaded.",
                          "",
                          {named_profile(), loaded_certificate()},
                          {}};
    return {"rest-https-mutual-authentication",
            "REST over HTTPS demands a client certificate from a CA that the device really holds",
            "high",
            policy::Pass({proof}, 1, at("2033-12-31T23:59:00Z")),
            {{"revocation-check-disabled",
              "The CA profile 'corp' does not check revocation.",
              "",
              {{"configuration", "/configuration/security/pki/ca-profile[name='corp']", "",
                "set security pki ca-profile corp revocation-check disable", ""}},
              {"delete security pki ca-profile corp revocation-check disable"}}}};
}

policy::ControlResult web_with(policy::Verdict verdict) {
    return {"web-management-https-pki-certificate",
            "J-Web shows a certificate from the PKI store, issued by a CA and in force",
            "medium",
            std::move(verdict),
            {}};
}

policy::ControlResult web_fails() {
    policy::Finding http{Outcome::fail,
                         "web-management-over-http",
                         "Web management answers over plain HTTP.",
                         "",
                         {{"configuration", "/configuration/system/services/web-management/http",
                           "", "set groups web system services web-management http", "web"}},
                         {"delete groups web system services web-management http"}};
    policy::Finding unread{Outcome::unknown,
                           "certificate-unreadable",
                           "The certificate 'web' names no key length.",
                           "",
                           {},
                           {}};
    return web_with(policy::Fail({http, unread}, 2));
}

policy::Assessment edge() {
    policy::Assessment device;
    device.provenance = {.target = "audit@r1.example.net:830",
                         .name = "edge-1",
                         .address = "192.0.2.1",
                         .started = at("2026-11-22T04:22:00Z"),
                         .finished = at("2026-11-22T04:22:01Z"),
                         .reached = true,
                         .failure = std::nullopt,
                         .host_key = {snapshot::HostKeyCheck::verified, "ssh-ed25519",
                                      "SHA256:uNiVztksCsDhcc0u9e8BrrJxrkOiCFoPYU2w8rnrTbA"},
                         .authentication = "publickey",
                         .algorithms = {{"cipher", "aes256-ctr"}, {"kex", "curve25519-sha256"}},
                         .capabilities = {},
                         .attempts = 2,
                         .notes = {}};
    device.facts = {"r1",    "srx345", "23.4R2-S3.9", "audit", "auditor", "2026-11-20T08:26:40Z",
                    "admin", {}};
    device.notes = {{"clock-skew", "The device's clock is 310 seconds behind."}};
    device.sources = {{"configuration", "document", std::string(64, 'a'), "<get-configuration/>"},
                      {"pki-certificate-requests", "not-asked", "", ""}};
    device.results = {rest_passes(), web_fails()};
    return device;
}

policy::Assessment unreached() {
    snapshot::Provenance provenance;
    provenance.target = "audit@r2.example.net:830";
    provenance.name = "r2.example.net";
    provenance.address = "192.0.2.2";
    provenance.started = provenance.finished = at("2026-11-22T04:22:00Z");
    provenance.failure = {Phase::host_key, FailureCode::host_key_mismatch,
                          "known_hosts:7 has another ssh-ed25519 key",
                          "compare SHA256:abc with the device's console"};
    return policy::not_assessed(
        provenance,
        {{"rest-https-mutual-authentication",
          "REST over HTTPS demands a client certificate from a CA that the device "
          "really holds",
          "high"},
         {"web-management-https-pki-certificate",
          "J-Web shows a certificate from the PKI store, issued by a CA and in force", "medium"}});
}

policy::Assessment cluster() {
    auto device = edge();
    device.provenance.target = device.provenance.name = "audit@[2001:db8::3]:830";
    device.provenance.attempts = 1;
    device.facts.host_name = "srx-a";
    device.facts.nodes = {"node0", "node1"};
    policy::Finding silent{Outcome::unknown,
                           "node-unanswered",
                           "The PKI store of this node was not answered for.",
                           "node1",
                           {},
                           {}};
    policy::Finding absent{Outcome::notapplicable,
                           "service-not-configured",
                           "Web management is not configured.",
                           "",
                           {{"configuration", "/configuration/version", "23.4R2-S3.9", "", ""}},
                           {}};
    device.results = {rest_passes(), web_with(policy::Undecided({absent}, 0))};
    device.results[0].verdict = policy::Undecided({silent}, 1);
    return device;
}

policy::Assessment compliant() {
    auto device = edge();
    device.provenance.target = "audit@r0.example.net:830";
    device.provenance.name = "r0";
    device.results = {rest_passes()};
    return device;
}

report::Run run_of(std::vector<policy::Assessment> devices) {
    return {.tool = {"0.1.0", {{"libssh", "0.10.6/openssl/zlib"}, {"pugixml", "1.13"}}},
            .started = at("2026-11-22T04:22:00Z"),
            .finished = at("2026-11-22T04:22:02Z"),
            .interrupted = false,
            .devices = std::move(devices)};
}

void say(policy::Finding& finding, const std::string& text) {
    finding.code = finding.message = finding.node = text;
    finding.evidence = {{text, text, text, text, text}};
    finding.fix = {text};
}

policy::ControlResult result_saying(const std::string& text) {
    policy::Finding finding;
    finding.outcome = Outcome::fail;
    say(finding, text);
    policy::Advice advice{text, text, text, finding.evidence, {text}};
    return {text, text, text, policy::Fail({finding}, 1), {advice}};
}

} // namespace

report::Run one_pass_one_fail() {
    return run_of({edge()});
}

report::Run fleet() {
    return run_of({compliant(), unreached(), cluster()});
}

report::Run interrupted() {
    auto device = unreached();
    device.provenance.failure =
        Failure{Phase::connect, FailureCode::interrupted, "the run was interrupted", ""};
    auto run = run_of({policy::not_assessed(device.provenance, {{"c", "A control", "low"}})});
    run.interrupted = true;
    return run;
}

report::Run saying(const std::string& text) {
    auto run = one_pass_one_fail();
    run.tool = {text, {{text, text}}};
    auto& device = run.devices.at(0);
    auto& provenance = device.provenance;
    provenance.target = provenance.name = provenance.address = provenance.authentication = text;
    provenance.host_key.type = provenance.host_key.fingerprint = text;
    provenance.algorithms = {{text, text}};
    provenance.failure = Failure{Phase::rpc, FailureCode::rpc_refused, text, text};
    device.facts = {text, text, text, text, text, text, text, {text}};
    device.notes = {{text, text}};
    device.sources = {{text, text, text, text}};
    device.results = {result_saying(text)};
    return run;
}

} // namespace sample
