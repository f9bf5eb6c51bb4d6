// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/secret.hpp"

#include <exception>
#include <optional>
#include <string>

namespace junos_audit::cli {

/// The user pressed ^C at a prompt. Caught in main: exit status 130.
class Interrupted : public std::exception {};

/// Asks on /dev/tty without echo, whatever standard input is. Echo is back when this returns,
/// throws, or is interrupted. Nothing when there is no terminal. Throws Interrupted on SIGINT,
/// SIGTERM and SIGHUP.
[[nodiscard]] std::optional<Secret> ask_hidden(const std::string& prompt);

} // namespace junos_audit::cli
