// SPDX-License-Identifier: Apache-2.0
#include "ssh/rsa_crt.hpp"

#include "ssh/wire.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace junos_audit::ssh {
namespace {

template <auto free_it>
struct Free {
    template <class Object>
    void operator()(Object* object) const {
        free_it(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using Numbers = std::unique_ptr<BN_CTX, Free<BN_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Free<BIO_free_all>>;

struct RsaNumbers {
    Number n, e, d, iqmp, p, q;
};

Number take_number(std::string_view& rest) {
    const auto bytes = take_string(rest);
    if (!bytes || bytes->empty()) {
        return nullptr;
    }
    return Number(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes->data()),
                            static_cast<int>(bytes->size()), nullptr));
}

/// The private part of a container with one key that is not encrypted.
std::optional<std::string_view> private_part(std::string_view container) {
    using namespace std::string_view_literals;
    constexpr auto magic = "openssh-key-v1\0"sv;
    if (!container.starts_with(magic)) {
        return std::nullopt;
    }
    container.remove_prefix(magic.size());
    const auto cipher = take_string(container);
    const auto key_derivation = take_string(container);
    const auto its_options = take_string(container);
    const auto keys = take_uint32(container);
    const auto public_key = take_string(container);
    if (cipher != "none"sv || !key_derivation || !its_options || keys != 1u || !public_key) {
        return std::nullopt;
    }
    return take_string(container);
}

std::optional<RsaNumbers> read_numbers(std::string_view part) {
    const auto check = take_uint32(part);
    if (!check || take_uint32(part) != check || take_string(part) != "ssh-rsa") {
        return std::nullopt;
    }
    RsaNumbers numbers;
    for (Number* number :
         {&numbers.n, &numbers.e, &numbers.d, &numbers.iqmp, &numbers.p, &numbers.q}) {
        *number = take_number(part);
        if (*number == nullptr) {
            return std::nullopt;
        }
    }
    return numbers;
}

/// d mod (prime − 1)
Number exponent(const BIGNUM* d, const BIGNUM* prime, BN_CTX* context) {
    Number less_one(BN_dup(prime));
    Number result(BN_new());
    if (less_one == nullptr || result == nullptr || BN_sub_word(less_one.get(), 1) != 1 ||
        BN_mod(result.get(), d, less_one.get(), context) != 1) {
        return nullptr;
    }
    return result;
}

Key build(const RsaNumbers& numbers) {
    const Numbers context(BN_CTX_secure_new());
    const auto dmp1 = exponent(numbers.d.get(), numbers.p.get(), context.get());
    const auto dmq1 = exponent(numbers.d.get(), numbers.q.get(), context.get());
    const Builder builder(OSSL_PARAM_BLD_new());
    if (dmp1 == nullptr || dmq1 == nullptr || builder == nullptr) {
        return nullptr;
    }
    const std::array<std::pair<const char*, const BIGNUM*>, 8> parts = {{
        {OSSL_PKEY_PARAM_RSA_N, numbers.n.get()},
        {OSSL_PKEY_PARAM_RSA_E, numbers.e.get()},
        {OSSL_PKEY_PARAM_RSA_D, numbers.d.get()},
        {OSSL_PKEY_PARAM_RSA_FACTOR1, numbers.p.get()},
        {OSSL_PKEY_PARAM_RSA_FACTOR2, numbers.q.get()},
        {OSSL_PKEY_PARAM_RSA_EXPONENT1, dmp1.get()},
        {OSSL_PKEY_PARAM_RSA_EXPONENT2, dmq1.get()},
        {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers.iqmp.get()},
    }};
    for (const auto& [name, number] : parts) {
        if (OSSL_PARAM_BLD_push_BN(builder.get(), name, number) != 1) {
            return nullptr;
        }
    }
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext making(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* key = nullptr;
    if (parameters == nullptr || making == nullptr || EVP_PKEY_fromdata_init(making.get()) != 1 ||
        EVP_PKEY_fromdata(making.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1) {
        return nullptr;
    }
    return Key(key);
}

} // namespace

Secret rsa_pem_with_crt(std::string_view container) {
    const auto part = private_part(container);
    const auto numbers = part ? read_numbers(*part) : std::nullopt;
    const Key key = numbers ? build(*numbers) : nullptr;
    const Memory memory(BIO_new(BIO_s_secmem()));
    if (key == nullptr || memory == nullptr ||
        PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
            1) {
        return {};
    }
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return Secret(std::string(text, static_cast<std::size_t>(size)));
}

} // namespace junos_audit::ssh
