// SPDX-License-Identifier: Apache-2.0
#include "cli/log.hpp"

#include "junos_audit/base/printable.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace junos_audit::cli {
namespace {

constexpr std::size_t line_bytes_max = 4096;

} // namespace

Log::Log(const Arguments& arguments)
    : logger_(std::make_shared<spdlog::logger>("junos-audit",
                                               std::make_shared<spdlog::sinks::stderr_sink_st>())) {
    logger_->set_pattern("%n: %v");
    logger_->set_level(arguments.verbose ? spdlog::level::info
                       : arguments.quiet ? spdlog::level::err
                                         : spdlog::level::warn);
    // What cannot be said on standard error cannot be said at all; the report and the exit status
    // still can.
    logger_->set_error_handler([](const std::string&) {});
}

void Log::error(std::string_view message) {
    logger_->error("{}", printable(message, line_bytes_max));
}

void Log::warn(std::string_view message) {
    logger_->warn("{}", printable(message, line_bytes_max));
}

void Log::tell(std::string_view message) {
    logger_->info("{}", printable(message, line_bytes_max));
}

} // namespace junos_audit::cli
