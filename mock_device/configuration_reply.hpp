// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mock_device/request.hpp"

#include <optional>
#include <string>
#include <vector>

namespace junos_audit::mock {

/// Where to look for what a request for the configuration means: ids of sources and variants, the
/// best first.
[[nodiscard]] std::vector<std::string> configuration_pages(const Request& request);

/// The answer to get-configuration or get-config out of `stored`, a whole reply: filtered, in
/// <data> or not, with or without the marks that say which group a statement is from. A stored
/// reply without <configuration> (an error) is repeated as it is: nothing is returned.
[[nodiscard]] std::optional<std::string> configuration_reply(const Request& request,
                                                             pugi::xml_node stored);

} // namespace junos_audit::mock
