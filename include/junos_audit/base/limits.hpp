// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// Everything that a device can make grow has a ceiling, and it stands here with its unit and its
/// reason. Passing one is the outcome `limit-exceeded`, never a shorter answer.
namespace junos_audit::limits {

// --- one reply ---
/// Filtered replies are 1–50 kB; a whole configuration of a large router was seen at 20 MB.
constexpr std::size_t reply_bytes_max = 32u << 20;
/// Everything one device sends in one session, framing included.
constexpr std::size_t device_bytes_max = 128u << 20;
/// RFC 6242 allows 4294967295; no Junos chunk comes near a reply's own limit.
constexpr std::size_t chunk_bytes_max = reply_bytes_max;
/// A reply cut into one-byte chunks costs us 8 bytes of header each: beyond this it is an attack.
constexpr std::size_t chunks_per_reply_max = 1u << 20;
/// Junos with all YANG modules announced sends about 60 kB of capabilities.
constexpr std::size_t hello_bytes_max = 1u << 20;
constexpr std::size_t capabilities_max = 4096;
/// Text that a login script prints before the hello.
constexpr std::size_t preamble_bytes_max = 16u << 10;

// --- XML ---
/// libxml2's default as well. Junos configurations stay below 40.
constexpr std::size_t xml_depth_max = 256;
/// pugixml needs about 18 bytes of memory per byte of the worst input; 2 M nodes are about 250 MB.
constexpr std::size_t xml_nodes_max = 2'000'000;
constexpr std::size_t xml_attributes_max = 256; ///< per element
/// Declarations in force at one place. Junos has five or six; prefixes are looked up one by one.
constexpr std::size_t xml_namespaces_max = 256;
constexpr std::size_t xml_name_bytes_max = 1024;
constexpr std::size_t xml_text_bytes_max = 10u << 20; ///< one run of text; libxml2's default

// --- SSH ---
constexpr std::size_t stderr_bytes_max = 64u << 10;
constexpr std::size_t banner_bytes_max = 4u << 10;
/// Keyboard-interactive: rounds of one hidden prompt. Servers were seen that ask for ever.
constexpr int prompt_rounds_max = 3;
/// RSA host keys below this are refused (NIST SP 800-131A).
constexpr int rsa_host_key_bits_min = 2048;

// --- what we judge ---
/// Findings and notes of one control on one device. A list of a thousand bad listeners tells as much
/// as all; each costs a path, a value and a place in every report.
constexpr std::size_t findings_per_control_max = 1000;

// --- what we print ---
constexpr std::size_t message_bytes_max = 300;
constexpr std::size_t evidence_value_bytes_max = 1024;

// --- files of the user ---
constexpr std::size_t yaml_bytes_max = 1u << 20;
constexpr std::size_t yaml_depth_max = 64;
constexpr std::size_t yaml_problems_max = 100; ///< per file; who reads on after a hundred?
constexpr std::size_t secret_file_bytes_max = 64u << 10;

// --- worker to parent ---
/// One record: an assessment with its evidence, or a snapshot's files.
constexpr std::size_t record_bytes_max = device_bytes_max + (8u << 20);

} // namespace junos_audit::limits
