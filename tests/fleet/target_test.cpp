// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/fleet/target.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::fleet;

namespace {

struct Good {
    const char* text;
    Target target;
};

struct Bad {
    const char* name;
    std::string text;
};

const std::string long_label(63, 'a');
const std::string longest_host =
    long_label + "." + long_label + "." + long_label + "." + std::string(61, 'a');

} // namespace

TEST_CASE("a target is what users write for a device", "[fleet][target]") {
    const Good rows[] = {
        {"r1", {"", "r1", {}}},
        {"R1.Example.NET", {"", "r1.example.net", {}}},
        {"core_sw-1.example.net:22", {"", "core_sw-1.example.net", 22}},
        {"admin@r1:830", {"admin", "r1", 830}},
        {"a.b+c-d_e$@r1", {"a.b+c-d_e$", "r1", {}}},
        {"192.0.2.1", {"", "192.0.2.1", {}}},
        {"192.0.2.1:65535", {"", "192.0.2.1", 65535}},
        {"2001:DB8::1", {"", "2001:db8::1", {}}},
        {"::1", {"", "::1", {}}},
        {"[2001:db8::1]:830", {"", "2001:db8::1", 830}},
        {"[::1]", {"", "::1", {}}},
        {"u@[fe80::1%Eth0.1]:1", {"u", "fe80::1%Eth0.1", 1}},
        {"fe80::1%eth0", {"", "fe80::1%eth0", {}}},
        {"::ffff:192.0.2.1", {"", "::ffff:192.0.2.1", {}}},
        {"3com", {"", "3com", {}}},
        {"1.2.3.4.example", {"", "1.2.3.4.example", {}}},
        {"0xr1", {"", "0xr1", {}}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto target = parse_target(row.text);
        REQUIRE(target);
        CHECK(*target == row.target);
    }
}

TEST_CASE("the longest host name is a target and one more byte is not", "[fleet][target]") {
    REQUIRE(longest_host.size() == 253);
    CHECK(parse_target(longest_host).has_value());
    CHECK_FALSE(parse_target(longest_host + "a").has_value());
}

TEST_CASE("what could be taken for something else is no target", "[fleet][target]") {
    const Bad rows[] = {
        {"nothing", ""},
        {"no host", "admin@"},
        {"no user", "@r1"},
        {"user like an option", "-oProxyCommand=x@r1"},
        {"user with a space", "a b@r1"},
        {"user with a line break", "a\nb@r1"},
        {"user with an escape", "a\x1b[2J@r1"},
        {"user with DEL", "a\x7f@r1"},
        {"user with a slash", "../x@r1"},
        {"user with a quote", "a'b@r1"},
        {"user with a colon", "a:b@r1"},
        {"two users", "a@b@r1"},
        {"user not in ASCII", "j\xc3\xb6rg@r1"},
        {"host like an option", "-oProxyCommand=x"},
        {"host with a space", "r1 r2"},
        {"host with a slash", "r1/x"},
        {"path upwards", "../r1"},
        {"empty label", "r1..net"},
        {"leading dot", ".r1"},
        {"trailing dot", "r1."},
        {"label ends in a hyphen", "r1-.net"},
        {"label begins with a hyphen", "r1.-net"},
        {"label of 64", long_label + "a"},
        {"NUL", std::string("r1\0x", 4)},
        {"NUL behind an address", std::string("192.0.2.1\0x", 11)},
        {"control character", "r1\a"},
        {"not ASCII", "r\xc3\xb6uter"},
        {"percent in a name", "r1%eth0"},
        {"zone on a global address", "2001:db8::1%eth0"},
        {"empty zone", "fe80::1%"},
        {"zone like a path", "fe80::1%../x"},
        {"short dotted form", "127.1"},
        {"decimal form", "2130706433"},
        {"hexadecimal form", "0x7f000001"},
        {"hexadecimal part", "127.0.0.0x1"},
        {"octal part", "127.0.0.01"},
        {"part above 255", "192.0.2.256"},
        {"five parts", "1.2.3.4.5"},
        {"port 0", "r1:0"},
        {"port too large", "r1:65536"},
        {"port empty", "r1:"},
        {"port with a sign", "r1:+1"},
        {"port with a leading zero", "r1:022"},
        {"port is a word", "r1:ssh"},
        {"port with a space", "r1: 22"},
        {"IPv6 without its end", "[::1"},
        {"IPv6 without its beginning", "::1]"},
        {"empty brackets", "[]"},
        {"bracket alone", "["},
        {"name in brackets", "[r1]:22"},
        {"IPv4 in brackets", "[192.0.2.1]:22"},
        {"text after the brackets", "[::1]x"},
        {"too many groups", "1:2:3:4:5:6:7:8:9"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK_FALSE(parse_target(row.text).has_value());
    }
}

TEST_CASE("the problem names the target in printable form", "[fleet][target]") {
    const auto target = parse_target("a\x1b[2J@r1");
    REQUIRE_FALSE(target);
    CHECK(target.error() ==
          Problem{"", 0, 0, "target 'a\\x1B[2J@r1': a character that user names do not have"});
}
