// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/job.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::worker;
using namespace std::chrono_literals;

namespace {

Setup full_setup() {
    Setup setup;
    setup.controls = {"a", "b-c"};
    setup.capture_sources = {"configuration"};
    setup.keep_snapshot = true;
    setup.eager = true;
    setup.agent = true;
    setup.connect_timeout = 1234ms;
    setup.device_timeout = 567'890ms;
    setup.at = -5;
    return setup;
}

Task full_task() {
    Task task;
    task.id = 0x01020304;
    task.name = "core 1";
    task.host = "r1.example.net";
    task.addresses = {"192.0.2.1", "2001:db8::1"};
    task.port = 65535;
    task.user = "audit";
    task.credential.method = LoginMethod::keyboard_interactive;
    task.credential.secret = Secret(std::string("p\0w", 3));
    task.credential.passphrase = Secret("phrase");
    task.credential.agent_socket = "/run/a";
    task.known_keys = {{"ssh-ed25519", std::string("\0\1", 2), false, true, "known_hosts", 7},
                       {"ssh-rsa", "", true, false, "", 0}};
    task.attempt = 2;
    return task;
}

} // namespace

TEST_CASE("a setup arrives as it was sent", "[worker][job]") {
    const auto sent = full_setup();
    const auto order = decode_order(encode(sent));
    REQUIRE(order);
    const auto& got = std::get<Setup>(*order);
    CHECK(got.controls == sent.controls);
    CHECK(got.capture_sources == sent.capture_sources);
    CHECK(got.keep_snapshot);
    CHECK_FALSE(got.legacy_algorithms);
    CHECK_FALSE(got.accept_new_host_keys);
    CHECK(got.eager);
    CHECK(got.agent);
    CHECK_FALSE(got.wire_log);
    CHECK(got.connect_timeout == 1234ms);
    CHECK(got.device_timeout == 567'890ms);
    CHECK(got.at == -5);
    CHECK(std::get<Setup>(*decode_order(encode(Setup{}))).at == std::nullopt);
}

TEST_CASE("a task arrives as it was sent", "[worker][job]") {
    const auto sent = full_task();
    const auto order = decode_order(encode(sent));
    REQUIRE(order);
    const auto& got = std::get<Task>(*order);
    CHECK(got.id == sent.id);
    CHECK(got.name == sent.name);
    CHECK(got.host == sent.host);
    CHECK(got.addresses == sent.addresses);
    CHECK(got.port == sent.port);
    CHECK(got.user == sent.user);
    CHECK(got.credential.method == sent.credential.method);
    CHECK(got.credential.secret.reveal() == sent.credential.secret.reveal());
    CHECK(got.credential.passphrase.reveal() == "phrase");
    CHECK(got.credential.agent_socket == "/run/a");
    CHECK(got.known_keys == sent.known_keys);
    CHECK(got.attempt == 2);
    CHECK(got.snapshot_directory.empty());
}

TEST_CASE("a record arrives as it was sent", "[worker][job]") {
    const Record sent{Record::Kind::snapshot, 0x01020304, std::string("{\0}", 3)};
    CHECK(encode(sent) == std::string("\3\1\2\3\4{\0}", 8));
    const auto got = decode_record(encode(sent));
    REQUIRE(got);
    CHECK(got->kind == sent.kind);
    CHECK(got->task == sent.task);
    CHECK(got->body == sent.body);
}

TEST_CASE("no part of an order is an order, nor is an order with more behind it", "[worker][job]") {
    for (const auto& whole : {encode(full_setup()), encode(full_task())}) {
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            CHECK_FALSE(decode_order(whole.substr(0, size)).has_value());
        }
        CHECK_FALSE(decode_order(whole + "x").has_value());
        CHECK(decode_order(whole).has_value());
    }
}

TEST_CASE("bytes that nobody sent are no order and no record", "[worker][job]") {
    CHECK_FALSE(decode_order("X").has_value());
    CHECK_FALSE(decode_order(std::string("S\xff\xff\xff\xff", 5)).has_value());
    CHECK_FALSE(decode_record("").has_value());
    CHECK_FALSE(decode_record(std::string("\1\0\0\0", 4)).has_value());
    CHECK_FALSE(decode_record(std::string("\7\0\0\0\0", 5)).has_value());
    CHECK(decode_record(std::string("\6\0\0\0\0", 5)).has_value());
}
