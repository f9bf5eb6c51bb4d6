// SPDX-License-Identifier: Apache-2.0
// Real processes: what a worker does to itself must not show in another device's result.
#include "junos_audit/fleet/supervisor.hpp"

#include "junos_audit/base/frame.hpp"

#include <asio/post.hpp>
#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <map>

using namespace junos_audit;
using namespace junos_audit::fleet;
using namespace std::chrono_literals;

namespace {

/// What a worker does with a device. `once`: only when it has others beside it, attempt 1.
enum class Conduct {
    work,
    crash,
    crash_once,
    half_then_crash_once, ///< one record goes out before the crash
    leave,                ///< ends in order without a word
    spin,
    sleep,
    flood,     ///< records without end
    too_large, ///< one frame above the limit
    nonsense,
    foreign, ///< speaks of another device
    unasked, ///< speaks of a device that nobody has
};

/// "t 3 1": task 3, attempt 1. "r 3 text", "l 3 text" (passing), "d 3", "h", "R".
class FakeWorker {
public:
    FakeWorker(int socket, const std::vector<Conduct>& conducts)
        : socket_(socket)
        , conducts_(conducts) {}

    int run() {
        std::signal(SIGABRT, SIG_DFL); // the test program's own handler is inherited
        say("R");
        FrameReader frames(1000);
        char buffer[1000];
        for (ssize_t got = 0; (got = ::read(socket_, buffer, sizeof buffer)) > 0;) {
            frames.feed({buffer, static_cast<std::size_t>(got)});
            for (auto next = frames.next(); std::holds_alternative<std::string>(next);
                 next = frames.next())
                if (const auto& text = std::get<std::string>(next); text[0] == 't')
                    obey(text.substr(2, 1), text.substr(4) == "1");
        }
        return 0;
    }

private:
    void obey(const std::string& device, bool first) {
        switch (conducts_.at(static_cast<std::size_t>(device[0] - '0'))) {
        case Conduct::work:
            break;
        case Conduct::crash:
            ::raise(SIGABRT);
            break;
        case Conduct::crash_once:
            if (first)
                ::raise(SIGABRT);
            break;
        case Conduct::half_then_crash_once:
            say("l " + device + " line");
            say("r " + device + " result");
            if (first)
                ::raise(SIGABRT);
            return say("d " + device);
        case Conduct::leave:
            ::_exit(3);
        case Conduct::spin:
            for (volatile bool on = true; on;) {
            }
            break;
        case Conduct::sleep:
            for (;;)
                ::pause();
        case Conduct::flood:
            for (;;)
                say("r " + device + " " + std::string(900, 'x'));
        case Conduct::too_large:
            say(std::string(100'000, 'x'));
            break;
        case Conduct::nonsense:
            say("?");
            break;
        case Conduct::foreign:
            say("r 9 result");
            break;
        case Conduct::unasked:
            say("d 0");
            break;
        }
        say("r " + device + " result");
        say("d " + device);
    }

    void say(const std::string& text) const {
        const auto frame = to_frame(text);
        if (::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL) < 0)
            ::_exit(0);
    }

    int socket_;
    const std::vector<Conduct>& conducts_;
};

/// Writes down what it hears of each device.
class FakeJob final : public Job {
public:
    std::string setup() override { return to_frame("s"); }
    std::string task(std::size_t device, int attempt) override {
        if (on_task)
            on_task(device);
        return to_frame("t " + std::to_string(device) + " " + std::to_string(attempt));
    }
    Message read(std::string_view content) override {
        using Kind = Message::Kind;
        const std::map<char, Kind> kinds{{'R', Kind::ready},
                                         {'h', Kind::heartbeat},
                                         {'l', Kind::passing},
                                         {'r', Kind::record},
                                         {'d', Kind::done}};
        const auto kind = content.empty() ? kinds.end() : kinds.find(content[0]);
        if (kind == kinds.end())
            return {};
        return {kind->second, content.size() < 3 ? 0 : static_cast<std::size_t>(content[2] - '0')};
    }
    void on_record(std::size_t device, std::string_view content) override {
        if (throws_at == device)
            throw std::runtime_error("hostile bytes");
        heard[device] += std::string(content.substr(4)) + "; ";
    }
    bool on_finished(std::size_t device) override {
        heard[device] += "finished";
        return true;
    }
    void on_lost(std::size_t device, const Failure& failure) override {
        heard[device] += std::string(to_word(failure.code)) + ": " + failure.message;
    }

