// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/usage_error.hpp"
#include "mock_device/ssh_door.hpp"
#include "mock_device/stdio_door.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <malloc.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace junos_audit::mock {
namespace {

struct Arguments {
    std::vector<std::string> doors;
    bool stdio = false;
    std::string directory;
    std::string host_key;
    std::string known_hosts;
    std::string authorized_key;
    std::string user;
    std::string password_file;
    bool accept_any_login = false;
    std::string auth_log;
    std::string hello_style = "plain";
    std::string login_class = "j-super-user";
    std::string clock = "stored";
    std::vector<std::string> faults;
    bool report_cpu = false;
};

void declare(CLI::App& app, Arguments& arguments) {
    app.add_option("--ssh", arguments.doors,
                   "Listen here: ADDRESS:PORT[=DIRECTORY], [V6]:PORT; port 0: any")
        ->expected(1)
        ->take_all();
    app.add_flag("--stdio", arguments.stdio,
                 "One session on standard input and output, for sshd's Subsystem");
    app.add_option("--snapshot", arguments.directory, "Directory of the device to play");
    app.add_option("--host-key", arguments.host_key,
                   "Private key file; default: a new ed25519 key");
    app.add_option("--write-known-hosts", arguments.known_hosts,
                   "Write a known_hosts line per door");
    app.add_option("--authorized-key", arguments.authorized_key, "Public keys that may log in");
    app.add_option("--user", arguments.user, "The only name that may log in; default: every name");
    app.add_option("--password-file", arguments.password_file, "First line: the password");
    app.add_flag("--accept-any-login", arguments.accept_any_login,
                 "Every key and password, for benchmarks");
    app.add_option("--auth-log", arguments.auth_log,
                   "Append what logins were tried, never a secret");
    app.add_option("--hello-style", arguments.hello_style, "How the device greets")
        ->check(CLI::IsMember({"plain", "rfc-compliant", "old", "no-namespace", "chunked"}));
    app.add_option("--class", arguments.login_class,
                   "Login class; unauthorized: everything is denied");
    app.add_option("--clock", arguments.clock, "Answer the time of the snapshot or of now")
        ->check(CLI::IsMember({"stored", "now"}));
    app.add_option("--fault", arguments.faults, "Misbehave, see README.md: cut-after=100@1")
        ->expected(1)
        ->take_all();
    app.add_flag("--report-cpu", arguments.report_cpu,
                 "At the end, print CPU time and sessions to stderr");
}

std::vector<Fault> read_faults(const Arguments& arguments) {
    std::vector<Fault> faults;
    for (const std::string& text : arguments.faults) {
        const Result<Fault, std::string> fault = parse_fault(text);
        if (!fault) {
            throw UsageError(ExitStatus::usage, fault.error());
        }
        faults.push_back(*fault);
    }
    return faults;
}

LoginRules read_rules(const Arguments& arguments) {
    LoginRules rules;
    rules.user = arguments.user;
    rules.accept_any = arguments.accept_any_login;
    if (!arguments.authorized_key.empty()) {
        rules.authorized_keys = read_authorized_keys(arguments.authorized_key);
    }
    if (!arguments.password_file.empty()) {
        rules.password = read_password(arguments.password_file);
    }
    return rules;
}

/// Players by directory: doors that play the same directory share one.
class Players {
public:
    Players(const Arguments& arguments, const Clock& clock)
        : clock_(clock) {
        options_.login_class = arguments.login_class;
        options_.clock = arguments.clock == "now" ? ClockMode::now : ClockMode::stored;
        options_.style = hello_style_from_word(arguments.hello_style).value_or(HelloStyle::plain);
    }

