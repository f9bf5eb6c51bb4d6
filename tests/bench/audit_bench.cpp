// SPDX-License-Identifier: Apache-2.0
// Audits one mock device many times, the way a worker process does it, without the process: so that
// callgrind sees it, and so that its CPU time is nothing but the audits'. A second thread plays the
// parent.
//
//   audit_bench --devices N --concurrency N --identity FILE --known-hosts FILE [--ctr] [--eager]
//   ADDRESS:PORT
//
// Prints one JSON object: devices decided, seconds of wall time, milliseconds of CPU per device.
#include "junos_audit/base/limits.hpp"
#include "junos_audit/policy/assessment.hpp"
#include "worker/session_loop.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>

namespace {

using namespace junos_audit;

struct Arguments {
    std::map<std::string, std::string> values;
    bool ctr = false;
    bool eager = false;
    std::string target;

    [[nodiscard]] std::uint32_t number(const std::string& name) const {
        const auto& text = values.at(name);
        std::uint32_t result = 0;
        std::from_chars(text.data(), text.data() + text.size(), result);
        return result;
    }
};

Arguments read_arguments(int count, char** words) {
    Arguments arguments;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--ctr")
            arguments.ctr = true;
        else if (word == "--eager")
            arguments.eager = true;
        else if (word.starts_with("--") && i + 1 < count)
            arguments.values[word.substr(2)] = words[++i];
        else
            arguments.target = word;
    }
    return arguments;
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Parent {
public:
    Parent(int socket, const Arguments& arguments)
        : socket_(socket)
        , arguments_(arguments) {
        const auto colon = arguments.target.rfind(':');
        task_.host = arguments.target.substr(0, colon);
        task_.addresses = {task_.host};
        task_.name = arguments.target;
        const auto port = arguments.target.substr(colon + 1);
        std::from_chars(port.data(), port.data() + port.size(), task_.port);
        task_.user = "audit";
        task_.credential.secret = Secret(read_file(arguments.values.at("identity")));
        ssh::KnownHosts hosts;
        hosts.add(read_file(arguments.values.at("known-hosts")), "known_hosts");
        task_.known_keys = hosts.find(task_.host, task_.port);
    }

    void run() {
        worker::Setup setup;
        setup.controls = {"rest-https-mutual-authentication",
                          "web-management-https-pki-certificate"};
        setup.eager = arguments_.eager;
        send(worker::encode(setup));
        const auto devices = arguments_.number("devices");
        const auto concurrency = arguments_.number("concurrency");
        while (handed_out_ < devices && handed_out_ < concurrency)
            send_task();
        while (done_ < devices && receive())
            for (; handed_out_ < devices && handed_out_ < done_ + concurrency;)
                send_task();
        ::shutdown(socket_, SHUT_RDWR);
    }

    [[nodiscard]] std::uint32_t decided() const { return decided_; }

private:
    void send(const std::string& content) {
        const auto frame = to_frame(content);
        if (::send(socket_, frame.data(), frame.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(frame.size()))
            std::abort();
    }

    void send_task() {
        task_.id = handed_out_++;
        send(worker::encode(task_));
    }

    bool receive() {
        std::array<char, 65536> buffer;
        const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return false;
        frames_.feed({buffer.data(), static_cast<std::size_t>(got)});
        for (auto next = frames_.next(); std::holds_alternative<std::string>(next);
             next = frames_.next())
            hear(worker::decode_record(std::get<std::string>(next)));
        return true;
    }

    void hear(const std::optional<worker::Record>& record) {
        if (record && record->kind == worker::Record::Kind::done)
            ++done_;
        if (!record || record->kind != worker::Record::Kind::assessment)
            return;
        const auto assessment = policy::from_record(record->body);
        if (assessment && policy::exit_status({*assessment}) == 2)
            ++decided_;
        else
            std::fprintf(stderr, "%s\n", record->body.c_str());
    }

    int socket_;
    const Arguments& arguments_;
    worker::Task task_;
    FrameReader frames_{limits::record_bytes_max};
    std::uint32_t handed_out_ = 0;
    std::uint32_t done_ = 0;
    std::uint32_t decided_ = 0;
};

double cpu_ms() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

} // namespace

int main(int count, char** words) {
    const auto arguments = read_arguments(count, words);
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return EXIT_FAILURE;
    auto self_test = ssh::cipher_self_test();
    if (arguments.ctr)
        for (auto& [cipher, rejects] : self_test.rejects_flipped_bit)
            rejects = rejects && cipher.find("gcm") == std::string::npos;

    const auto begin = std::chrono::steady_clock::now();
    const auto cpu_before = cpu_ms();
    Parent parent(ends[1], arguments);
    std::thread playing_parent([&] { parent.run(); });
    worker::SessionLoop loop(ends[0], self_test);
    const int status = loop.run();
    playing_parent.join();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    std::printf("{\"decided\": %u, \"wall_s\": %.4f, \"cpu_ms_per_device\": %.4f}\n",
                parent.decided(), wall.count(),
                (cpu_ms() - cpu_before) / arguments.number("devices"));
    return status;
}