    std::map<std::size_t, std::string> heard;
    std::function<void(std::size_t)> on_task;
    std::optional<std::size_t> throws_at;
};

SupervisorOptions quick() {
    SupervisorOptions options;
    options.queue.start_interval = 0us;
    options.device_deadline = 400ms;
    options.silence_max = 5s;
    options.frame_bytes_max = 10'000;
    return options;
}

using Heard = std::map<std::size_t, std::string>;

Heard run(const std::vector<Conduct>& conducts, const SupervisorOptions& options = quick()) {
    auto spawner = Spawner::start([&](int socket) { return FakeWorker(socket, conducts).run(); });
    asio::io_context loop;
    FakeJob job;
    Supervisor(loop, spawner, job, options).run(std::vector<std::size_t>(conducts.size(), 0));
    return job.heard;
}

const std::string good = "result; finished";

std::string killed(const std::string& how) {
    return "worker-killed: the process that audited it " + how + ", twice";
}

} // namespace

TEST_CASE("every device has its records and then its end", "[fleet][supervisor]") {
    for (const std::size_t workers : {1u, 2u, 9u}) {
        CAPTURE(workers);
        auto options = quick();
        options.workers = workers;
        CHECK(run({Conduct::work, Conduct::work, Conduct::work}, options) ==
              Heard{{0, good}, {1, good}, {2, good}});
    }
}

TEST_CASE("without a device there is nothing to do", "[fleet][supervisor]") {
    CHECK(run({}).empty());
}

TEST_CASE("one device that misbehaves costs the others nothing", "[fleet][supervisor]") {
    struct Row {
        const char* name;
        Conduct conduct;
        std::string heard;
    };
    const Row rows[] = {
        {"crashes", Conduct::crash, killed("killed by signal 6 (Aborted)")},
        {"ends", Conduct::leave, killed("exited with status 3")},
        {"spins", Conduct::spin, killed("did not finish within 1 s")},
        {"sleeps", Conduct::sleep, killed("did not finish within 1 s")},
        {"floods", Conduct::flood, killed("sent more records than a device has")},
        {"frame too large", Conduct::too_large, killed("announced a record of 100000 bytes")},
        {"nonsense", Conduct::nonsense, killed("sent what is no record")},
        {"foreign device", Conduct::foreign, killed("spoke of a device that is not its own")},
        {"crashes once", Conduct::crash_once, good},
        {"crashes once after a record", Conduct::half_then_crash_once, "line; line; " + good},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK(run({Conduct::work, row.conduct, Conduct::work, Conduct::work}) ==
              Heard{{0, good}, {1, row.heard}, {2, good}, {3, good}});
    }
}

TEST_CASE("a record that its reader chokes on costs the device its record, not its end",
          "[fleet][supervisor]") {
    const std::vector<Conduct> conducts{Conduct::work, Conduct::work};
    auto spawner = Spawner::start([&](int socket) { return FakeWorker(socket, conducts).run(); });
    asio::io_context loop;
    FakeJob job;
    job.throws_at = 0;
    Supervisor(loop, spawner, job, quick()).run({0, 0});
    CHECK(job.heard == Heard{{0, "finished"}, {1, good}});
}

TEST_CASE("a worker that ends a device twice, or one that it never had, is not believed",
          "[fleet][supervisor]") {
    CHECK(run({Conduct::work, Conduct::unasked}) ==
          Heard{{0, good}, {1, killed("spoke of a device that is not its own")}});
}

TEST_CASE("several devices that misbehave are each judged alone", "[fleet][supervisor]") {
    CHECK(run({Conduct::crash, Conduct::spin, Conduct::work, Conduct::leave}) ==
          Heard{{0, killed("killed by signal 6 (Aborted)")},
                {1, killed("did not finish within 1 s")},
                {2, good},
                {3, killed("exited with status 3")}});
}

TEST_CASE("a worker that falls silent is killed", "[fleet][supervisor]") {
    auto options = quick();
    options.device_deadline = 1h;
    options.silence_max = 300ms;
    CHECK(run({Conduct::sleep, Conduct::work}, options) ==
          Heard{{0, killed("said nothing for 1 s")}, {1, good}});
}

TEST_CASE("workers that are never ready end the run, not hang it", "[fleet][supervisor]") {
    struct Row {
        const char* name;
        WorkerMain worker;
        std::string how;
    };
    const Row rows[] = {
        {"end", [](int) { return 70; }, "exited with status 70"},
        {"silent", [](int) { return ::pause(); }, "said nothing for 1 s"},
    };
    auto options = quick();
    options.silence_max = 100ms;
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto spawner = Spawner::start(row.worker);
        asio::io_context loop;
        FakeJob job;
        Supervisor(loop, spawner, job, options).run({0, 0});
        const auto lost = "worker-killed: no worker process: " + row.how;
        CHECK(job.heard == Heard{{0, lost}, {1, lost}});
    }
}

TEST_CASE("without a spawner every device is lost, with the reason", "[fleet][supervisor]") {
    auto spawner = Spawner::start([](int) { return 0; });
    REQUIRE(::kill(spawner.pid(), SIGKILL) == 0);
    asio::io_context loop;
    FakeJob job;
    Supervisor(loop, spawner, job, quick()).run({0});
    CHECK(job.heard == Heard{{0, "worker-killed: no worker process: the spawner process is gone"}});
}

TEST_CASE("an interrupted run keeps what is finished and marks the rest", "[fleet][supervisor]") {
    const std::vector<Conduct> conducts{Conduct::work, Conduct::sleep, Conduct::work};
    auto spawner = Spawner::start([&](int socket) { return FakeWorker(socket, conducts).run(); });
    asio::io_context loop;
    FakeJob job;
    auto options = quick();
    options.queue.concurrency = 1;
    options.device_deadline = 1h;
    Supervisor supervisor(loop, spawner, job, options);
    job.on_task = [&](std::size_t device) {
        if (device == 1)
            asio::post(loop, [&] { supervisor.request_stop(); });
    };
    supervisor.run({0, 0, 0});
    CHECK(job.heard == Heard{{0, good},
                             {1, "interrupted: the run was interrupted"},
                             {2, "interrupted: the run was interrupted"}});
}
