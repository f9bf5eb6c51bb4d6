// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/clock.hpp"

namespace junos_audit::test {

/// Time that stands still until it is moved; both kinds move together.
class FakeClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override {
        return std::chrono::floor<std::chrono::seconds>(wall_);
    }
    [[nodiscard]] SteadyTime steady() const override { return steady_; }

    void advance(std::chrono::milliseconds by) {
        wall_ += by;
        steady_ += by;
    }
    void advance_to(SteadyTime time) {
        if (time > steady_)
            advance(std::chrono::ceil<std::chrono::milliseconds>(time - steady_));
    }

private:
    std::chrono::sys_time<std::chrono::milliseconds> wall_{std::chrono::seconds{1'763'800'000}};
    SteadyTime steady_{std::chrono::hours{1}};
};

} // namespace junos_audit::test
