// SPDX-License-Identifier: Apache-2.0
#include "ssh/live.hpp"
#include "ssh/peers.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace junos_audit;
using namespace junos_audit::ssh;
using namespace std::chrono_literals;
using peers::Script;
using peers::SshServer;

namespace {

using Credentials = std::vector<std::string>;

std::shared_ptr<const Secret> secret(const std::string& text) {
    return std::make_shared<const Secret>(Secret(text));
}

live::Attempt attempt_at(const SshServer& server, Login login) {
    live::Attempt attempt;
    attempt.endpoint.port = static_cast<std::uint16_t>(server.port());
    attempt.known_hosts = server.known_hosts_line();
    attempt.login = std::move(login);
    attempt.patience = 3s;
    return attempt;
}

} // namespace

TEST_CASE("a password is sent once and nothing before it", "[ssh][login]") {
    SshServer server({});
    live::Run run;
    CHECK(run.connect(attempt_at(server, PasswordLogin{secret("secret")})) == "ok");
    run.close();
    CHECK(server.credentials() == Credentials{"password:secret"});
}

TEST_CASE("a wrong password is not tried again", "[ssh][login]") {
    SshServer server({});
    live::Run run;
    CHECK(run.connect(attempt_at(server, PasswordLogin{secret("wrong")})) ==
          "auth authentication-failed");
    CHECK(run.failure->message ==
          "the server refused password; it would go on with password, keyboard-interactive");
    CHECK(server.credentials() == Credentials{"password:wrong"});
}

TEST_CASE("a password never goes to a server whose key is unknown", "[ssh][login]") {
    SshServer server({});
    auto attempt = attempt_at(server, PasswordLogin{secret("secret")});
    attempt.known_hosts.clear();
    live::Run run;
    CHECK(run.connect(attempt) == "host-key host-key-unknown");
    CHECK(server.credentials().empty());
}

TEST_CASE("a password with a NUL byte is refused before anything is sent", "[ssh][login]") {
    SshServer server({});
    live::Run run;
    CHECK(run.connect(attempt_at(server, PasswordLogin{secret(std::string("a\0b", 3))})) ==
          "auth authentication-failed");
    CHECK(server.credentials().empty());
}

TEST_CASE("a server that wants a second method is told so", "[ssh][login]") {
    Script script;
    script.partial = true;
    SshServer server(script);
    live::Run run;
    CHECK(run.connect(attempt_at(server, PasswordLogin{secret("secret")})) ==
          "auth authentication-failed");
    CHECK(run.failure->message == "the server wants a further method after password: publickey");
}

TEST_CASE("a login that is never answered is a timeout", "[ssh][login]") {
    Script script;
    script.answer_login = false;
    SshServer server(script);
    auto attempt = attempt_at(server, PasswordLogin{secret("secret")});
    attempt.patience = 500ms;
    live::Run run;
    CHECK(run.connect(attempt) == "auth timeout");
}

