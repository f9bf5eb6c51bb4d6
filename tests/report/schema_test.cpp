// SPDX-License-Identifier: Apache-2.0
// Judged by readers of JSON that we did not write.
#include "junos_audit/report/report.hpp"
#include "report/sample_runs.hpp"
#include "support/process.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

namespace {

using namespace junos_audit::report;

const char* const validator = R"(
import json, sys
from jsonschema import Draft202012Validator as Validator
schema = json.load(open(sys.argv[1]))
Validator.check_schema(schema)
errors = list(Validator(schema).iter_errors(json.load(open(sys.argv[2]))))
print("\n".join(f"{list(e.path)}: {e.message}" for e in errors))
sys.exit(1 if errors else 0)
)";

class Validation {
public:
    explicit Validation(const std::string& report) {
        std::ofstream(directory_ / "schema.json") << json_schema();
        std::ofstream(directory_ / "report.json") << report;
    }
    support::Outcome by_jsonschema() const {
        return run({"/usr/bin/python3", "-c", validator, directory_ / "schema.json",
                    directory_ / "report.json"});
    }
    support::Outcome by_jq() const {
        return run({"/usr/bin/jq", "-r", ".format", directory_ / "report.json"});
    }

private:
    static support::Outcome run(const std::vector<std::string>& arguments) {
        return support::run({arguments, {}, {}});
    }

    support::TemporaryDirectory directory_;
};

struct Named {
    const char* name;
    Run run;
};

/// A report that differs from a good one in one place.
std::string spoiled(const nlohmann::json::json_pointer& place, const nlohmann::json& value) {
    auto report = nlohmann::json::parse(render_json(sample::one_pass_one_fail(), {}));
    report[place] = value;
    return report.dump();
}

} // namespace

TEST_CASE("every JSON report is valid under the published schema", "[report][json][schema]") {
    const std::vector<Named> runs = {{"one pass, one fail", sample::one_pass_one_fail()},
                                     {"fleet", sample::fleet()},
                                     {"interrupted", sample::interrupted()}};
    for (const auto& [name, run] : runs)
        DYNAMIC_SECTION(name) {
            const Validation validation(render_json(run, {}));
            const auto outcome = validation.by_jsonschema();
            INFO(outcome.out << outcome.err);
            CHECK(outcome.status == 0);
            CHECK(validation.by_jq().out == "junos-audit-report\n");
        }
}

TEST_CASE("the schema refuses what is not a report", "[report][json][schema]") {
    struct Row {
        const char* name;
        const char* place;
        nlohmann::json value;
    };
    const std::vector<Row> rows = {
        {"another version", "/version", 2},
        {"a field that nobody wrote down", "/devices/0/colour", "red"},
        {"an outcome of its own", "/devices/0/results/0/outcome", "ok"},
        {"a verdict without a reason", "/devices/0/results/0/findings", nlohmann::json::array()},
        {"a time without a zone", "/started", "2026-11-22T04:22:00"},
        {"an exit status that crashes have", "/summary/exit_status", 1},
        {"a failure without a phase", "/devices/0/failure", {{"code", "timeout"}}},
    };
    for (const auto& [name, place, value] : rows)
        DYNAMIC_SECTION(name) {
            const Validation validation(spoiled(nlohmann::json::json_pointer(place), value));
            const auto outcome = validation.by_jsonschema();
            INFO(outcome.out << outcome.err);
            CHECK(outcome.status == 1);
        }
}
