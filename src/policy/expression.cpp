// SPDX-License-Identifier: Apache-2.0
#include "policy/expression.hpp"

#include "junos_audit/base/require.hpp"
#include "junos_audit/xml/document.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace junos_audit::policy {

namespace {

std::string number_text(double value) {
    if (!std::isfinite(value))
        return "not a number";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

std::string node_text(pugi::xpath_node node) {
    return node.attribute() ? std::string(node.attribute().value())
                            : xml::trimmed_text_of(node.node());
}

std::vector<pugi::xpath_node> in_order(pugi::xpath_node_set set) {
    set.sort();
    return {set.begin(), set.end()};
}

} // namespace

bool Variables::declare(const std::string& name, pugi::xpath_value_type type) {
    return set_.add(name.c_str(), type) != nullptr;
}

void Variables::set_number(const std::string& name, double value) {
    require(set_.set(name.c_str(), value), "the variable was declared as a number");
}

void Variables::assign(const std::string& name, const pugi::xpath_query& query,
                       pugi::xpath_node context) {
    bool kept = false;
    switch (query.return_type()) {
    case pugi::xpath_type_node_set:
        kept = set_.set(name.c_str(), query.evaluate_node_set(context));
        break;
    case pugi::xpath_type_number:
        kept = set_.set(name.c_str(), query.evaluate_number(context));
        break;
    case pugi::xpath_type_string:
        kept = set_.set(name.c_str(), query.evaluate_string(context).c_str());
        break;
    case pugi::xpath_type_boolean:
        kept = set_.set(name.c_str(), query.evaluate_boolean(context));
        break;
    case pugi::xpath_type_none:
        break;
    }
    require(kept, "a variable has the type of its query");
}

void Variables::clear(const std::string& name) {
    const auto* variable = set_.get(name.c_str());
    require(variable != nullptr, "the variable was declared");
    switch (variable->type()) {
    case pugi::xpath_type_node_set:
        set_.set(name.c_str(), pugi::xpath_node_set());
        break;
    case pugi::xpath_type_number:
        set_.set(name.c_str(), std::numeric_limits<double>::quiet_NaN());
        break;
    case pugi::xpath_type_string:
        set_.set(name.c_str(), "");
        break;
    case pugi::xpath_type_boolean:
        set_.set(name.c_str(), false);
        break;
    case pugi::xpath_type_none:
        break;
    }
}

std::string Variables::text(const std::string& name) const {
    const auto* variable = set_.get(name.c_str());
    require(variable != nullptr, "the variable was declared");
    switch (variable->type()) {
    case pugi::xpath_type_node_set: {
        const auto nodes = in_order(variable->get_node_set());
        return nodes.empty() ? std::string() : node_text(nodes.front());
    }
    case pugi::xpath_type_number:
        return number_text(variable->get_number());
    case pugi::xpath_type_string:
        return variable->get_string();
    case pugi::xpath_type_boolean:
        return variable->get_boolean() ? "true" : "false";
    case pugi::xpath_type_none:
        break;
    }
    return {};
}

Expression::Expression(std::string text, Facts facts, std::shared_ptr<Variables> variables)
    : text_(std::move(text))
    , facts_(std::move(facts))
    , variables_(std::move(variables))
    , query_(text_.c_str(), &variables_->set()) {
    needed_.reserve(facts_.needed.size());
    for (const auto& path : facts_.needed)
        needed_.emplace_back(path.c_str(), &variables_->set());
}

bool Expression::holds(pugi::xpath_node context) const {
    return query_.evaluate_boolean(context);
}

double Expression::number(pugi::xpath_node context) const {
    return query_.evaluate_number(context);
}

std::vector<pugi::xpath_node> Expression::nodes(pugi::xpath_node context) const {
    return in_order(query_.evaluate_node_set(context));
}

std::vector<pugi::xpath_node> Expression::hidden(pugi::xpath_node context) const {
    std::vector<pugi::xpath_node> found;
    for (const auto& query : needed_)
        for (const auto& node : in_order(query.evaluate_node_set(context)))
            if (node.node() && node.node().attribute("hidden"))
                found.push_back(node);
    return found;
}

} // namespace junos_audit::policy