    const Player& of(const std::string& directory) {
        if (directory.empty()) {
            throw UsageError(ExitStatus::usage, "--snapshot is missing: there is nothing to play");
        }
        std::unique_ptr<Player>& player = players_[directory];
        if (!player) {
            player = std::make_unique<Player>(
                std::make_shared<const Device>(Device::load(directory)), options_, clock_);
        }
        return *player;
    }

private:
    const Clock& clock_;
    PlayerOptions options_;
    std::map<std::string, std::unique_ptr<Player>> players_;
};

/// "ADDRESS:PORT[=DIRECTORY]"; an IPv6 address stands in brackets.
DoorPlan plan_door(const std::string& text, const Arguments& arguments, Players& players) {
    const std::size_t equals = text.find('=');
    const std::string where = text.substr(0, equals);
    const std::size_t colon = where.rfind(':');
    if (colon == std::string::npos) {
        throw UsageError(ExitStatus::usage, "--ssh takes ADDRESS:PORT, not '" + text + "'");
    }
    DoorPlan plan;
    plan.address = where.substr(0, colon);
    plan.port = where.substr(colon + 1);
    if (plan.address.starts_with('[') && plan.address.ends_with(']')) {
        plan.address = plan.address.substr(1, plan.address.size() - 2);
    }
    const std::string directory =
        equals == std::string::npos ? arguments.directory : text.substr(equals + 1);
    plan.player = &players.of(directory);
    plan.name = (std::filesystem::path(directory) / "").parent_path().filename().string();
    return plan;
}

/// Readable when the process is asked to end. Blocks the signals for all threads that are started
/// later.
int stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

void raise_file_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

void report_cpu(unsigned sessions) {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) { return time.tv_sec * 1000 + time.tv_usec / 1000; };
    std::cerr << "cpu-ms " << ms(usage.ru_utime) + ms(usage.ru_stime) << " sessions " << sessions
              << "\n";
}

void serve_ssh_doors(const Arguments& arguments, Players& players) {
    const int stop_fd = stop_signals();
    raise_file_limit();
    ::mallopt(M_ARENA_MAX, 4); // an arena per thread would cost more memory than the sessions
    const LoginRules rules = read_rules(arguments);
    const std::vector<Fault> faults = read_faults(arguments);
    AuthLog auth_log(arguments.auth_log);

    Key host_key = arguments.host_key.empty() ? make_host_key() : read_host_key(arguments.host_key);
    const Key public_key(ssh_key_dup(host_key.get()));
    SshDoor door(std::move(host_key), rules, auth_log, faults);
    std::string known_hosts;
    std::string announcement;
    for (const std::string& text : arguments.doors) {
        const Listening listening = door.listen(plan_door(text, arguments, players));
        known_hosts += known_hosts_line(listening, public_key.get()) + "\n";
        announcement +=
            "listening " + listening.address + ":" + listening.port + " " + listening.name + "\n";
    }
    if (arguments.known_hosts.empty()) {
        std::cerr << known_hosts;
    } else if (!(std::ofstream(arguments.known_hosts) << known_hosts)) {
        throw UsageError(ExitStatus::cannot_write, arguments.known_hosts + ": cannot be written");
    }
    std::cout << announcement << std::flush;
    door.serve(stop_fd);
    if (arguments.report_cpu) {
        report_cpu(door.sessions());
    }
}

void serve_one_session(const Arguments& arguments, Players& players) {
    const char* login = std::getenv("LOGNAME");
    const std::string user = !arguments.user.empty() ? arguments.user
                             : login != nullptr      ? login
                                                     : "nobody";
    const auto session_id = static_cast<std::uint32_t>(::getpid());
    ServerSession session(players.of(arguments.directory),
                          {user, arguments.login_class, session_id},
                          Faults(read_faults(arguments), 1));
    serve_stdio(session, STDIN_FILENO, STDOUT_FILENO);
    if (arguments.report_cpu) {
        report_cpu(1);
    }
}

void run(const Arguments& arguments) {
    if (arguments.stdio == !arguments.doors.empty()) {
        throw UsageError(ExitStatus::usage, "exactly one of --ssh and --stdio is needed");
    }
    ::signal(SIGPIPE, SIG_IGN);
    const SystemClock clock;
    Players players(arguments, clock);
    if (arguments.stdio) {
        serve_one_session(arguments, players);
    } else {
        serve_ssh_doors(arguments, players);
    }
}

} // namespace
} // namespace junos_audit::mock

int main(int argc, char** argv) {
    namespace mock = junos_audit::mock;
    CLI::App app{"Plays a captured Junos device over NETCONF."};
    mock::Arguments arguments;
    mock::declare(app, arguments);
    CLI11_PARSE(app, argc, argv);
    try {
        mock::run(arguments);
        return 0;
    } catch (const junos_audit::UsageError& error) {
        std::cerr << "mock-junos: " << error.what() << "\n";
        return static_cast<int>(error.status());
    }
}
