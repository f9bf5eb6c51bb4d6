// SPDX-License-Identifier: Apache-2.0
#include "policy/check_loader.hpp"

#include <utility>

namespace junos_audit::policy {

Applicability CheckLoader::load_applicability(const yaml::Node& node) {
    Applicability rule;
    const bool unless = node.kind == yaml::Node::Kind::mapping && node.find("unless") != nullptr;
    rule.kind = unless ? Applicability::Kind::unless : Applicability::Kind::present;
    auto fields = unless
                      ? Fields(node, "'unless'", {"unless", "code", "say"}, problems_)
                      : Fields(node, "'applies'", {"present", "witness", "code", "say"}, problems_);
    const Scope top;
    rule.select = expression(fields, unless ? "unless" : "present", top, Wanted::nodes);
    if (!unless)
        rule.witness = expression(fields, "witness", top, Wanted::nodes);
    rule.code = fields.word("code");
    rule.say = text(fields, "say", top);
    return rule;
}

Check CheckLoader::load_check(const yaml::Node& node, const Scope& outer) {
    if (node.kind == yaml::Node::Kind::mapping) {
        const auto kinds = static_cast<int>(node.find("each") != nullptr) +
                           static_cast<int>(node.find("present") != nullptr) +
                           static_cast<int>(node.find("absent") != nullptr);
        if (kinds == 1)
            return node.find("each") != nullptr      ? load_each(node, outer)
                   : node.find("present") != nullptr ? load_present(node, outer)
                                                     : load_absent(node, outer);
    }
    problems_.add(node.mark, "a check is a mapping with exactly one of each, present, absent");
    return {};
}

Check CheckLoader::load_each(const yaml::Node& node, const Scope& outer) {
    Fields fields(node, "an 'each'",
                  {"each", "witness", "empty", "code", "say", "fix", "absence", "let", "require",
                   "note", "then", "proof"},
                  problems_);
    Check check;
    check.kind = Check::Kind::each;
    check.mark = node.mark;
    check.select = expression(fields, "each", outer, Wanted::nodes);
    load_empty(check, fields, outer);

    auto inner = outer;
    inner.has_context = true;
    if (check.select)
        inner.context_sources = check.select->facts().sources;
    load_let(check, fields, inner);
    fields.each_item("require", [&](const yaml::Node& item) {
        check.require.push_back(load_requirement(item, inner));
    });
    fields.each_item("note",
                     [&](const yaml::Node& item) { check.note.push_back(load_note(item, inner)); });
    fields.each_item(
        "then", [&](const yaml::Node& item) { check.then.push_back(load_check(item, inner)); });
    if (check.require.empty() && check.then.empty())
        problems_.add(node.mark, "an 'each' with neither 'require' nor 'then' would pass over "
                                 "whatever it selects; 'present' says that something is there");
    load_proof(check, fields, inner);
    return check;
}

void CheckLoader::load_empty(Check& check, Fields& fields, const Scope& outer) {
    check.empty = fields.outcome("empty", Outcome::unknown,
                                 {Outcome::notapplicable, Outcome::unknown, Outcome::fail});
    if (fields.has("code") || fields.has("say") || check.empty == Outcome::fail)
        load_verdict(check, fields, outer);
    const bool decides = check.empty != Outcome::unknown && !check.code.empty();
    if (fields.has("witness") || (decides && !outer.has_context))
        load_witness(check, fields, outer);
}

void CheckLoader::load_let(Check& check, const Fields& fields, Scope& inner) {
    const auto* let = fields.find("let");
    if (let == nullptr)
        return;
    if (let->kind != yaml::Node::Kind::mapping)
        return problems_.add(let->mark, "'let' is a mapping of name to XPath");
    for (const auto& [name, value] : let->entries)
        check.let.emplace_back(name.text, compiler_.bind(name, value, inner));
}

Check CheckLoader::load_present(const yaml::Node& node, const Scope& outer) {
    Fields fields(node, "a 'present'",
                  {"present", "witness", "code", "say", "fix", "absence", "proof"}, problems_);
    Check check;
    check.kind = Check::Kind::present;
    check.mark = node.mark;
    check.select = expression(fields, "present", outer, Wanted::nodes);
    load_verdict(check, fields, outer);
    if (fields.has("witness") || !outer.has_context)
        load_witness(check, fields, outer);
    load_proof(check, fields, outer);
    return check;
}

Check CheckLoader::load_absent(const yaml::Node& node, const Scope& outer) {
    Fields fields(node, "an 'absent'", {"absent", "witness", "code", "say", "fix", "proof"},
                  problems_);
    Check check;
    check.kind = Check::Kind::absent;
    check.mark = node.mark;
    check.select = expression(fields, "absent", outer, Wanted::nodes);
    load_verdict(check, fields, outer);
    load_witness(check, fields, outer);
    load_proof(check, fields, outer);
    return check;
}

void CheckLoader::load_verdict(Check& check, Fields& fields, const Scope& scope) {
    check.code = fields.word("code");
    check.say = text(fields, "say", scope);
    check.fix = texts(fields, "fix", scope);
    check.absence = fields.flag("absence");
}

void CheckLoader::load_witness(Check& check, Fields& fields, const Scope& scope) {
    check.witness = expression(fields, "witness", scope, Wanted::nodes);
}

void CheckLoader::load_proof(Check& check, const Fields& fields, const Scope& scope) {
    const auto* node = fields.find("proof");
    if (node == nullptr)
        return;
    Fields inner(*node, "a 'proof'", {"code", "say", "evidence", "until"}, problems_);
    Proof proof;
    proof.code = inner.word("code");
    proof.say = text(inner, "say", scope);
    proof.evidence = evidence(inner, scope);
    if (inner.has("until"))
        proof.until = expression(inner, "until", scope, Wanted::number);
    check.proof = std::move(proof);
}

Requirement CheckLoader::load_requirement(const yaml::Node& node, const Scope& scope) {
    Fields fields(node, "a requirement",
                  {"test", "otherwise", "absence", "code", "say", "fix", "evidence"}, problems_);
    Requirement requirement;
    requirement.test = expression(fields, "test", scope, Wanted::truth);
    requirement.otherwise =
        fields.outcome("otherwise", Outcome::fail, {Outcome::fail, Outcome::unknown});
    requirement.absence = fields.flag("absence");
    requirement.code = fields.word("code");
    requirement.say = text(fields, "say", scope);
    requirement.fix = texts(fields, "fix", scope);
    requirement.evidence = evidence(fields, scope);
    return requirement;
}

NoteRule CheckLoader::load_note(const yaml::Node& node, const Scope& scope) {
    Fields fields(node, "a note", {"when", "code", "say", "fix", "evidence"}, problems_);
    NoteRule note;
    note.when = expression(fields, "when", scope, Wanted::truth);
    note.code = fields.word("code");
    note.say = text(fields, "say", scope);
    note.fix = texts(fields, "fix", scope);
    note.evidence = evidence(fields, scope);
    return note;
}

std::shared_ptr<const Expression> CheckLoader::expression(Fields& fields, std::string_view key,
                                                          const Scope& scope, Wanted wanted) {
    const auto* node = fields.required(key);
    return node != nullptr ? compiler_.compile(*node, scope, wanted) : nullptr;
}

Template CheckLoader::text(Fields& fields, std::string_view key, const Scope& scope) {
    const auto* node = fields.required(key);
    return node != nullptr ? compiler_.compile_template(*node, scope) : Template();
}

std::vector<Template> CheckLoader::texts(Fields& fields, std::string_view key, const Scope& scope) {
    std::vector<Template> all;
    fields.each_item(key, [&](const yaml::Node& item) {
        all.push_back(compiler_.compile_template(item, scope));
    });
    return all;
}

std::vector<std::shared_ptr<const Expression>> CheckLoader::evidence(Fields& fields,
                                                                     const Scope& scope) {
    std::vector<std::shared_ptr<const Expression>> all;
    fields.each_item("evidence", [&](const yaml::Node& item) {
        all.push_back(compiler_.compile(item, scope, Wanted::nodes));
    });
    return all;
}

} // namespace junos_audit::policy
