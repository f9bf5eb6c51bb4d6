// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include "junos_audit/fleet/spawner.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace junos_audit::cli {
namespace {

/// Takes the signals that end or stop a program while echo is off, so that they can be answered
/// with echo on.
class SignalsHeld {
public:
    SignalsHeld() {
        sigset_t held;
        ::sigemptyset(&held);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP})
            ::sigaddset(&held, signal);
        ::sigprocmask(SIG_BLOCK, &held, &before_);
        arrivals_ = fleet::Descriptor(::signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK));
    }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;
    ~SignalsHeld() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

    [[nodiscard]] int descriptor() const { return arrivals_.get(); }
    /// Takes one away; a stop from the terminal means nothing at a prompt.
    [[nodiscard]] bool take_end() const {
        signalfd_siginfo arrived{};
        const auto got = ::read(arrivals_.get(), &arrived, sizeof arrived);
        return got == sizeof arrived && arrived.ssi_signo != SIGTSTP;
    }

private:
    sigset_t before_{};
    fleet::Descriptor arrivals_;
};

class EchoOff {
public:
    explicit EchoOff(int terminal)
        : terminal_(terminal) {
        if (::tcgetattr(terminal_, &before_) != 0)
            return;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ICANON | ISIG | ECHONL;
        off_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() {
        if (off_)
            ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
    [[nodiscard]] bool is_off() const { return off_; }

private:
    int terminal_;
    termios before_{};
    bool off_ = false;
};

bool say(int terminal, std::string_view text) {
    return ::write(terminal, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// One line, without its end. The kernel edits it, so it arrives whole.
Secret read_line(int terminal, const SignalsHeld& signals) {
    std::array<char, 4096> line{}; // what a terminal takes at most
    for (;;) {
        std::array<pollfd, 2> waiting{{{terminal, POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR)
            return {};
        if (waiting[1].revents != 0 && signals.take_end())
            throw Interrupted();
        if (waiting[0].revents == 0)
            continue;
        const auto got = ::read(terminal, line.data(), line.size());
        const std::string_view text(line.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
        Secret secret(std::string(text.substr(0, text.find('\n'))));
        ::explicit_bzero(line.data(), line.size());
        return secret;
    }
}

} // namespace

std::optional<Secret> ask_hidden(const std::string& prompt) {
    const fleet::Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (terminal.get() < 0)
        return std::nullopt;
    const SignalsHeld signals;
    const EchoOff echo(terminal.get());
    if (!echo.is_off() || !say(terminal.get(), prompt))
        return std::nullopt;
    return read_line(terminal.get(), signals);
}

} // namespace junos_audit::cli
