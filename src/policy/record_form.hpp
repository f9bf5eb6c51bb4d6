// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The head of a record. The version goes up with every change of form: a record is read by the
/// program that wrote it, or by a later one that still knows the form.
namespace junos_audit::policy::record {

inline constexpr std::string_view format = "junos-audit-record";
inline constexpr int version = 1;

} // namespace junos_audit::policy::record
