// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/ssh/known_hosts.hpp"

#include "ssh/base64.hpp"
#include "ssh/host_key.hpp"
#include "support/sshd.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::ssh;

namespace {

std::string wire_string(const std::string& text) {
    return std::string("\0\0\0", 3) + static_cast<char>(text.size()) + text;
}

/// A key that only has to look like one.
std::string blob(const std::string& type, char body) {
    return wire_string(type) + wire_string(std::string(32, body));
}
std::string key_text(const std::string& type, char body) {
    return type + " " + encode_base64(blob(type, body));
}

const std::string right = key_text("ssh-ed25519", 'r');
const std::string wrong = key_text("ssh-ed25519", 'w');
const std::string other = key_text("ecdsa-sha2-nistp256", 'o');

/// The verdict on host:port showing the right key.
Verdict verdict(const std::string& text, const std::string& host = "router1",
                std::uint16_t port = 830) {
    KnownHosts known;
    known.add(text, "known_hosts");
    return judge(known.find(host, port), "ssh-ed25519", blob("ssh-ed25519", 'r'));
}

} // namespace

TEST_CASE("the verdict on a host key follows known_hosts", "[ssh][known-hosts]") {
    struct Row {
        const char* name;
        std::string text;
        Verdict expected;
        std::string host = "router1";
        std::uint16_t port = 830;
    };
    const Row rows[] = {
        {"no entry at all", "", Verdict::unknown},
        {"only a comment and blank lines", "# router1 " + right + "\n\n   \n", Verdict::unknown},
        {"another host", "[router2]:830 " + right, Verdict::unknown},
        {"another port", "[router1]:831 " + right, Verdict::unknown},
        {"right key with port", "[router1]:830 " + right, Verdict::verified},
        {"right key with a comment behind it", "[router1]:830 " + right + " root@router1\n",
         Verdict::verified},
        {"right key without port", "router1 " + right, Verdict::verified_without_port},
        {"right key on port 22", "router1 " + right, Verdict::verified, "router1", 22},
        {"the form with port says nothing on port 22", "[router1]:830 " + right, Verdict::unknown,
         "router1", 22},
        {"wrong key, same type", "[router1]:830 " + wrong, Verdict::mismatch},
        {"wrong key without port", "router1 " + wrong, Verdict::mismatch},
        {"key of another type only", "[router1]:830 " + other, Verdict::mismatch},
        {"wrong and right key", "[router1]:830 " + wrong + "\n[router1]:830 " + right,
         Verdict::verified},
        {"wrong with port, right without", "[router1]:830 " + wrong + "\nrouter1 " + right,
         Verdict::mismatch},
        {"right with port, wrong without", "[router1]:830 " + right + "\nrouter1 " + wrong,
         Verdict::verified},
        {"a list of names", "router0,[router1]:830,10.0.0.1 " + right, Verdict::verified},
        {"names are compared without case", "[ROUTER1]:830 " + right, Verdict::verified, "Router1"},
        {"a wildcard on the bare name", "router? " + right, Verdict::verified_without_port},
        {"a wildcard on the form with port", "[router*]:830 " + right, Verdict::verified},
        {"a star alone", "* " + right, Verdict::verified},
        {"a wildcard that does not match", "switch* " + right, Verdict::unknown},
        {"a negated bare name keeps the star out", "!router1,* " + right, Verdict::unknown},
        {"a negated name behind the star", "*,!router1 " + right, Verdict::unknown},
        {"a negated name with port", "*,![router1]:830 " + right, Verdict::unknown},
        {"a negation of another host", "!router2,router1 " + right, Verdict::verified_without_port},
        {"a negation alone matches nothing", "!router2 " + right, Verdict::unknown},
        {"revoked for the host", "@revoked [router1]:830 " + right, Verdict::revoked},
        {"revoked for all, trusted for the host",
         "@revoked * " + right + "\n[router1]:830 " + right, Verdict::revoked},
        {"trusted first, revoked later", "[router1]:830 " + right + "\n@revoked router1 " + right,
         Verdict::revoked},
        {"another key is revoked", "@revoked * " + wrong + "\n[router1]:830 " + right,
         Verdict::verified},
        {"another key is revoked, none trusted", "@revoked * " + wrong, Verdict::unknown},
        {"revoked for another host", "@revoked router2 " + right, Verdict::unknown},
        {"a certificate authority", "@cert-authority * " + right, Verdict::unknown},
        {"an IPv6 address with port", "[2001:db8::1]:830 " + right, Verdict::verified,
         "2001:db8::1"},
        {"an IPv6 address without port", "2001:db8::1 " + right, Verdict::verified_without_port,
         "2001:db8::1"},
        {"tabs between the fields", "[router1]:830\t" + right, Verdict::verified},
        {"blanks in front", "  [router1]:830 " + right, Verdict::verified},
        {"lines that end in CR LF", "[router1]:830 " + right + "\r\n", Verdict::verified},
        {"revoked by a line that ends in CR LF",
         "[router1]:830 " + right + "\n@revoked * " + right + "\r\n", Verdict::revoked},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        CHECK(verdict(row.text, row.host, row.port) == row.expected);
    }
}

