// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/policy/evaluate.hpp"

#include "policy/evaluation.hpp"

#include "junos_audit/base/printable.hpp"
#include "junos_audit/base/require.hpp"

#include <new>
#include <string>

namespace junos_audit::policy {

namespace {

ControlResult headed(const Control& control, Verdict verdict) {
    return {control.id, control.title, control.severity, std::move(verdict), {}};
}

ControlResult not_evaluated(const Control& control, std::string_view why) {
    return headed(control,
                  conclude({plain_finding(Outcome::unknown, "evaluation-failed",
                                          "An XPath of this control could not be evaluated: " +
                                              printable(why) + ".")},
                           0, std::nullopt));
}

} // namespace

ControlResult evaluate(const Control& control, const snapshot::Readings& readings) {
    require(control.variables != nullptr, "a control comes from the loader");
    try {
        Evaluation evaluation(control, readings);
        evaluation.run();
        auto result = headed(control, evaluation.verdict());
        result.notes = evaluation.notes();
        return result;
    } catch (const pugi::xpath_exception& failure) {
        return not_evaluated(control, failure.what());
    } catch (const std::bad_alloc&) {
        return not_evaluated(control, "out of memory");
    }
}

} // namespace junos_audit::policy
