// SPDX-License-Identifier: Apache-2.0
#include "ssh/live.hpp"
#include "support/sshd.hpp"

#include <asio/detached.hpp>
#include <catch2/catch.hpp>

#include <signal.h>

#include <charconv>
#include <chrono>

using namespace junos_audit;
using namespace junos_audit::ssh;
using namespace std::chrono_literals;

namespace {

/// What a client of this server needs to get in.
live::Attempt attempt_at(const support::Sshd& server) {
    live::Attempt attempt;
    attempt.endpoint.port = static_cast<std::uint16_t>(server.port());
    attempt.endpoint.user = support::Sshd::user();
    attempt.known_hosts = server.known_hosts_line();
    attempt.login = live::key_login(server.user_key());
    return attempt;
}

asio::awaitable<void> connect_and_note(asio::any_io_executor executor, live::Attempt attempt,
                                       ConnectionFacts& facts, bool& ended) {
    const auto options = live::options_for(attempt);
    const auto connected =
        co_await connect(executor, attempt.endpoint, attempt.login, options, facts);
    ended = true;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a session with a real sshd carries bytes both ways", "[ssh][live]") {
    const support::Sshd server;
    live::Run run;
    REQUIRE(run.connect(attempt_at(server)) == "ok");
    CHECK(run.facts.address == "127.0.0.1");
    CHECK(run.facts.host_key_verdict == Verdict::verified);
    CHECK(run.facts.host_key_judged);
    CHECK(run.facts.host_key_fingerprint.starts_with("SHA256:"));
    const std::map<std::string, std::string> expected = {{"cipher", "aes256-ctr"},
                                                         {"host-key", "ssh-ed25519"},
                                                         {"kex", "curve25519-sha256"},
                                                         {"mac", "hmac-sha2-256-etm@openssh.com"}};
    CHECK(run.facts.algorithms == expected);
    CHECK(run.write("hello") == "ok");
    CHECK(run.read(5) == "hello");
    run.close();
    CHECK_FALSE(contains(server.log(), "Failed none"));
}

TEST_CASE("GCM is used only when it is offered", "[ssh][live]") {
    const support::Sshd server;
    auto attempt = attempt_at(server);
    attempt.gcm = true;
    live::Run run;
    REQUIRE(run.connect(attempt) == "ok");
    CHECK(run.facts.algorithms.at("cipher") == "aes128-gcm@openssh.com");
}

TEST_CASE("every type of key logs in", "[ssh][live]") {
    const support::Sshd server;
    struct Row {
        const char* name;
        const char* type;
        std::vector<std::string> more;
        const char* passphrase;
    };
    const Row rows[] = {
        {"Ed25519", "ed25519", {}, ""},
        {"Ed25519 with a passphrase", "ed25519", {}, "correct horse"},
        {"ECDSA 256", "ecdsa", {"-b", "256"}, ""},
        {"ECDSA 384", "ecdsa", {"-b", "384"}, ""},
        {"ECDSA 521", "ecdsa", {"-b", "521"}, ""},
        {"RSA in OpenSSH's container", "rsa", {"-b", "2048"}, ""},
        {"RSA in OpenSSH's container with a passphrase", "rsa", {"-b", "2048"}, "correct horse"},
        {"RSA in PEM", "rsa", {"-b", "2048", "-m", "PEM"}, ""},
    };
    int number = 0;
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto file = server.directory() / ("key" + std::to_string(number++));
        support::make_key(file, row.type, row.passphrase, row.more);
        server.accept(file);
        auto attempt = attempt_at(server);
        attempt.login = live::key_login(file, row.passphrase);
        live::Run run;
        CHECK(run.connect(attempt) == "ok");
    }
}

TEST_CASE("an agent logs in with the key that it holds", "[ssh][live]") {
    const support::Sshd server;
    const live::Agent agent;
    auto attempt = attempt_at(server);
    attempt.login = AgentLogin{agent.socket()};
    live::Run empty;
    CHECK(empty.connect(attempt) == "auth authentication-failed");
    agent.add(server.user_key());
    live::Run run;
    CHECK(run.connect(attempt) == "ok");
    attempt.login = AgentLogin{(server.directory() / "nobody").string()};
    live::Run absent;
    CHECK(absent.connect(attempt) == "auth authentication-failed");
    CHECK(absent.failure->message == "no ssh agent answers");
}

TEST_CASE("a server that has had enough of an agent's keys refused the login", "[ssh][live]") {
    support::SshdOptions options;
    options.configuration = {"MaxAuthTries 2"};
    const support::Sshd server(options);
    const live::Agent agent;
    for (const char* name : {"first", "second", "third", "fourth"}) {
        support::make_key(server.directory() / name, "ed25519");
        agent.add(server.directory() / name);
    }
    auto attempt = attempt_at(server);
    attempt.login = AgentLogin{agent.socket()};
    live::Run run;
    CHECK(run.connect(attempt) == "auth authentication-failed");
    CHECK(contains(run.failure->message, "Too many authentication failures"));
}