TEST_CASE("lines that cannot be trusted are skipped and named", "[ssh][known-hosts]") {
    struct Row {
        const char* name;
        std::string line;
        std::string reason;
    };
    const Row rows[] = {
        {"a carriage return inside", "router1\r " + right, "the line holds a carriage return"},
        {"two carriage returns", "router1 " + right + "\r\r", "the line holds a carriage return"},
        {"too long", "router1 " + right + " " + std::string(9000, 'c'),
         "the line is longer than 8192 bytes"},
        {"NUL", std::string("rou\0ter1 ", 9) + right, "the line holds a NUL byte"},
        {"bad base64", "router1 ssh-ed25519 AAAA*", "the key is not valid base64"},
        {"cut base64", "router1 " + right.substr(0, right.size() - 1),
         "the key is not valid base64"},
        {"wrong type label", "router1 ssh-rsa " + encode_base64(blob("ssh-ed25519", 'r')),
         "the key says of itself that it is not 'ssh-rsa'"},
        {"no key", "router1 ssh-ed25519", "the line has no key"},
        {"a name alone", "router1", "the line has no key"},
        {"SSH-1", "router1 1024 35 1234567", "the key is one of SSH protocol 1"},
        {"unknown marker", "@trusted * " + right, "unknown marker '@trusted'"},
        {"empty name in the list", "router1,,router2 " + right,
         "the list of names has an empty name"},
        {"bare negation", "! " + right, "the list of names has an empty name"},
        {"bad hash", "|1|AAAA|BBBB " + right, "the hashed name cannot be read"},
        {"unknown hash", "|2|AAAA|BBBB " + right, "the hashed name cannot be read"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        KnownHosts known;
        known.add("# first line\n" + row.line + "\nrouter2 " + right + "\n", "/etc/known");
        CHECK(known.damaged() == std::vector<Problem>{{"/etc/known", 2, 0, row.reason}});
        CHECK(known.unsupported().empty());
        CHECK(known.size() == 1);
        CHECK(known.find("router1", 22).empty());
    }
}

TEST_CASE("a certificate authority is not supported, and no damage", "[ssh][known-hosts]") {
    KnownHosts known;
    known.add("@cert-authority * " + right, "/etc/known");
    CHECK(known.damaged().empty());
    CHECK(known.unsupported() ==
          std::vector<Problem>{
              {"/etc/known", 1, 0, "host certificates (@cert-authority) are not supported"}});
}

TEST_CASE("a revocation that cannot be read is never passed over", "[ssh][known-hosts]") {
    const std::string rows[] = {
        "@revoked router1 ssh-ed25519 AAAA*",
        "@revoked router1",
        "@revoked",
        "@REVOKED router1 " + right,
        "@revoked router1 " + right + "\r\r",
        "@revoked router1 " + right + std::string(1, '\0'),
        "@revoked router1 " + right + " " + std::string(9000, 'c'),
        "\xEF\xBB\xBF@revoked * " + right,
        "router2 " + right + "\r@revoked * " + right,
    };
    for (const auto& line : rows) {
        CAPTURE(line);
        KnownHosts known;
        try {
            known.add("router1 " + right + "\n" + line + "\n", "/etc/known");
            FAIL("it was passed over");
        } catch (const UsageError& error) {
            CHECK(error.status() == ExitStatus::bad_data);
            REQUIRE(error.problems().size() == 1);
            CHECK(error.problems().front().file == "/etc/known");
            CHECK(error.problems().front().line == 2);
        }
    }
}

TEST_CASE("names hashed by ssh-keygen -H match with and without port", "[ssh][known-hosts]") {
    const support::TemporaryDirectory directory;
    support::write_file(directory / "known",
                        "[router1]:830 " + right + "\nrouter2 " + right + "\n");
    support::run({"ssh-keygen", "-q", "-H", "-f", (directory / "known").string()});
    const auto text = support::read_file(directory / "known");
    REQUIRE(text.starts_with("|1|"));
    CHECK(verdict(text, "router1") == Verdict::verified);
    CHECK(verdict(text, "ROUTER1") == Verdict::verified);
    CHECK(verdict(text, "router2") == Verdict::verified_without_port);
    CHECK(verdict(text, "router3") == Verdict::unknown);
    const auto first = text.substr(0, text.find('\n'));
    CHECK(verdict("@revoked " + first + "\nrouter1 " + right, "router1") == Verdict::revoked);
}

TEST_CASE("an entry tells its file and line, and later files add", "[ssh][known-hosts]") {
    KnownHosts known;
    known.add("\nrouter1 " + wrong, "first");
    known.add("[router1]:830 " + right, "second");
    const std::vector<KnownKey> expected = {
        {"ssh-ed25519", blob("ssh-ed25519", 'w'), false, false, "first", 2},
        {"ssh-ed25519", blob("ssh-ed25519", 'r'), false, true, "second", 1},
    };
    CHECK(known.find("router1", 830) == expected);
}

TEST_CASE("type, size and fingerprint of a key are what ssh-keygen prints", "[ssh][host-key]") {
    struct Row {
        const char* name;
        const char* type;
        std::vector<std::string> more;
        const char* wire_type;
        std::optional<int> rsa_size;
    };
    const Row rows[] = {
        {"Ed25519", "ed25519", {}, "ssh-ed25519", {}},
        {"ECDSA", "ecdsa", {"-b", "384"}, "ecdsa-sha2-nistp384", {}},
        {"RSA 1024", "rsa", {"-b", "1024"}, "ssh-rsa", 1024},
        {"RSA 2048", "rsa", {"-b", "2048"}, "ssh-rsa", 2048},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const support::TemporaryDirectory directory;
        support::make_key(directory / "key", row.type, "", row.more);
        support::run({"ssh-keygen", "-l", "-f", (directory / "key.pub").string()},
                     directory / "list");
        const auto line = support::read_file(directory / "key.pub");
        const auto begin = line.find(' ') + 1;
        const auto key = decode_base64(line.substr(begin, line.find(' ', begin) - begin));
        REQUIRE(key);
        CHECK(type_of_blob(*key) == row.wire_type);
        CHECK(rsa_bits(*key) == row.rsa_size);
        CHECK(support::read_file(directory / "list").find(" " + fingerprint(*key) + " ") !=
              std::string::npos);
    }
}

TEST_CASE("base64 is read strictly", "[ssh][base64]") {
    CHECK(decode_base64("Zm9v") == "foo");
    CHECK(decode_base64("Zm8=") == "fo");
    CHECK(decode_base64("Zg==") == "f");
    for (const char* text :
         {"", "Z", "Zg=", "Zg", "Zh==", "Zm9=", "Zm9v\n", "Z g=", "====", "Zg==Zg=="}) {
        CAPTURE(text);
        CHECK_FALSE(decode_base64(text));
    }
    for (const char* text : {"", "f", "fo", "foo", "foob"}) {
        const std::string bytes(text);
        CHECK((bytes.empty() || decode_base64(encode_base64(bytes)) == bytes));
    }
}
