// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/report/report.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace junos_audit::report {

/// The text report as it grows. Text of our own goes in as it is; whatever came from a device goes
/// through shown().
class Page {
public:
    explicit Page(const Style& style)
        : style_(style) {}

    /// Visible characters only; in ASCII style those beyond it become \u{NNNN}.
    [[nodiscard]] std::string shown(std::string_view device_text) const;
    /// "FAIL", coloured where the style asks for it. Colour never stands alone: the word is always
    /// there.
    [[nodiscard]] std::string word(policy::Outcome outcome) const;
    [[nodiscard]] std::string strong(std::string_view own_text) const;
    [[nodiscard]] std::string_view dot() const { return style_.unicode ? " · " : ", "; }

    void line(std::size_t indent, std::string_view text);
    /// One empty line, never two, none at the top.
    void gap();

    [[nodiscard]] Verbosity verbosity() const { return style_.verbosity; }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    [[nodiscard]] std::string coloured(std::string_view text, std::string_view sgr) const;

    Style style_;
    std::string text_;
};

} // namespace junos_audit::report