TEST_CASE("a key that the server does not know is refused, once", "[ssh][live]") {
    const support::Sshd server;
    support::make_key(server.directory() / "stranger", "ed25519");
    auto attempt = attempt_at(server);
    attempt.login = live::key_login(server.directory() / "stranger");
    live::Run run;
    CHECK(run.connect(attempt) == "auth authentication-failed");
    CHECK(run.failure->message == "the server refused publickey; it would go on with publickey");
    CHECK(contains(run.failure->advice, "set system login user"));
    const auto log = server.log();
    const auto first = log.find("Failed publickey");
    REQUIRE(first != std::string::npos);
    CHECK(log.find("Failed publickey", first + 1) == std::string::npos);
}

TEST_CASE("no credential goes to a server whose key is not the known one", "[ssh][live]") {
    const support::Sshd server;
    const auto& good = server.known_hosts_line();
    support::make_key(server.directory() / "another", "ed25519");
    support::make_key(server.directory() / "ecdsa", "ecdsa");
    const auto host = good.substr(0, good.find(' ') + 1);
    const auto another = host + support::read_file(server.directory() / "another.pub");
    const auto ecdsa = host + support::read_file(server.directory() / "ecdsa.pub");
    struct Row {
        const char* name;
        std::string known;
        HostKeyPolicy policy;
        const char* expected;
    };
    const Row rows[] = {
        {"unknown", "", HostKeyPolicy::strict, "host-key host-key-unknown"},
        {"unknown, accepted", "", HostKeyPolicy::accept_new, "ok"},
        {"changed", another, HostKeyPolicy::strict, "host-key host-key-mismatch"},
        {"changed, new ones accepted", another, HostKeyPolicy::accept_new,
         "host-key host-key-mismatch"},
        {"another type is known", ecdsa, HostKeyPolicy::strict, "host-key host-key-mismatch"},
        {"another one is known as well", another + good, HostKeyPolicy::strict, "ok"},
        {"revoked", "@revoked " + good, HostKeyPolicy::strict, "host-key host-key-revoked"},
        {"revoked, new ones accepted", "@revoked " + good, HostKeyPolicy::accept_new,
         "host-key host-key-revoked"},
        {"revoked and known", good + "@revoked * " + good.substr(good.find(' ') + 1),
         HostKeyPolicy::strict, "host-key host-key-revoked"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto attempt = attempt_at(server);
        attempt.known_hosts = row.known;
        attempt.policy = row.policy;
        live::Run run;
        CHECK(run.connect(attempt) == row.expected);
        CHECK(run.facts.host_key_judged);
    }
    const auto log = server.log();
    std::size_t logins = 0;
    for (auto at = log.find("publickey for"); at != std::string::npos;
         at = log.find("publickey for", at + 1)) {
        ++logins;
    }
    CHECK(logins == 2); // the two rows that are ok
}

TEST_CASE("an unknown host key is told with its fingerprint and how to record it", "[ssh][live]") {
    const support::Sshd server;
    auto attempt = attempt_at(server);
    attempt.known_hosts.clear();
    live::Run run;
    REQUIRE(run.connect(attempt) == "host-key host-key-unknown");
    CHECK(contains(run.failure->message, "ssh-ed25519 " + run.facts.host_key_fingerprint));
    CHECK(contains(run.failure->advice, "ssh-keyscan -p " + std::to_string(server.port()) +
                                            " 127.0.0.1 >> ~/.ssh/known_hosts"));
}

TEST_CASE("the host key type that is known is asked for first", "[ssh][live]") {
    support::TemporaryDirectory more;
    support::make_key(more / "rsa", "rsa", "", {"-b", "2048"});
    support::SshdOptions options;
    options.configuration = {"HostKey " + (more / "rsa").string()};
    const support::Sshd server(options);
    auto attempt = attempt_at(server);
    attempt.known_hosts = "127.0.0.1 " + support::read_file(more / "rsa.pub");
    live::Run run;
    CHECK(run.connect(attempt) == "ok");
    CHECK(run.facts.host_key_type == "ssh-rsa");
    CHECK(run.facts.host_key_verdict == Verdict::verified_without_port);
}

TEST_CASE("an RSA host key of 1024 bits is too weak, also with legacy algorithms", "[ssh][live]") {
    support::SshdOptions options;
    options.host_key_type = "rsa";
    options.host_key_more = {"-b", "1024"};
    const support::Sshd server(options);
    for (const bool legacy : {false, true}) {
        CAPTURE(legacy);
        auto attempt = attempt_at(server);
        attempt.legacy = legacy;
        live::Run run;
        CHECK(run.connect(attempt) == "host-key host-key-weak");
    }
}

TEST_CASE("old algorithms are refused, and accepted where the user allows them", "[ssh][live]") {
    struct Row {
        const char* name;
        std::vector<std::string> configuration;
        const char* message;
    };
    const Row rows[] = {
        {"group14-sha1",
         {"KexAlgorithms diffie-hellman-group14-sha1"},
         "no algorithm in common for kex algos; the server offers diffie-hellman-group14-sha1"},
        {"ssh-rsa",
         {"HostKeyAlgorithms ssh-rsa"},
         "no algorithm in common for server host key algo; the server offers ssh-rsa"},
        {"hmac-sha1",
         {"MACs hmac-sha1", "Ciphers aes128-ctr"},
         "no algorithm in common for mac algo client->server; the server offers hmac-sha1"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        support::SshdOptions options;
        options.host_key_type = "rsa";
        options.host_key_more = {"-b", "2048"};
        options.configuration = row.configuration;
        const support::Sshd server(options);
        auto attempt = attempt_at(server);
        live::Run refused;
        CHECK(refused.connect(attempt) == "kex no-common-algorithm");
        REQUIRE(refused.failure);
        CHECK(refused.failure->message.starts_with(row.message));
        CHECK(contains(refused.failure->advice, "--legacy-algorithms"));
        attempt.legacy = true;
        live::Run accepted;
        CHECK(accepted.connect(attempt) == "ok");
    }
}

TEST_CASE("a server without the subsystem refuses it", "[ssh][live]") {
    support::SshdOptions options;
    options.subsystem.clear();
    const support::Sshd server(options);
    live::Run run;
    CHECK(run.connect(attempt_at(server)) == "subsystem subsystem-refused");
    CHECK(run.failure->message == "the server refused the subsystem 'netconf'");
    CHECK(contains(run.failure->advice, "set system services netconf ssh"));
}

TEST_CASE("5 MB come through whole, and then the end", "[ssh][live]") {
    const support::TemporaryDirectory directory;
    std::string text;
    for (int line = 0; text.size() < 5u << 20; ++line) {
        text += "line " + std::to_string(line) + "\n";
    }
    support::write_file(directory / "text", text);
    support::SshdOptions options;
    options.subsystem = "/bin/cat " + (directory / "text").string();
    const support::Sshd server(options);
    for (const bool gcm : {false, true}) {
        auto attempt = attempt_at(server);
        attempt.gcm = gcm;
        live::Run run;
        REQUIRE(run.connect(attempt) == "ok");
        CHECK((run.read(text.size() + 1) == text));
        CHECK(run.read(1).empty());
        run.close();
    }
}

TEST_CASE("what is written in large pieces is echoed whole", "[ssh][live]") {
    const support::Sshd server;
    live::Run run;
    REQUIRE(run.connect(attempt_at(server)) == "ok");
    for (int turn = 0; turn < 20; ++turn) {
        const std::string piece(50'000, static_cast<char>('a' + turn));
        REQUIRE(run.write(piece) == "ok");
        REQUIRE((run.read(piece.size()) == piece));
    }
    run.close();
}

TEST_CASE("a server that is killed is a lost session", "[ssh][live]") {
    const support::TemporaryDirectory directory;
    support::write_file(directory / "tell", "#!/bin/sh\ncat /proc/$PPID/stat\nexec cat\n", true);
    support::SshdOptions options;
    options.subsystem = "exec " + (directory / "tell").string(); // its parent is the session's sshd
    const support::Sshd server(options);
    live::Run run;
    REQUIRE(run.connect(attempt_at(server)) == "ok");
    run.stream->set_phase(Phase::rpc);
    const auto line = run.read(1);
    CAPTURE(line);
    pid_t session = 0;
    std::from_chars(line.data(), line.data() + line.size(), session);
    REQUIRE(session > 1);
    REQUIRE(::kill(session, SIGKILL) == 0);
    CHECK(run.read(1) == "rpc session-lost");
    CHECK_FALSE(run.write(std::string(100'000, 'x')) == "ok");
    run.close();
}

TEST_CASE("a device that says nothing more is a timeout in the phase that waited", "[ssh][live]") {
    const support::Sshd server;
    live::Run run;
    REQUIRE(run.connect(attempt_at(server)) == "ok");
    run.stream->set_phase(Phase::rpc);
    run.stream->set_deadline(std::chrono::steady_clock::now() + 100ms);
    CHECK(run.read(1) == "rpc timeout");
    run.close();
}

TEST_CASE("a loop that is given up with a session on it leaves no descriptor behind",
          "[ssh][live]") {
    const support::Sshd server;
    const auto before = live::open_descriptors();
    {
        asio::io_context loop{1};
        ConnectionFacts facts;
        const auto attempt = attempt_at(server);
        bool ended = false;
        asio::co_spawn(loop, connect_and_note(loop.get_executor(), attempt, facts, ended),
                       asio::detached);
        for (int step = 0; step < 6; ++step) {
            loop.run_one(); // somewhere in the handshake
        }
        CHECK_FALSE(ended);
    }
    CHECK(live::open_descriptors() == before);
}
