// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/report/report.hpp"

#include <algorithm>
#include <array>

namespace junos_audit::report {
namespace {

constexpr std::array table{
    Format{"text", "for people: what was not decided, what fails, what passes and why",
           &render_text},
    Format{"json", "for programs: every field of docs/reports.md", &render_json},
};

} // namespace

std::span<const Format> formats() {
    return table;
}

const Format* find_format(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Format::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace junos_audit::report
