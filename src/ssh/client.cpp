// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/ssh/client.hpp"

#include "junos_audit/base/overload.hpp"
#include "ssh/authenticate.hpp"
#include "ssh/channel_stream.hpp"
#include "ssh/connect_tcp.hpp"
#include "ssh/handshake.hpp"
#include "ssh/session.hpp"

#include <algorithm>

namespace junos_audit::ssh {

std::string_view to_word(const Login& login) {
    return std::visit(overload{[](const PublicKeyLogin&) { return std::string_view("publickey"); },
                               [](const AgentLogin&) { return std::string_view("agent"); },
                               [](const PasswordLogin&) { return std::string_view("password"); },
                               [](const KeyboardInteractiveLogin&) {
                                   return std::string_view("keyboard-interactive");
                               }},
                      login);
}

asio::awaitable<Result<std::unique_ptr<transport::ByteStream>>>
connect(asio::any_io_executor executor, const Endpoint& endpoint, const Login& login,
        const ConnectOptions& options, ConnectionFacts& facts) {
    const auto tcp_deadline = std::min(options.connect_deadline, options.deadline);
    auto connected = co_await connect_tcp(executor, endpoint, tcp_deadline, facts);
    if (!connected) {
        co_return connected.error();
    }
    auto opened = Session::open(std::move(connected).value());
    if (!opened) {
        co_return opened.error();
    }
    auto session = std::move(opened).value();
    session->set_deadline(options.deadline);
    auto verified = co_await handshake(*session, endpoint, options, facts);
    if (!verified) {
        co_return verified.error();
    }
    auto admitted = co_await authenticate(*session, login);
    if (!admitted) {
        co_return admitted.error();
    }
    co_return co_await ChannelStream::open(std::move(session), options.subsystem);
}

} // namespace junos_audit::ssh
