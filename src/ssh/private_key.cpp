// SPDX-License-Identifier: Apache-2.0
#include "ssh/private_key.hpp"

#include "junos_audit/base/limits.hpp"
#include "ssh/base64.hpp"
#include "ssh/host_key.hpp"
#include "ssh/rsa_crt.hpp"

#include <optional>
#include <string>

namespace junos_audit::ssh {
namespace {

constexpr std::string_view openssh_begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view openssh_end = "-----END OPENSSH PRIVATE KEY-----";

OwnedKey import(std::string_view pem, std::string_view passphrase) {
    // Copies, because libssh wants strings that end in NUL; wiped, because they are secrets.
    std::string text(pem);
    std::string phrase(passphrase);
    ssh_key key = nullptr;
    // Never a null passphrase: OpenSSL would then ask for one on the terminal.
    ssh_pki_import_privkey_base64(text.c_str(), phrase.c_str(), nullptr, nullptr, &key);
    wipe(text);
    wipe(phrase);
    return OwnedKey(key);
}

/// The text between the marks of OpenSSH's container, decoded (PROTOCOL.key); a secret.
std::optional<std::string> openssh_container(std::string_view pem) {
    const auto begin = pem.find(openssh_begin);
    const auto end = pem.find(openssh_end);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
        return std::nullopt;
    }
    std::string base64;
    for (const char letter :
         pem.substr(begin + openssh_begin.size(), end - begin - openssh_begin.size())) {
        if (letter != '\n' && letter != '\r') {
            base64 += letter;
        }
    }
    auto bytes = decode_base64(base64);
    wipe(base64);
    return bytes;
}

bool is_encrypted(std::string_view pem) {
    if (auto container = openssh_container(pem)) {
        // "openssh-key-v1" NUL, then the cipher's name as a string: "none" when it is not
        // encrypted.
        using namespace std::string_view_literals;
        const bool plain = container->starts_with("openssh-key-v1\0\0\0\0\4none"sv);
        wipe(*container);
        return !plain;
    }
    return pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string_view::npos ||
           pem.find("Proc-Type: 4,ENCRYPTED") != std::string_view::npos;
}

KeyError why_not(std::string_view pem, std::string_view passphrase) {
    if (pem.find("PRIVATE KEY-----") == std::string_view::npos) {
        return {false, pem.find("PuTTY-User-Key-File") != std::string_view::npos
                           ? "a PuTTY key: convert it with puttygen -O private-openssh"
                           : "not a private key in PEM, PKCS#8 or OpenSSH form"};
    }
    if (is_encrypted(pem)) {
        return {true, passphrase.empty() ? "the key is encrypted and no passphrase was given"
                                         : "the passphrase does not open the key"};
    }
    return {false, "the key is damaged or of a type that is not supported"};
}

/// T10: libssh 0.10.6 drops the CRT parameters on the way in from OpenSSH's container. Null where
/// there is no container, or an encrypted one: libssh gives neither its decryption nor the key's
/// numbers away, so that key signs slowly.
OwnedKey rebuild_with_crt(std::string_view pem) {
    auto container = openssh_container(pem);
    if (!container) {
        return nullptr;
    }
    const Secret rebuilt = rsa_pem_with_crt(*container);
    wipe(*container);
    return rebuilt.empty() ? nullptr : import(rebuilt.reveal(), {});
}

std::optional<std::string> public_blob(ssh_key key) {
    char* text = nullptr;
    if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK) {
        return std::nullopt;
    }
    auto blob = decode_base64(text);
    ssh_string_free_char(text);
    return blob;
}

} // namespace

Result<std::shared_ptr<const PrivateKey>, KeyError> parse_private_key(const Secret& pem,
                                                                      const Secret& passphrase) {
    auto key = import(pem.reveal(), passphrase.reveal());
    if (key == nullptr) {
        return why_not(pem.reveal(), passphrase.reveal());
    }
    const auto blob = public_blob(key.get());
    const auto bits = blob ? rsa_bits(*blob) : std::nullopt;
    if (bits && *bits < limits::rsa_host_key_bits_min) {
        return KeyError{false, "an RSA key of " + std::to_string(*bits) +
                                   " bits is too weak: 2048 or more are needed"};
    }
    if (ssh_key_type(key.get()) == SSH_KEYTYPE_DSS) {
        return KeyError{false, "a DSA key is too weak"};
    }
    if (bits) {
        if (auto quick = rebuild_with_crt(pem.reveal()); quick != nullptr) {
            key = std::move(quick);
        }
    }
    return std::shared_ptr<const PrivateKey>(std::make_shared<PrivateKey>(std::move(key)));
}

} // namespace junos_audit::ssh
