// SPDX-License-Identifier: Apache-2.0
#include "ssh/private_key.hpp"

#include "junos_audit/ssh/client.hpp"
#include "ssh/rsa_crt.hpp"
#include "support/sshd.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::ssh;
using support::make_key;
using support::read_file;

namespace {

using Parsed = Result<std::shared_ptr<const PrivateKey>, KeyError>;

Parsed parse(const std::filesystem::path& file, const std::string& passphrase = "") {
    return parse_private_key(Secret(read_file(file)), Secret(passphrase));
}

std::string message(const Parsed& parsed) {
    return parsed ? "a key" : parsed.error().message;
}

const std::vector<std::string> pem = {"-m", "PEM"};

} // namespace

TEST_CASE("every type and form of key that ssh-keygen makes is read", "[ssh][private-key]") {
    struct Row {
        const char* name;
        const char* type;
        std::vector<std::string> more;
    };
    const Row rows[] = {
        {"Ed25519", "ed25519", {}},
        {"ECDSA in OpenSSH's container", "ecdsa", {}},
        {"ECDSA in PEM", "ecdsa", {"-m", "PEM"}},
        {"ECDSA in PKCS#8", "ecdsa", {"-m", "PKCS8"}},
        {"RSA in OpenSSH's container", "rsa", {"-b", "2048"}},
        {"RSA in PEM", "rsa", {"-b", "2048", "-m", "PEM"}},
        {"RSA in PKCS#8", "rsa", {"-b", "2048", "-m", "PKCS8"}},
    };
    for (const auto& row : rows) {
        for (const std::string passphrase : {"", "correct horse"}) {
            CAPTURE(row.name, passphrase);
            const support::TemporaryDirectory directory;
            make_key(directory / "key", row.type, passphrase, row.more);
            CHECK(message(parse(directory / "key", passphrase)) == "a key");
            if (!passphrase.empty()) {
                const auto without = parse(directory / "key");
                REQUIRE_FALSE(without);
                CHECK(without.error().needs_passphrase);
                CHECK(without.error().message ==
                      "the key is encrypted and no passphrase was given");
                const auto with_wrong = parse(directory / "key", "wrong");
                REQUIRE_FALSE(with_wrong);
                CHECK(with_wrong.error().needs_passphrase);
                CHECK(with_wrong.error().message == "the passphrase does not open the key");
            }
        }
    }
}

TEST_CASE("what is no usable key says why and holds no key bytes", "[ssh][private-key]") {
    const support::TemporaryDirectory directory;
    make_key(directory / "key", "ed25519");
    make_key(directory / "short", "rsa", "", {"-b", "1024"});
    const auto whole = read_file(directory / "key");
    struct Row {
        const char* name;
        std::string text;
        std::string expected;
    };
    const Row rows[] = {
        {"nothing", "", "not a private key in PEM, PKCS#8 or OpenSSH form"},
        {"a public key", read_file(directory / "key.pub"),
         "not a private key in PEM, PKCS#8 or OpenSSH form"},
        {"PuTTY's form", "PuTTY-User-Key-File-3: ssh-ed25519\n",
         "a PuTTY key: convert it with puttygen -O private-openssh"},
        {"cut in the middle", whole.substr(0, whole.size() / 2),
         "the key is damaged or of a type that is not supported"},
        {"RSA of 1024 bits", read_file(directory / "short"),
         "an RSA key of 1024 bits is too weak: 2048 or more are needed"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto parsed = parse_private_key(Secret(row.text), Secret());
        REQUIRE_FALSE(parsed);
        CHECK_FALSE(parsed.error().needs_passphrase);
        CHECK(parsed.error().message == row.expected);
    }
}

TEST_CASE("an RSA key from OpenSSH's container gets its CRT parameters back",
          "[ssh][private-key]") {
    const support::TemporaryDirectory directory;
    make_key(directory / "key", "rsa", "", {"-b", "2048"});
    const auto parsed = parse(directory / "key");
    REQUIRE(parsed);
    // libssh cannot export an RSA key that lacks them: this fails for a key as libssh itself reads
    // it.
    char* exported = nullptr;
    CHECK(ssh_pki_export_privkey_base64((*parsed)->raw(), nullptr, nullptr, nullptr, &exported) ==
          SSH_OK);
    REQUIRE(exported != nullptr);
    support::write_file(directory / "rebuilt", exported);
    ssh_string_free_char(exported);
    support::run({"openssl", "rsa", "-check", "-noout", "-in", (directory / "rebuilt").string()});
    support::run({"ssh-keygen", "-y", "-f", (directory / "rebuilt").string()},
                 directory / "public");
    const auto public_part = read_file(directory / "public");
    CHECK(read_file(directory / "key.pub")
              .starts_with(public_part.substr(0, public_part.find('\n'))));
}

TEST_CASE("a container that is cut anywhere is no key", "[ssh][private-key]") {
    const std::string container =
        std::string("openssh-key-v1\0\0\0\0\4none\0\0\0\4none\0\0\0\0\0\0\0\1", 39);
    for (std::size_t size = 0; size <= container.size(); ++size) {
        CHECK(rsa_pem_with_crt(container.substr(0, size)).empty());
    }
}