TEST_CASE("keyboard-interactive answers one hidden question for a password and no other",
          "[ssh][login]") {
    struct Row {
        const char* name;
        std::vector<peers::Prompt> prompts;
        int rounds;
        const char* expected;
        Credentials sent;
    };
    const Row rows[] = {
        {"one hidden prompt", {{"Password: "}}, 1, "ok", {"answer:secret"}},
        {"a passcode", {{"Enter PASSCODE:"}}, 1, "ok", {"answer:secret"}},
        {"three rounds",
         {{"Password: "}},
         3,
         "ok",
         {"answer:secret", "answer:secret", "answer:secret"}},
        {"rounds without end",
         {{"Password: "}},
         100,
         "auth authentication-failed",
         {"answer:secret", "answer:secret", "answer:secret"}},
        {"no prompt, once", {}, 1, "ok", {}},
        {"no prompt, for ever", {}, 100, "auth authentication-failed", {}},
        {"two prompts", {{"Password: "}, {"Password: "}}, 1, "auth authentication-failed", {}},
        {"two hundred prompts",
         std::vector<peers::Prompt>(200, peers::Prompt{"Password: "}),
         1,
         "auth authentication-failed",
         {}},
        {"a prompt with echo", {{"Password: ", true}}, 1, "auth authentication-failed", {}},
        {"another secret",
         {{"Enter passphrase for key '/root/.ssh/id_rsa': "}},
         1,
         "auth authentication-failed",
         {}},
        {"a new password", {{"New password: "}}, 1, "auth authentication-failed", {}},
        {"a change after the old password",
         {{"Password has expired. Current password: "}},
         1,
         "auth authentication-failed",
         {}},
        {"a retyped password", {{"Retype PASSWORD: "}}, 1, "auth authentication-failed", {}},
        {"the password again", {{"Password again: "}}, 1, "auth authentication-failed", {}},
        {"an escape sequence",
         {{"\x1b]52;c;AAAA\x07Password: "}},
         1,
         "auth authentication-failed",
         {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Script script;
        script.prompts = row.prompts;
        script.rounds = row.rounds;
        SshServer server(script);
        live::Run run;
        CHECK(run.connect(attempt_at(server, KeyboardInteractiveLogin{secret("secret")})) ==
              row.expected);
        CHECK(server.credentials() == row.sent);
        CHECK((!run.failure || run.failure->message.find('\x1b') == std::string::npos));
    }
}

TEST_CASE("a password that must be changed is left to a human", "[ssh][login]") {
    Script script;
    script.prompts = {{"Change your password:"}};
    SshServer server(script);
    live::Run run;
    CHECK(run.connect(attempt_at(server, KeyboardInteractiveLogin{secret("secret")})) ==
          "auth authentication-failed");
    CHECK(run.failure->message == "the server wants the password changed: 'Change your password:'");
    CHECK(run.failure->advice == "log in by hand and change the password");
}

TEST_CASE("a wrong answer is refused", "[ssh][login]") {
    SshServer server({});
    live::Run run;
    CHECK(run.connect(attempt_at(server, KeyboardInteractiveLogin{secret("wrong")})) ==
          "auth authentication-failed");
    CHECK(server.credentials() == Credentials{"answer:wrong"});
}

TEST_CASE("an RSA key is tried although the server sends EXT_INFO late", "[ssh][login]") {
    // T2: a libssh server sends it after our NEWKEYS; without the guard most of these logins are
    // refused by our own side.
    const support::TemporaryDirectory directory;
    support::make_key(directory / "key", "rsa", "", {"-b", "2048"});
    for (int i = 0; i < 5; ++i) {
        SshServer server({});
        live::Run run;
        CHECK(run.connect(attempt_at(server, live::key_login(directory / "key"))) ==
              "auth authentication-failed");
        CHECK(server.credentials() == Credentials{"key"}); // it was sent: the server's own refusal
    }
}

TEST_CASE("a refused channel and a refused subsystem are told apart", "[ssh][channel]") {
    Script no_channel;
    no_channel.allow_channel = false;
    SshServer first(no_channel);
    live::Run run;
    CHECK(run.connect(attempt_at(first, PasswordLogin{secret("secret")})) ==
          "channel subsystem-refused");
    Script no_subsystem;
    no_subsystem.allow_subsystem = false;
    SshServer second(no_subsystem);
    CHECK(run.connect(attempt_at(second, PasswordLogin{secret("secret")})) ==
          "subsystem subsystem-refused");
}

TEST_CASE("the end of the stream follows the last byte, also when the channel is closed at once",
          "[ssh][channel]") {
    Script script;
    script.then = [](ssh_session, ssh_channel channel) {
        ssh_channel_write(channel, "whole", 5);
        ssh_channel_request_send_exit_status(channel, 0);
        ssh_channel_close(channel);
    };
    SshServer server(script);
    live::Run run;
    REQUIRE(run.connect(attempt_at(server, PasswordLogin{secret("secret")})) == "ok");
    CHECK(run.read(100) == "whole");
    CHECK(run.read(100).empty());
    run.close();
}

TEST_CASE("more than 64 KiB on stderr ends the session, less does no harm", "[ssh][channel]") {
    // Not sshd: it throws away what a subsystem writes there.
    for (const std::size_t size : {64u << 10, (64u << 10) + 1}) {
        CAPTURE(size);
        Script script;
        script.then = [size](ssh_session session, ssh_channel channel) {
            ssh_set_blocking(session, 1);
            const std::string noise(size, 'n');
            ssh_channel_write_stderr(channel, noise.data(), static_cast<std::uint32_t>(size));
            ssh_channel_write(channel, "hello", 5);
            ssh_set_blocking(session, 0);
        };
        SshServer server(script);
        live::Run run;
        REQUIRE(run.connect(attempt_at(server, PasswordLogin{secret("secret")})) == "ok");
        run.stream->set_phase(Phase::hello);
        CHECK(run.read(5) == (size > 64u << 10 ? "hello limit-exceeded" : "hello"));
    }
}

TEST_CASE("a closed stream says so and can be closed again", "[ssh][channel]") {
    SshServer server({});
    live::Run run;
    REQUIRE(run.connect(attempt_at(server, PasswordLogin{secret("secret")})) == "ok");
    run.wait_for_void(run.stream->close());
    run.wait_for_void(run.stream->close());
    CHECK(run.read(1) == "close session-lost");
    CHECK(run.write("x") == "close session-lost");
}
