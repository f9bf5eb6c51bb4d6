// SPDX-License-Identifier: Apache-2.0
#include "junos/device_clock.hpp"

#include "junos/ascii.hpp"
#include "junos/form.hpp"

namespace junos_audit::junos {

namespace {

std::optional<WallTime> time_of(pugi::xml_node information) {
    const auto now = xml::child(xml::child(information, "current-time"), "date-time");
    return parse_epoch(attribute(now, "seconds").value());
}

} // namespace

DeviceClock read_clock(Answers& answers) {
    DeviceClock clock;
    const auto& answer = answers.to({"clock", ""});
    if (!answer) {
        clock.reading = answer.error();
        return clock;
    }
    const auto distance = [&](WallTime time) {
        return std::chrono::abs(time - answers.snapshot().provenance.finished);
    };
    for (const auto& found : payloads(*answer, "system-uptime-information"))
        if (const auto time = time_of(found.element))
            if (!clock.time || distance(*time) > distance(*clock.time))
                clock.time = time;
    if (clock.time)
        clock.reading = snapshot::Understood{answer->reply.warnings, {}, {}};
    else if (!answer->reply.errors.empty())
        clock.reading = refused(answer->reply, "rpc-refused");
    else
        clock.reading = snapshot::Unreadable{
            "answer-unreadable", "the answer to 'show system uptime' holds no current time"};
    return clock;
}

void append_clock(const DeviceClock& clock, pugi::xml_node tree) {
    auto made = append(tree, "clock");
    append_attribute(made, "epoch", std::to_string(clock.time->time_since_epoch().count()));
}

std::optional<WallTime> parse_epoch(std::string_view seconds) {
    constexpr std::int64_t year_10000 = 253402300800;
    const auto number = whole_number(seconds);
    if (!number || *number >= year_10000)
        return std::nullopt;
    return WallTime(std::chrono::seconds(*number));
}

} // namespace junos_audit::junos
