// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"
#include "junos_audit/base/result.hpp"
#include "mock_device/device.hpp"
#include "mock_device/hello.hpp"
#include "mock_device/request.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace junos_audit::mock {

enum class ClockMode {
    stored, ///< the clock's reply as it was captured
    now,    ///< with the current time in it
};

struct PlayerOptions {
    std::string login_class = "j-super-user"; ///< "unauthorized": every request is denied
    ClockMode clock = ClockMode::stored;
    HelloStyle style =
        HelloStyle::plain; ///< rfc_compliant: errors are written with the prefix `nc:`
};

/// What a session does when the answer has been given.
enum class Then {
    go_on,
    end,     ///< close-session
    stall,   ///< the capture timed out here: no answer, ever
    hang_up, ///< the capture lost its session here
    garble,  ///< the capture got something here that could not be parsed
};

struct Answer {
    std::string
        source; ///< id as in a manifest, "pki-ca-certificates@node1"; empty if none is meant
    std::string reply;
    Then then = Then::go_on;

    bool operator==(const Answer&) const = default;
};

/// Why an operation has no answer: the text of the rpc-error.
struct Refusal {
    std::string_view message;
};

/// Answers requests from a snapshot. The law: a request that asks what the capture asked gets the
/// stored bytes, with its own message-id in place. Everything else is answered as a Junos would
/// that has the snapshot's content. No I/O; const calls may come from several threads.
class Player {
public:
    Player(std::shared_ptr<const Device> device, PlayerOptions options, const Clock& clock);

    [[nodiscard]] Answer answer(const Request& request) const;
    /// To bytes that were no request at all.
    [[nodiscard]] std::string answer_malformed() const;
    [[nodiscard]] std::string error(const Request& request, std::string_view message) const;
    [[nodiscard]] const PlayerOptions& options() const { return options_; }

private:
    [[nodiscard]] const Asked* find_asked(const std::string& question) const;
    [[nodiscard]] const Page* stored_page(const std::string& id) const;
    [[nodiscard]] std::string source_of(std::string_view operation) const;
    [[nodiscard]] Answer answer_as_asked(const Request& request, const Asked& asked) const;
    [[nodiscard]] Answer answer_otherwise(const Request& request, const std::string& source) const;
    [[nodiscard]] Result<std::string, Refusal> compose(const Request& request,
                                                       const std::string& source) const;
    [[nodiscard]] Result<std::string, Refusal> compose_configuration(const Request& request) const;
    [[nodiscard]] Result<std::string, Refusal> compose_operational(const Request& request,
                                                                   const std::string& source) const;
    [[nodiscard]] std::string fill(const Page& page, const std::string& source,
                                   const Request& request) const;
    [[nodiscard]] std::shared_ptr<const ReplyTemplate> remember(const std::string& question,
                                                                std::string reply) const;
    [[nodiscard]] std::string error_xml(const Request& request, std::string_view message) const;

    std::shared_ptr<const Device> device_;
    PlayerOptions options_;
    const Clock& clock_;

    /// Composed once per question: a fleet asks the same one thousands of times.
    mutable std::mutex composed_mutex_;
    mutable std::map<std::string, std::shared_ptr<const ReplyTemplate>> composed_;
};

} // namespace junos_audit::mock
