// SPDX-License-Identifier: Apache-2.0
#include "mock_device/fault.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace junos_audit::mock {
namespace {

enum class Value { none, number, source, source_and_message };

struct Word {
    std::string_view word;
    FaultKind kind;
    Value value;
};
constexpr std::array words{
    Word{"cut-after", FaultKind::cut_after, Value::number},
    Word{"stall-after", FaultKind::stall_after, Value::number},
    Word{"refuse", FaultKind::refuse, Value::source_and_message},
    Word{"wrong-id", FaultKind::wrong_id, Value::source},
    Word{"no-id", FaultKind::no_id, Value::source},
    Word{"close-before", FaultKind::close_before, Value::source},
    Word{"close-after-hello", FaultKind::close_after_hello, Value::none},
    Word{"stall-before-hello", FaultKind::stall_before_hello, Value::none},
    Word{"garbage", FaultKind::garbage, Value::source},
    Word{"trickle", FaultKind::trickle, Value::none},
    Word{"duplicate", FaultKind::duplicate, Value::source},
    Word{"delay-ms", FaultKind::delay_ms, Value::number},
    Word{"preamble", FaultKind::preamble, Value::none},
    Word{"hello-twice", FaultKind::hello_twice, Value::none},
    Word{"ssh-no-subsystem", FaultKind::ssh_no_subsystem, Value::none},
    Word{"ssh-drop-after-kex", FaultKind::ssh_drop_after_kex, Value::none},
    Word{"ssh-refuse-auth", FaultKind::ssh_refuse_auth, Value::none},
    Word{"ssh-prompts", FaultKind::ssh_prompts, Value::number},
    Word{"ssh-prompt-rounds", FaultKind::ssh_prompt_rounds, Value::number},
};

template <class Number>
bool parse_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// Takes "@3" off the end. A message of refuse may hold an '@' of its own: only digits make it a
/// session.
bool take_session(std::string_view& text, std::optional<unsigned>& session) {
    const std::size_t at = text.rfind('@');
    unsigned number = 0;
    if (at == std::string_view::npos || !parse_number(text.substr(at + 1), number)) {
        return true;
    }
    session = number;
    text = text.substr(0, at);
    return number > 0;
}

bool read_value(std::string_view value, Value form, Fault& fault) {
    switch (form) {
    case Value::none:
        return value.empty();
    case Value::number:
        return parse_number(value, fault.number);
    case Value::source:
        fault.source = value;
        return !value.empty();
    case Value::source_and_message: {
        const std::size_t colon = value.find(':');
        fault.source = value.substr(0, colon);
        fault.message =
            colon == std::string_view::npos ? "permission denied" : value.substr(colon + 1);
        return !fault.source.empty() && !fault.message.empty();
    }
    }
    return false;
}

} // namespace

Result<Fault, std::string> parse_fault(std::string_view text) {
    const std::string whole(text);
    Fault fault;
    if (!take_session(text, fault.session)) {
        return "sessions are counted from 1: '" + whole + "'";
    }
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const auto* word =
        std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.word == name; });
    if (word == words.end()) {
        return "no such fault: '" + whole + "'";
    }
    fault.kind = word->kind;
    const std::string_view value = equals == std::string_view::npos ? "" : text.substr(equals + 1);
    if (!read_value(value, word->value, fault)) {
        return "the value does not fit the fault: '" + whole + "'";
    }
    return fault;
}

Faults::Faults(const std::vector<Fault>& all, unsigned session) {
    std::copy_if(all.begin(), all.end(), std::back_inserter(faults_),
                 [&](const Fault& fault) { return fault.session.value_or(session) == session; });
}

bool Faults::has(FaultKind kind) const {
    return std::any_of(faults_.begin(), faults_.end(),
                       [&](const Fault& fault) { return fault.kind == kind; });
}

std::optional<std::size_t> Faults::number(FaultKind kind) const {
    for (const Fault& fault : faults_) {
        if (fault.kind == kind) {
            return fault.number;
        }
    }
    return std::nullopt;
}

const Fault* Faults::find(FaultKind kind, std::string_view source,
                          std::string_view operation) const {
    for (const Fault& fault : faults_) {
        if (fault.kind == kind && (fault.source == source || fault.source == operation)) {
            return &fault;
        }
    }
    return nullptr;
}

} // namespace junos_audit::mock
