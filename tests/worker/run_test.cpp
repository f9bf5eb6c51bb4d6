// SPDX-License-Identifier: Apache-2.0
// A real, confined worker process.
#include "junos_audit/worker/run.hpp"

#include "junos_audit/base/frame.hpp"
#include "junos_audit/base/limits.hpp"
#include "junos_audit/policy/assessment.hpp"
#include "junos_audit/worker/job.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace junos_audit;
using namespace junos_audit::worker;
using namespace std::chrono_literals;

namespace {

class WorkerUnderTest {
public:
    WorkerUnderTest()
        : frames_(limits::record_bytes_max) {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            std::signal(SIGABRT, SIG_DFL); // the test program's own handler is inherited
            ::close(ends[0]);
            ::_exit(run(ends[1]));
        }
        ::close(ends[1]);
        socket_ = ends[0];
        const timeval patience{30, 0};
        REQUIRE(::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
    }
    ~WorkerUnderTest() {
        if (socket_ >= 0)
            (void)end();
    }

    void say(const std::string& content) {
        const auto frame = to_frame(content);
        REQUIRE(::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(frame.size()));
    }

    /// The next record that is no heartbeat; nothing at the end.
    std::optional<Record> hear() {
        for (;;) {
            auto next = frames_.next();
            if (const auto* content = std::get_if<std::string>(&next)) {
                auto record = decode_record(*content);
                REQUIRE(record);
                if (record->kind != Record::Kind::heartbeat)
                    return record;
                continue;
            }
            char buffer[4096];
            const auto got = ::read(socket_, buffer, sizeof buffer);
            if (got <= 0)
                return std::nullopt;
            frames_.feed({buffer, static_cast<std::size_t>(got)});
        }
    }

    /// Closes our end and waits for the exit status.
    int end() {
        ::close(socket_);
        socket_ = -1;
        int status = 0;
        REQUIRE(::waitpid(pid_, &status, 0) == pid_);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t pid_ = -1;
    int socket_ = -1;
    FrameReader frames_;
};

using Kind = Record::Kind;

void expect(WorkerUnderTest& worker, Kind kind, std::uint32_t task) {
    const auto record = worker.hear();
    REQUIRE(record);
    CHECK(record->kind == kind);
    CHECK(record->task == task);
}

} // namespace

TEST_CASE("a worker says that it is ready and ends with its parent", "[worker][run]") {
    WorkerUnderTest worker;
    const auto first = worker.hear();
    REQUIRE(first);
    CHECK(first->kind == Kind::ready);
    CHECK(first->body.find("\"libssh\"") != std::string::npos);
    CHECK(worker.end() == 0);
}

TEST_CASE("a worker that is told nonsense ends as an internal error", "[worker][run]") {
    for (const auto& nonsense : {std::string("X"), encode(Task{})}) {
        WorkerUnderTest worker;
        expect(worker, Kind::ready, 0);
        worker.say(nonsense);
        CHECK_FALSE(worker.hear().has_value());
        CHECK(worker.end() == 70);
    }
}

TEST_CASE("a device that refuses connections is assessed as not reached", "[worker][run]") {
    WorkerUnderTest worker;
    expect(worker, Kind::ready, 0);
    Setup setup;
    setup.device_timeout = 200ms; // no time for a second connection
    worker.say(encode(setup));
    Task task;
    task.id = 7;
    task.host = "localhost";
    task.addresses = {"127.0.0.1"};
    task.port = 1;
    task.user = "audit";
    task.credential.method = LoginMethod::password;
    task.credential.secret = Secret("x");
    worker.say(encode(task));
    const auto record = worker.hear();
    REQUIRE(record);
    CHECK(record->kind == Kind::assessment);
    const auto assessment = policy::from_record(record->body);
    REQUIRE(assessment);
    CHECK_FALSE(assessment->provenance.reached);
    REQUIRE(assessment->provenance.failure);
    CHECK(assessment->provenance.failure->code == FailureCode::connection_refused);
    expect(worker, Kind::done, 7);
    CHECK(worker.end() == 0);
}

TEST_CASE("a stored snapshot that cannot be read fails alone", "[worker][run]") {
    WorkerUnderTest worker;
    expect(worker, Kind::ready, 0);
    worker.say(encode(Setup{}));
    for (const std::uint32_t id : {1u, 2u}) {
        Task task;
        task.id = id;
        task.snapshot_directory = "/nowhere/to-be-found";
        worker.say(encode(task));
        const auto record = worker.hear();
        REQUIRE(record);
        CHECK(record->kind == Kind::failed);
        CHECK(record->body.find("/nowhere/to-be-found") != std::string::npos);
        expect(worker, Kind::done, id);
    }
}

TEST_CASE("a control that does not exist fails each task, with its name", "[worker][run]") {
    WorkerUnderTest worker;
    expect(worker, Kind::ready, 0);
    Setup setup;
    setup.controls = {"no-such-control"};
    worker.say(encode(setup));
    Task task;
    task.id = 3;
    worker.say(encode(task));
    const auto record = worker.hear();
    REQUIRE(record);
    CHECK(record->kind == Kind::failed);
    CHECK(record->body.find("no-such-control") != std::string::npos);
    expect(worker, Kind::done, 3);
}
