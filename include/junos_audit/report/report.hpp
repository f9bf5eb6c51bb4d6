// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/policy/assessment.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::report {

struct Tool {
    std::string version;
    std::map<std::string, std::string> libraries; ///< name → version, of what is loaded
};

/// One run of the program over any number of devices.
struct Run {
    Tool tool;
    WallTime started{};
    WallTime finished{};
    bool interrupted = false;
    std::vector<policy::Assessment> devices; ///< in the order in which they were named
};

enum class Colour { no, yes };
enum class Verbosity { findings_only, normal, verbose };

struct Style {
    Colour colour = Colour::no;
    bool unicode = false; ///< box drawing and typographic signs; else plain ASCII
    Verbosity verbosity = Verbosity::normal;
};

/// A format: what -o names, what docs and help list.
struct Format {
    std::string_view name;
    std::string_view describe;
    std::string (*render)(const Run&, const Style&);
};
[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

/// For people. Names every device with its port, every verdict in words, and what was not decided
/// before what was.
[[nodiscard]] std::string render_text(const Run& run, const Style& style);
/// The fixed fields of docs/reports.md. The same run gives the same bytes; ends with a line feed.
[[nodiscard]] std::string render_json(const Run& run, const Style& style);
/// JSON Schema (draft 2020-12) of what render_json writes.
[[nodiscard]] std::string_view json_schema();

} // namespace junos_audit::report
