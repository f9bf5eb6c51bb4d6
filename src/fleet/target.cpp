// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/target.hpp"

#include "junos_audit/base/printable.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace junos_audit::fleet {

namespace {

constexpr std::size_t host_bytes_max = 253; // RFC 1035 §2.3.4, without the root's dot
constexpr std::size_t label_bytes_max = 63;
constexpr std::size_t user_bytes_max = 255;
constexpr std::size_t zone_bytes_max = 15; // IFNAMSIZ without its NUL

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_name_character(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string quoted(std::string_view text) {
    return "'" + printable(text, 80) + "'";
}

Problem problem(std::string_view text, const std::string& what) {
    return {"", 0, 0, "target " + quoted(text) + ": " + what};
}

bool is_dotted_quad(const std::string& host) {
    in_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool is_zone(std::string_view zone) {
    return !zone.empty() && zone.size() <= zone_bytes_max && zone.front() != '-' &&
           std::all_of(zone.begin(), zone.end(),
                       [](char c) { return is_name_character(c) || c == '.'; });
}

bool is_ipv6(std::string_view host) {
    const auto percent = host.find('%');
    const std::string number(host.substr(0, percent));
    in6_addr address{};
    if (number.find('\0') != std::string::npos ||
        inet_pton(AF_INET6, number.c_str(), &address) != 1)
        return false;
    return percent == std::string_view::npos ||
           (IN6_IS_ADDR_LINKLOCAL(&address) && is_zone(host.substr(percent + 1)));
}

/// inet_aton's forms: a last label that is a decimal, octal or hexadecimal number (WHATWG URL,
/// "ends in a number").
bool ends_in_a_number(std::string_view host) {
    const auto label = host.substr(host.rfind('.') + 1);
    if (std::all_of(label.begin(), label.end(), is_digit))
        return true;
    const bool hexadecimal = label.size() >= 2 && label[0] == '0' && lower(label[1]) == 'x';
    return hexadecimal && std::all_of(label.begin() + 2, label.end(), [](char c) {
               return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
           });
}

std::string problem_with_label(std::string_view label) {
    if (label.empty())
        return "an empty part between dots";
    if (label.size() > label_bytes_max)
        return "a part longer than 63 characters";
    if (label.front() == '-' || label.back() == '-')
        return "a part that begins or ends with '-'";
    if (!std::all_of(label.begin(), label.end(), is_name_character))
        return "a character that host names do not have";
    return {};
}

/// The text behind the host: nothing, or ':' and a port.
Result<std::optional<std::uint16_t>, std::string> parse_port(std::string_view rest) {
    if (rest.empty())
        return std::optional<std::uint16_t>();
    const auto digits = rest.substr(1);
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, port);
    if (rest.front() != ':' || error != std::errc() || stop != end || port == 0 ||
        digits.front() == '0')
        return std::string("the port is a number from 1 to 65535 after ':'");
    return std::optional<std::uint16_t>(port);
}

struct Parts {
    std::string_view host;
    std::string_view rest; ///< from the ':' before the port
    bool bracketed = false;
};

Parts split(std::string_view text) {
    if (text.starts_with('[')) {
        const auto bracket = std::min(text.find(']'), text.size() - 1);
        return {text.substr(1, bracket - 1), text.substr(bracket + 1), true};
    }
    const auto colon = text.find(':');
    const bool bare_ipv6 = std::count(text.begin(), text.end(), ':') > 1;
    if (bare_ipv6 || colon == std::string_view::npos)
        return {text, {}, false};
    return {text.substr(0, colon), text.substr(colon), false};
}

} // namespace

bool is_address(std::string_view host) {
    const std::string text(host);
    return text.find('\0') == std::string::npos && (is_dotted_quad(text) || is_ipv6(host));
}

std::string problem_with_host(std::string_view host) {
    if (host.empty())
        return "no host";
    if (is_address(host))
        return {};
    if (host.find(':') != std::string_view::npos || host.find('%') != std::string_view::npos)
        return "not an IPv6 address (a zone is for link-local addresses only)";
    if (host.size() > host_bytes_max)
        return "a host name longer than 253 characters";
    for (auto left = host;;) {
        const auto dot = left.find('.');
        if (auto problem = problem_with_label(left.substr(0, dot)); !problem.empty())
            return problem;
        if (dot == std::string_view::npos)
            break;
        left.remove_prefix(dot + 1);
    }
    if (ends_in_a_number(host))
        return "looks like an address, but is not four decimal numbers with dots";
    return {};
}

std::string problem_with_user(std::string_view user) {
    if (user.empty())
        return "no user before '@'";
    if (user.size() > user_bytes_max)
        return "a user name longer than 255 characters";
    if (user.front() == '-')
        return "a user name that begins with '-' looks like an option";
    const bool fit = std::all_of(user.begin(), user.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        constexpr std::string_view unwanted = "\"'`/\\@:";
        return byte > 0x20 && byte < 0x7f && unwanted.find(c) == std::string_view::npos;
    });
    return fit ? "" : "a character that user names do not have";
}

Result<Target, Problem> parse_target(std::string_view text) {
    Target target;
    auto place = text;
    if (const auto at = text.rfind('@'); at != std::string_view::npos) {
        target.user = text.substr(0, at);
        place = text.substr(at + 1);
        if (const auto wrong = problem_with_user(target.user); !wrong.empty())
            return problem(text, wrong);
    }
    if (place.starts_with('[') && place.find(']') == std::string_view::npos)
        return problem(text, "'[' without ']'");
    const auto parts = split(place);
    if (const auto wrong = problem_with_host(parts.host); !wrong.empty())
        return problem(text, wrong);
    if (parts.bracketed && !is_ipv6(parts.host))
        return problem(text, "brackets are for IPv6 addresses");
    const auto port = parse_port(parts.rest);
    if (!port)
        return problem(text, port.error());
    target.port = *port;
    target.host = parts.host;
    // A zone is the name of an interface, and those differ in case.
    const auto zone = std::find(target.host.begin(), target.host.end(), '%');
    std::transform(target.host.begin(), zone, target.host.begin(), lower);
    return target;
}

} // namespace junos_audit::fleet
