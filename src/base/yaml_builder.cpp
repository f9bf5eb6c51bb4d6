// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_builder.hpp"

#include "junos_audit/base/limits.hpp"
#include "junos_audit/base/printable.hpp"

#include <algorithm>
#include <utility>

namespace junos_audit::yaml {
namespace {

Mark to_mark(const YAML::Mark& mark) {
    return {mark.line + 1, mark.column + 1};
}

bool is_ours(std::string_view tag) {
    return tag.empty() || tag == "?" || tag == "!";
}

Node scalar(Mark mark, std::string text, bool plain) {
    Node node;
    node.mark = mark;
    node.text = std::move(text);
    node.plain = plain;
    return node;
}

Node collection(Node::Kind kind, Mark mark) {
    Node node;
    node.kind = kind;
    node.mark = mark;
    return node;
}

} // namespace

void Builder::report(const YAML::Mark& mark, std::string message) {
    const auto [line, column] = to_mark(mark);
    problems_.push_back({file_, line, column, std::move(message)});
    if (problems_.size() >= limits::yaml_problems_max)
        throw Abandoned{};
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
    if (!root_)
        return;
    report(mark, "a second document begins here; a file holds one");
    throw Abandoned{};
}

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    check_properties(mark, {}, anchor);
    accept(scalar(to_mark(mark), null_word_at(mark), true));
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    report(mark, "aliases ('*name') are not accepted; write the value out");
    accept(scalar(to_mark(mark), {}, true));
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& value) {
    check_properties(mark, tag, anchor);
    accept(scalar(to_mark(mark), value, tag == "?"));
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value style) {
    check_properties(mark, tag, anchor);
    begin_collection(collection(Node::Kind::sequence, to_mark(mark)), style);
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) {
    check_properties(mark, tag, anchor);
    begin_collection(collection(Node::Kind::mapping, to_mark(mark)), style);
}

void Builder::begin_collection(Node node, YAML::EmitterStyle::value style) {
    if (open_.size() >= limits::yaml_depth_max) {
        problems_.push_back(
            {file_, node.mark.line, node.mark.column,
             "nested deeper than " + std::to_string(limits::yaml_depth_max) + " levels"});
        throw Abandoned{};
    }
    Open open;
    open.node = std::move(node);
    open.flow = style == YAML::EmitterStyle::Flow;
    open_.push_back(std::move(open));
}

void Builder::end_collection() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    accept(std::move(node));
}

void Builder::accept(Node node) {
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::sequence) {
        parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
        accept_key(parent, std::move(node));
    } else {
        parent.node.entries.emplace_back(std::move(*parent.key), std::move(node));
        parent.key.reset();
    }
}

void Builder::accept_key(Open& mapping, Node key) {
    const YAML::Mark mark = [&key] {
        YAML::Mark at;
        at.line = key.mark.line - 1;
        at.column = key.mark.column - 1;
        return at;
    }();
    if (key.kind != Node::Kind::scalar)
        report(mark, "a key must be a scalar");
    else if (key.plain && key.text.empty())
        report(mark, "a key is missing");
    else if (key.plain && key.text == "<<")
        report(mark, "merge keys ('<<') are not accepted; write the entries out");
    else if (!mapping.keys.insert(key.text).second)
        report(mark, "duplicate key '" + printable(key.text) + "'");
    mapping.key = std::move(key);
}

void Builder::check_properties(const YAML::Mark& mark, std::string_view tag,
                               YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor)
        report(mark, "anchors ('&name') are not accepted");
    // yaml-cpp 0.7 gives quoted scalars the tag "!" as well: only the source tells a written one.
    if (!is_ours(tag) || source_at(mark) == '!')
        report(mark, "tags ('!name') are not accepted");
}

/// yaml-cpp 0.7 reports `key: null` and `key:` by the same event, and the mark of the latter is
/// that of whatever comes next. In a block collection a written value stands to the right of it; in
/// a flow one a comma or bracket follows an absent value.
std::string Builder::null_word_at(const YAML::Mark& mark) const {
    if (!open_.empty()) {
        const Open& parent = open_.back();
        const bool is_key = parent.node.kind == Node::Kind::mapping && !parent.key;
        if (!is_key && !parent.flow && mark.column + 1 <= parent.node.mark.column)
            return {};
        if (awaits_value_of(to_mark(mark)))
            return {};
    }
    const auto rest = text_.substr(std::min(static_cast<std::size_t>(mark.pos), text_.size()));
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
        if (rest.starts_with(word))
            return std::string(word);
    }
    return {};
}

/// `{null}`: key and absent value carry the same mark.
bool Builder::awaits_value_of(const Mark& key) const {
    return open_.back().key && open_.back().key->mark == key;
}

char Builder::source_at(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(mark.pos);
    return mark.pos >= 0 && at < text_.size() ? text_[at] : '\0';
}

} // namespace junos_audit::yaml
