// SPDX-License-Identifier: Apache-2.0
#include "ssh/handshake.hpp"
#include "ssh/live.hpp"
#include "ssh/peers.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace junos_audit;
using namespace junos_audit::ssh;
using namespace std::chrono_literals;
using peers::RawServer;

namespace {

live::Attempt attempt_at(int port) {
    live::Attempt attempt;
    attempt.endpoint.port = static_cast<std::uint16_t>(port);
    attempt.login = PasswordLogin{std::make_shared<const Secret>(Secret("secret"))};
    return attempt;
}

} // namespace

TEST_CASE("a port where nothing listens is a refused connection", "[ssh][connect]") {
    live::Run run;
    CHECK(run.connect(attempt_at(support::free_port())) == "connect connection-refused");
    CHECK(run.failure->advice.find("set system services netconf ssh") != std::string::npos);
}

TEST_CASE("the next address is tried when one refuses", "[ssh][connect]") {
    RawServer server("", RawServer::Then::hang_up);
    auto attempt = attempt_at(server.port());
    attempt.endpoint.addresses = {"127.0.0.2", "not an address", "127.0.0.1"};
    live::Run run;
    CHECK(run.connect(attempt) == "kex session-lost");
    CHECK(run.facts.address == "127.0.0.1");
}

TEST_CASE("what is no address of ours is said", "[ssh][connect]") {
    live::Run run;
    auto attempt = attempt_at(830);
    attempt.endpoint.addresses = {};
    CHECK(run.connect(attempt) == "connect unreachable");
    attempt.endpoint.addresses = {"router1"};
    CHECK(run.connect(attempt) == "connect unreachable");
    CHECK(run.failure->message == "'router1' is not a numeric address");
}

TEST_CASE("peers that do not speak SSH are told apart", "[ssh][handshake]") {
    const std::string lines(50'000, '\n');
    struct Row {
        const char* name;
        std::string greeting;
        RawServer::Then then;
        const char* expected;
    };
    const Row rows[] = {
        {"says nothing", "", RawServer::Then::wait, "kex timeout"},
        {"hangs up at once", "", RawServer::Then::hang_up, "kex session-lost"},
        {"speaks HTTP", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
         RawServer::Then::hang_up, "kex malformed-reply"},
        {"speaks SSH-1", "SSH-1.5-old\r\n", RawServer::Then::wait, "kex session-lost"},
        {"greets and hangs up", "SSH-2.0-x\r\n", RawServer::Then::hang_up, "kex session-lost"},
        {"greets and says nothing", "SSH-2.0-x\r\n", RawServer::Then::wait, "kex timeout"},
        {"a line that does not end", std::string(100'000, 'x'), RawServer::Then::wait,
         "kex malformed-reply"},
        {"lines without end", lines, RawServer::Then::wait, "kex timeout"},
        {"a packet of 2 GB", "SSH-2.0-x\r\n\x7f\xff\xff\xff garbage garbage", RawServer::Then::wait,
         "kex session-lost"},
        {"a packet of no length", std::string("SSH-2.0-x\r\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 27),
         RawServer::Then::wait, "kex session-lost"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        RawServer server(row.greeting, row.then);
        auto attempt = attempt_at(server.port());
        attempt.patience = 300ms;
        live::Run run;
        const auto begun = std::chrono::steady_clock::now();
        CHECK(run.connect(attempt) == row.expected);
        CHECK(std::chrono::steady_clock::now() - begun < 2s);
        CHECK_FALSE(run.facts.host_key_judged);
        CHECK_FALSE(run.failure->message.empty());
    }
}

TEST_CASE("a connection that ends before the greeting may be a rate limit", "[ssh][handshake]") {
    RawServer server("", RawServer::Then::hang_up);
    live::Run run;
    CHECK(run.connect(attempt_at(server.port())) == "kex session-lost");
    CHECK(run.failure->message == "the connection was closed before the SSH greeting");
    CHECK(run.failure->advice.find("rate-limit") != std::string::npos);
}

TEST_CASE("a disconnect message is shown on one printable line", "[ssh][handshake]") {
    // RFC 4253 §6 and §11.1: length, padding length, SSH_MSG_DISCONNECT, reason 11, text, language,
    // padding.
    const std::string text = "\x1b[2J\nINFO device r1 compliant";
    std::string packet = std::string("\1\0\0\0\xb\0\0\0", 8) + static_cast<char>(text.size()) +
                         text + std::string(4, '\0');
    const std::size_t padding = 16 - (packet.size() + 5) % 8;
    const auto length = static_cast<char>(packet.size() + padding + 1);
    packet = std::string(3, '\0') + length + static_cast<char>(padding) + packet +
             std::string(padding, '\0');
    RawServer server("SSH-2.0-x\r\n" + packet, RawServer::Then::wait);
    live::Run run;
    CHECK(run.connect(attempt_at(server.port())) == "kex session-lost");
    const auto& message = run.failure->message;
    // libssh 0.10.6 answers the disconnect; where the socket is too slow for that, its own error is
    // the last word.
    const bool shown = message == "the session ended during the handshake: Received "
                                  "SSH_MSG_DISCONNECT: 11:\\x1B[2J INFO device r1 compliant";
    INFO(message);
    CHECK((shown || message.starts_with("the session ended during the handshake: Socket error")));
}

TEST_CASE("fifty connects that fail leave no descriptor behind", "[ssh][handshake]") {
    const auto before = live::open_descriptors();
    for (int i = 0; i < 50; ++i) {
        const std::string greetings[] = {"", "SSH-2.0-x\r\n", "HTTP/1.1 400\r\n\r\n",
                                         "SSH-2.0-x\r\n\x7f\xff\xff\xff"};
        RawServer server(greetings[i % 4], RawServer::Then::hang_up);
        live::Run run;
        CHECK(run.connect(attempt_at(server.port())) != "ok");
    }
    CHECK(live::open_descriptors() == before);
}

TEST_CASE("libssh's words about algorithms become ours, and printable", "[ssh][handshake]") {
    const auto failure = no_common_algorithm(
        "kex error : no match for method kex algos: server [\x1b[31mevil,curve\n], client [a,b]",
        false);
    CHECK(failure.code == FailureCode::no_common_algorithm);
    CHECK(failure.message ==
          "no algorithm in common for kex algos; the server offers \\x1B[31mevil,curve");
    CHECK(failure.advice == "set current algorithms on the device (set system services ssh)");
    CHECK(no_common_algorithm("no match for method x: server [a,ssh-rsa", false)
              .advice.starts_with("--legacy"));
    CHECK_FALSE(no_common_algorithm("no match for method x: server [ssh-rsa]", true)
                    .advice.starts_with("--legacy"));
    CHECK(no_common_algorithm("no match for method ", false).message ==
          "no algorithm in common for ; the server offers ");
}
