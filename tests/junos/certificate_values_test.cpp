// SPDX-License-Identifier: Apache-2.0
#include "junos/certificate_values.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::junos;

namespace {

std::string date(std::string_view printed) {
    const auto time = parse_validity_date(printed);
    return time ? to_rfc3339(*time) : "none";
}

} // namespace

TEST_CASE("dates that Junos prints are read in UTC", "[junos][certificate]") {
    CHECK(date("04- 3-2017 09:13 UTC") == "2017-04-03T09:13:00Z");
    CHECK(date("01- 2-2026 09:55 UTC") == "2026-01-02T09:55:00Z");
    CHECK(date("04-21-2017 19:22 UTC") == "2017-04-21T19:22:00Z");
    CHECK(date("02-29-2024 00:00 UTC") == "2024-02-29T00:00:00Z");
    CHECK(date("12-31-9999 23:59 UTC") == "9999-12-31T23:59:00Z");
    CHECK(parse_validity_date("12-31-2033 23:59 UTC")->time_since_epoch().count() == 2019686340);
}

TEST_CASE("a date in any other form is no date", "[junos][certificate]") {
    const auto* printed =
        GENERATE("13-01-2024 00:00 UTC", "00-01-2024 00:00 UTC", "02-30-2024 00:00 UTC",
                 "02-29-2023 00:00 UTC", "01-00-2024 00:00 UTC", "01-01-2024 24:00 UTC",
                 "01-01-2024 00:60 UTC", "01-01-2024 00:00 GMT", "01-01-2024 00:00", "",
                 "1-01-2024 00:00 UTC", " 1-01-2024 00:00 UTC", "01-1-2024 00:00 UTC",
                 "01-1 -2024 00:00 UTC", "01-  -2024 00:00 UTC", "2024-01-01 00:00 UTC",
                 "01/01/2024 00:00 UTC", "01-01-2024 00:00 UTC ", "01-01-2024  0:00 UTC",
                 "+1-01-2024 00:00 UTC", "01-01--024 00:00 UTC", "Jan  1 00:00:00 2024 GMT");
    CAPTURE(printed);
    CHECK(date(printed) == "none");
}

TEST_CASE("key algorithms are told by exact names", "[junos][certificate]") {
    CHECK(key_algorithm("rsaEncryption") == "rsa");
    CHECK(key_algorithm("id-ecPublicKey") == "ec");
    CHECK(key_algorithm("ecdsaEncryption") == "ec");
    CHECK(key_algorithm("ecPublicKey") == "ec");
    CHECK(key_algorithm("dsaEncryption") == "dsa");
    CHECK(key_algorithm("id-dsa") == "dsa");
    CHECK(key_algorithm("ED25519") == "other");
    CHECK(key_algorithm("rsaEncryption2") == "other");
    CHECK(key_algorithm("secret") == "other");
    CHECK(key_algorithm("") == "other");
}

TEST_CASE("digests are told by exact names of signature algorithms", "[junos][certificate]") {
    CHECK(signature_digest("sha256WithRSAEncryption") == "sha256");
    CHECK(signature_digest("sha1WithRSAEncryption") == "sha1");
    CHECK(signature_digest("md5WithRSAEncryption") == "md5");
    CHECK(signature_digest("ecdsa-with-SHA256") == "sha256");
    CHECK(signature_digest("ecdsa-with-SHA1") == "sha1");
    CHECK(signature_digest("dsa_with_SHA256") == "sha256");
    CHECK(signature_digest("rsassaPss") ==
          "other"); // its digest is in parameters that are not shown
    CHECK(signature_digest("sha256") == "other");
    CHECK(signature_digest("") == "other");
}

TEST_CASE("serials are compared as hex", "[junos][certificate]") {
    CHECK(normalise_serial("00000d5f") == "d5f");
    CHECK(normalise_serial("00:00:0D:5F") == "d5f");
    CHECK(normalise_serial("0000") == "0");
    CHECK(normalise_serial("bcb426cc9145eb836c798ec50531d433") ==
          "bcb426cc9145eb836c798ec50531d433");
    CHECK(normalise_serial("not hex") == "not hex");
    CHECK(normalise_serial(":") == ":");
    CHECK(normalise_serial("") == "");
}

TEST_CASE("the length of a key is a number and nothing else", "[junos][certificate]") {
    CHECK(parse_key_bits("2048") == 2048);
    CHECK_FALSE(parse_key_bits("2048 bits"));
    CHECK_FALSE(parse_key_bits("-1"));
    CHECK_FALSE(parse_key_bits("0"));
    CHECK_FALSE(parse_key_bits("1e4"));
    CHECK_FALSE(parse_key_bits("65537"));
    CHECK_FALSE(parse_key_bits("18446744073709551617"));
    CHECK_FALSE(parse_key_bits(""));
}
