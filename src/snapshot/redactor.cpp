// SPDX-License-Identifier: Apache-2.0
#include "snapshot/redactor.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/snapshot/redact.hpp"
#include "junos_audit/xml/document.hpp"
#include "snapshot/raw_text.hpp"
#include "snapshot/secrets.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::snapshot {
namespace {

/// What a manifest lists at most: a configuration has tens, a forged reply millions.
constexpr std::size_t paths_max = 1000;
constexpr std::size_t path_bytes_max = 1024;
constexpr std::size_t key_bytes_max = 128;

/// `[name='…']`; nothing for a key that XPath 1.0 cannot quote in one piece.
std::string predicate(const std::string& key) {
    if (key.empty())
        return {};
    const char quote = key.find('\'') == std::string::npos ? '\'' : '"';
    if (key.find(quote) != std::string::npos)
        return {};
    return "[name=" + (quote + printable(key, key_bytes_max)) + quote + "]";
}

bool is_namespace_declaration(std::string_view name) {
    return name == "xmlns" || name.starts_with("xmlns:");
}

std::string redact_value(std::string_view name, const std::string& value) {
    const auto content = trimmed(value);
    if (content.empty() || is_marker(content))
        return value;
    if (is_secret_name(name) || is_secret_value(content))
        return std::string(redaction_marker);
    return without_user_information(value);
}

} // namespace

void Redactor::start_element(std::string_view name, std::span<const xml::Attribute> attributes) {
    open_.push_back({xml::local_name(name), {}, runs_.size()});
    for (const auto& attribute : attributes) {
        if (is_namespace_declaration(attribute.name))
            continue;
        const auto value = resolve_references(attribute.value);
        auto kept = redact_value(xml::local_name(attribute.name), value);
        if (kept == value)
            continue;
        replacements_.push_back({attribute.value, as_attribute(kept)});
        note_path("@" + std::string(xml::local_name(attribute.name)));
    }
}

void Redactor::text(std::string_view raw, bool cdata) {
    if (!open_.empty() && !trimmed(raw).empty())
        runs_.push_back({raw, cdata});
}

void Redactor::comment(std::string_view content) {
    const std::string value(content);
    const auto kept = redact_value("", value);
    if (kept == value)
        return;
    replacements_.push_back({content, kept});
    note_path("comment()");
}

void Redactor::end_element(std::string_view /*name*/) {
    const auto& element = open_.back();
    const auto runs = std::span<const Run>(runs_).subspan(element.first_run);
    if (!runs.empty()) {
        const auto value = value_of(runs);
        auto kept = is_configured_certificate() && !is_marker(trimmed(value))
                        ? std::string(redaction_marker)
                        : redact_value(element.name, value);
        if (kept != value) {
            replace_runs(runs, kept);
            note_path({});
        }
        const bool is_key = element.name == "name" || element.name == "identifier";
        if (is_key && open_.size() > 1)
            open_[open_.size() - 2].key = trimmed(kept);
    }
    runs_.resize(element.first_run);
    open_.pop_back();
}

std::string Redactor::redacted() {
    std::sort(replacements_.begin(), replacements_.end(), [](const auto& left, const auto& right) {
        return left.bytes.data() < right.bytes.data();
    });
    std::string out;
    std::size_t done = 0;
    for (const auto& [bytes, text] : replacements_) {
        const auto begin = static_cast<std::size_t>(bytes.data() - document_.data());
        out.append(document_.substr(done, begin - done)).append(text);
        done = begin + bytes.size();
    }
    return out.append(document_.substr(done));
}

/// `security certificates local <name> certificate` holds the certificate together with its private
/// key.
bool Redactor::is_configured_certificate() const {
    const auto depth = open_.size();
    return depth > 2 && open_[depth - 1].name == "certificate" &&
           open_[depth - 2].name == "local" && open_[depth - 3].name == "certificates";
}

std::string Redactor::value_of(std::span<const Run> runs) {
    std::string value;
    for (const auto& run : runs)
        value += run.cdata ? std::string(run.raw) : resolve_references(run.raw);
    return value;
}

void Redactor::replace_runs(std::span<const Run> runs, const std::string& text) {
    replacements_.push_back(
        {runs.front().raw, runs.front().cdata ? as_cdata(text) : as_content(text)});
    for (const auto& run : runs.subspan(1))
        replacements_.push_back({run.raw, {}});
}

void Redactor::note_path(std::string_view last_step) {
    if (paths_.size() == paths_max)
        return;
    std::string path;
    for (const auto& element : open_)
        path.append("/").append(element.name).append(predicate(element.key));
    if (!last_step.empty())
        path.append("/").append(last_step);
    paths_.insert(printable(path, path_bytes_max));
}

} // namespace junos_audit::snapshot
