// SPDX-License-Identifier: Apache-2.0
#include "mock_device/clock_reply.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/xml/document.hpp"
#include "junos_audit/xml/scan.hpp"

#include <span>
#include <vector>

namespace junos_audit::mock {
namespace {

/// A part of the scanned bytes and what is to stand there.
struct Change {
    std::string_view place;
    const std::string& text;
};

/// Junos: `<current-time><date-time junos:seconds="1763800100">2025-11-22 08:28:20
/// UTC</date-time></current-time>`.
class TimeFinder final : public xml::ScanHandler {
public:
    TimeFinder(const std::string& seconds, const std::string& printed)
        : seconds_(seconds)
        , printed_(printed) {}

    void start_element(std::string_view name, std::span<const xml::Attribute> attributes) override {
        path_.push_back(xml::local_name(name));
        if (!is_current_time()) {
            return;
        }
        for (const xml::Attribute& attribute : attributes) {
            if (xml::local_name(attribute.name) == "seconds") {
                changes_.push_back({attribute.value, seconds_});
            }
        }
    }
    void text(std::string_view raw, bool /*cdata*/) override {
        if (is_current_time()) {
            changes_.push_back({raw, printed_});
        }
    }
    void end_element(std::string_view /*name*/) override { path_.pop_back(); }

    /// In the order of the bytes.
    [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

private:
    [[nodiscard]] bool is_current_time() const {
        const std::size_t depth = path_.size();
        return depth >= 2 && path_[depth - 1] == "date-time" && path_[depth - 2] == "current-time";
    }

    const std::string& seconds_;
    const std::string& printed_;
    std::vector<std::string_view> path_;
    std::vector<Change> changes_;
};

/// "2025-11-22 08:28:20 UTC".
std::string printed_time(WallTime now) {
    std::string text = to_rfc3339(now);
    text.replace(text.find('T'), 1, " ");
    text.replace(text.find('Z'), 1, " UTC");
    return text;
}

} // namespace

std::string with_current_time(std::string_view reply, WallTime now) {
    const std::string seconds = std::to_string(now.time_since_epoch().count());
    const std::string printed = printed_time(now);
    TimeFinder finder(seconds, printed);
    const bool is_well_formed = !xml::scan(reply, &finder);
    require(is_well_formed, "a stored reply is well-formed");

    std::string result;
    std::size_t done = 0;
    for (const Change& change : finder.changes()) {
        const auto at = static_cast<std::size_t>(change.place.data() - reply.data());
        result.append(reply.substr(done, at - done)).append(change.text);
        done = at + change.place.size();
    }
    return result.append(reply.substr(done));
}

} // namespace junos_audit::mock
