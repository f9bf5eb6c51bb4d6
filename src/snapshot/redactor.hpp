// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/xml/scan.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junos_audit::snapshot {

/// Listens to a scan and notes which bytes are to be replaced by what. An element's value is judged
/// as a whole at its end, so that a comment, a CDATA section or a reference within it does not hide
/// it.
class Redactor final : public xml::ScanHandler {
public:
    explicit Redactor(std::string_view document)
        : document_(document) {}

    void start_element(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void text(std::string_view raw, bool cdata) override;
    void comment(std::string_view content) override;
    void end_element(std::string_view name) override;

    /// After a scan that found nothing wrong.
    [[nodiscard]] std::string redacted();
    [[nodiscard]] std::vector<std::string> paths() const { return {paths_.begin(), paths_.end()}; }

private:
    struct Element {
        std::string_view name; ///< local
        std::string key;       ///< text of its child `name` or `identifier`, once that has come
        std::size_t first_run; ///< of runs_
    };
    struct Run {
        std::string_view raw;
        bool cdata;
    };
    struct Replacement {
        std::string_view bytes; ///< of document_
        std::string text;
    };

    [[nodiscard]] static std::string value_of(std::span<const Run> runs);
    [[nodiscard]] bool is_configured_certificate() const;
    void replace_runs(std::span<const Run> runs, const std::string& text);
    void note_path(std::string_view last_step);

    std::string_view document_;
    std::vector<Element> open_;
    std::vector<Run> runs_; ///< text of the open elements that is not blank, innermost last
    std::vector<Replacement> replacements_;
    std::set<std::string> paths_;
};

} // namespace junos_audit::snapshot
