// SPDX-License-Identifier: Apache-2.0
#include "cli/style.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace junos_audit::cli {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

bool has_colour(Colouring colouring, const Output& output) {
    switch (colouring) {
    case Colouring::always:
        return true;
    case Colouring::never:
        return false;
    case Colouring::automatic:
        return output.path.empty() && ::isatty(STDOUT_FILENO) == 1 &&
               environment("NO_COLOR").empty() && environment("TERM") != "dumb" &&
               !environment("TERM").empty();
    }
    return false; // not reached: -Wswitch-enum names a new one
}

/// The first of these that is set decides (POSIX, Environment Variables, 8.2).
bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
        if (const auto locale = environment(name); !locale.empty())
            return locale.find("UTF-8") != std::string_view::npos ||
                   locale.find("utf8") != std::string_view::npos;
    return false;
}

} // namespace

report::Style style_of(const Arguments& arguments, const Output& output) {
    report::Style style;
    style.colour =
        has_colour(arguments.colouring, output) ? report::Colour::yes : report::Colour::no;
    style.unicode = locale_is_utf8();
    if (arguments.quiet)
        style.verbosity = report::Verbosity::findings_only;
    if (arguments.verbose)
        style.verbosity = report::Verbosity::verbose;
    return style;
}

} // namespace junos_audit::cli
