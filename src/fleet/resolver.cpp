// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/resolver.hpp"

#include "fleet/lookup.hpp"
#include "junos_audit/fleet/target.hpp"

#include <asio/this_coro.hpp>

namespace junos_audit::fleet {

namespace {

bool has_family(const std::string& address, Family family) {
    const bool is_ipv6 = address.find(':') != std::string::npos;
    return family == Family::any || is_ipv6 == (family == Family::ipv6);
}

} // namespace

asio::awaitable<Result<std::vector<std::string>>> resolve(std::string host, Family family,
                                                          SteadyTime deadline) {
    if (is_address(host)) {
        if (!has_family(host, family))
            co_return Failure{Phase::resolve, FailureCode::name_not_resolved,
                              host + " is an address of the other family", ""};
        std::vector<std::string> only(1, host);
        co_return only;
    }
    if (const auto problem = problem_with_host(host); !problem.empty())
        co_return Failure{Phase::resolve, FailureCode::name_not_resolved, problem, ""};
    const auto lookup = std::make_shared<Lookup>(co_await asio::this_coro::executor);
    co_return co_await lookup->run(host, family, deadline);
}

} // namespace junos_audit::fleet
