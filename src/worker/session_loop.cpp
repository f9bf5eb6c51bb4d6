// SPDX-License-Identifier: Apache-2.0
#include "worker/session_loop.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/snapshot/store.hpp"
#include "junos_audit/worker/confine.hpp"

#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <nlohmann/json.hpp>

#include <exception>
#include <random>
#include <utility>

namespace junos_audit::worker {

namespace {

using namespace std::chrono_literals;

constexpr auto heartbeat_interval = 1s;
constexpr std::size_t read_bytes = 64u << 10;
/// A task: names, addresses, a key and what known_hosts says.
constexpr std::size_t order_bytes_max = 8u << 20;

asio::awaitable<void> sleep(asio::io_context& loop, std::chrono::milliseconds time) {
    asio::steady_timer timer(loop, time);
    asio::error_code ignored; // nobody cancels it
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

std::string ready_body(const ssh::SelfTest& self_test) {
    return nlohmann::json{{"libssh", ssh::library_version()},
                          {"rejects-flipped-bit", self_test.rejects_flipped_bit}}
        .dump();
}

std::string wire_line(collect::Direction direction, std::string_view bytes) {
    constexpr std::size_t shown_bytes_max = 64u << 10;
    const auto* arrow = direction == collect::Direction::sent ? "> " : "< ";
    return arrow + std::to_string(bytes.size()) + " " + printable(bytes, shown_bytes_max);
}

} // namespace

SessionLoop::SessionLoop(int socket, ssh::SelfTest self_test)
    : loop_(1)
    , socket_(loop_, asio::local::stream_protocol(), socket)
    , self_test_(std::move(self_test))
    , frames_(order_bytes_max)
    , buffer_(read_bytes) {}

int SessionLoop::run() noexcept {
    say({Record::Kind::ready, 0, ready_body(self_test_)});
    start(hear_orders());
    start(beat());
    loop_.run();
    return status_;
}

/// What nobody expected ends the process, and supervision runs its devices again: a coroutine that
/// is gone in silence would leave them without an end.
void SessionLoop::start(asio::awaitable<void> work) {
    asio::co_spawn(loop_, std::move(work), [](const std::exception_ptr& error) {
        if (error)
            std::rethrow_exception(error);
    });
}

void SessionLoop::end(int status) {
    status_ = status;
    loop_.stop();
}

// --- with the parent ---

asio::awaitable<void> SessionLoop::hear_orders() {
    for (;;) {
        asio::error_code error;
        const auto got = co_await socket_.async_read_some(
            asio::buffer(buffer_), asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return end(0);
        frames_.feed({buffer_.data(), got});
        std::fill(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(got), '\0');
        for (;;) {
            auto next = frames_.next();
            if (std::holds_alternative<FrameReader::NeedMore>(next))
                break;
            auto* content = std::get_if<std::string>(&next);
            if (content == nullptr || !obey(std::move(*content)))
                co_return end(static_cast<int>(ExitStatus::internal));
        }
    }
}

bool SessionLoop::obey(std::string content) {
    auto order = decode_order(content);
    wipe(content);
    if (!order)
        return false;
    if (auto* setup = std::get_if<Setup>(&*order)) {
        if (setup_)
            return false;
        setup_ = std::move(*setup);
        if (!setup_->agent)
            forbid_local_sockets();
        try {
            bench_ = make_bench(*setup_);
        } catch (const UsageError& error) {
            unusable_ = error.what();
        }
        return true;
    }
    if (!setup_)
        return false;
    begin(std::move(std::get<Task>(*order)));
    return true;
}

asio::awaitable<void> SessionLoop::beat() {
    for (;;) {
        say({Record::Kind::heartbeat, 0, ""});
        co_await sleep(loop_, heartbeat_interval);
    }
}

void SessionLoop::say(const Record& record) {
    outbox_.push_back(to_frame(encode(record)));
    if (outbox_.size() == 1)
        start(write_records());
}

asio::awaitable<void> SessionLoop::write_records() {
    while (!outbox_.empty()) {
        asio::error_code error;
        co_await asio::async_write(socket_, asio::buffer(outbox_.front()),
                                   asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return end(0);
        outbox_.pop_front();
    }
}

// --- with the devices ---

void SessionLoop::begin(Task task) {
    if (!unusable_.empty()) {
        say({Record::Kind::failed, task.id, unusable_});
        say({Record::Kind::done, task.id, ""});
    } else if (!task.snapshot_directory.empty()) {
        judge_stored(task);
    } else if (task.credential.method == LoginMethod::agent) {
        agent_tasks_.push_back(std::move(task));
        if (agent_tasks_.size() == 1)
            start(audit_agent_tasks());
    } else {
        start(audit_live(std::move(task)));
    }
}

asio::awaitable<void> SessionLoop::audit_live(Task task) {
    co_await audit(task);
}

asio::awaitable<void> SessionLoop::audit_agent_tasks() {
    while (!agent_tasks_.empty()) {
        co_await audit(agent_tasks_.front());
        agent_tasks_.pop_front();
    }
}

asio::awaitable<void> SessionLoop::audit(const Task& task) {
    const auto snapshot = co_await collect(task);
    for (const auto& record : judge(snapshot, bench_, *setup_, task.id))
        say(record);
    say({Record::Kind::done, task.id, ""});
}

asio::awaitable<snapshot::Snapshot> SessionLoop::collect(const Task& task) {
    const auto around = world();
    collect::WireLog wire_log;
    if (setup_->wire_log)
        wire_log = [this, id = task.id](collect::Direction direction, std::string_view bytes) {
            say({Record::Kind::wire, id, wire_line(direction, bytes)});
        };
    DeviceAudit audit(task, *setup_, bench_.needs, around, std::move(wire_log));
    const auto login = keys_.login(task.credential);
    if (!login)
        co_return audit.not_tried(login.error());
    if (!self_test_.usable())
        co_return audit.not_tried({Phase::kex, FailureCode::no_common_algorithm,
                                   "no cipher of the loaded libssh rejects changed data",
                                   "update libssh"});
    co_return co_await audit.run(*login, self_test_.gcm_allowed());
}

void SessionLoop::judge_stored(const Task& task) {
    try {
        const auto snapshot = snapshot::load(task.snapshot_directory);
        for (const auto& record : judge(snapshot, bench_, *setup_, task.id))
            say(record);
    } catch (const UsageError& error) {
        say({Record::Kind::failed, task.id, error.what()});
    }
    say({Record::Kind::done, task.id, ""});
}

World SessionLoop::world() {
    return {clock_,
            [this](const ssh::Endpoint& endpoint, const ssh::Login& login,
                   const ssh::ConnectOptions& options, ssh::ConnectionFacts& facts) {
                return ssh::connect(loop_.get_executor(), endpoint, login, options, facts);
            },
            [this](std::chrono::milliseconds time) { return sleep(loop_, time); },
            [] {
                std::random_device source;
                return std::chrono::milliseconds(
                    std::uniform_int_distribution<int>(0, 500)(source));
            }};
}

} // namespace junos_audit::worker
