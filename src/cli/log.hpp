// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"

#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace junos_audit::cli {

/// What is said on standard error beside the report, one line each. Handed to whoever has something
/// to say.
class Log {
public:
    explicit Log(const Arguments& arguments);

    void error(std::string_view message); ///< always
    void warn(std::string_view message);  ///< unless --quiet
    void tell(std::string_view message);  ///< with --verbose

private:
    std::shared_ptr<spdlog::logger> logger_;
};

} // namespace junos_audit::cli
