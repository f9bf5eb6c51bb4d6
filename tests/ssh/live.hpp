// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/ssh/client.hpp"
#include "support/sshd.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <thread>
#include <utility>

/// Drives ssh::connect from a test, one step at a time.
namespace live {

namespace audit = junos_audit;
namespace ssh = junos_audit::ssh;

inline ssh::Login key_login(const std::filesystem::path& file, const std::string& passphrase = "") {
    auto key =
        ssh::parse_private_key(audit::Secret(support::read_file(file)), audit::Secret(passphrase));
    return ssh::PublicKeyLogin{std::move(key).value()};
}

/// An ssh-agent of our own.
class Agent {
public:
    Agent()
        : process_({"ssh-agent", "-D", "-a", socket()}) {
        for (int i = 0; i < 500 && !std::filesystem::exists(socket()); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    [[nodiscard]] std::string socket() const { return directory_ / "agent"; }
    void add(const std::filesystem::path& key) const {
        support::run({"env", "SSH_AUTH_SOCK=" + socket(), "ssh-add", "-q", key.string()});
    }

private:
    support::TemporaryDirectory directory_;
    support::Child process_;
};

struct Attempt {
    ssh::Endpoint endpoint{{"127.0.0.1"}, "127.0.0.1", 830, "test"};
    ssh::Login login = ssh::PasswordLogin{};
    std::string known_hosts;
    ssh::HostKeyPolicy policy = ssh::HostKeyPolicy::strict;
    bool legacy = false;
    bool gcm = false;
    std::chrono::milliseconds patience{10'000};
};

inline ssh::ConnectOptions options_for(const Attempt& attempt) {
    ssh::KnownHosts known;
    known.add(attempt.known_hosts, "known_hosts");
    ssh::ConnectOptions options;
    options.host_key_policy = attempt.policy;
    options.known_keys = known.find(attempt.endpoint.host, attempt.endpoint.port);
    options.legacy_algorithms = attempt.legacy;
    options.offer_gcm = attempt.gcm;
    options.deadline = std::chrono::steady_clock::now() + attempt.patience;
    options.connect_deadline = options.deadline;
    return options;
}

inline std::ptrdiff_t open_descriptors() {
    const std::filesystem::directory_iterator open("/proc/self/fd");
    return std::distance(begin(open), end(open));
}

/// A loop with at most one session on it. Outcomes are "ok" or "phase code", so that tests compare
/// words.
class Run {
public:
    std::string connect(const Attempt& attempt) {
        const auto options = options_for(attempt);
        auto connected = wait_for(
            ssh::connect(loop.get_executor(), attempt.endpoint, attempt.login, options, facts));
        if (!connected) {
            return words(connected.error());
        }
        stream = std::move(connected).value();
        return "ok";
    }

    std::string write(std::string_view bytes) {
        auto written = wait_for(stream->write(bytes));
        return written ? "ok" : words(written.error());
    }

    /// Reads until `count` bytes are there or the peer ends; what came, or the failure's words.
    std::string read(std::size_t count) {
        std::string text;
        std::string buffer(65'536, '\0');
        while (text.size() < count) {
            auto got = wait_for(stream->read_some({buffer.data(), buffer.size()}));
            if (!got) {
                return words(got.error());
            }
            if (*got == 0) {
                break;
            }
            text.append(buffer, 0, *got);
        }
        return text;
    }

    void close() {
        wait_for_void(stream->close());
        stream.reset();
    }

    std::string words(const audit::Failure& failed) {
        failure = failed;
        return std::string(to_word(failed.phase)) + " " + std::string(to_word(failed.code));
    }

    template <class Value>
    Value wait_for(asio::awaitable<Value> work) {
        std::optional<Value> result;
        asio::co_spawn(
            loop,
            [](asio::awaitable<Value> its, std::optional<Value>& into) -> asio::awaitable<void> {
                into.emplace(co_await std::move(its));
            }(std::move(work), result),
            rethrow);
        run_until([&] { return result.has_value(); });
        return std::move(*result);
    }

    void wait_for_void(asio::awaitable<void> work) {
        bool done = false;
        asio::co_spawn(loop, std::move(work), [&](std::exception_ptr error) {
            done = true;
            rethrow(error);
        });
        run_until([&] { return done; });
    }

    asio::io_context loop{1};
    ssh::ConnectionFacts facts;
    std::unique_ptr<audit::transport::ByteStream> stream;
    std::optional<audit::Failure> failure;

private:
    /// Not run(): an open session's alarm is work as well.
    template <class Condition>
    void run_until(Condition holds) {
        loop.restart();
        while (!holds()) {
            loop.run_one();
        }
    }

    static void rethrow(std::exception_ptr error) {
        if (error) {
            std::rethrow_exception(error);
        }
    }
};

} // namespace live
