// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junos_audit {

/// A password, passphrase or private key. Cannot be printed, compared or copied by accident; its
/// bytes are overwritten when it goes. What it cannot do: protect copies that a caller makes from
/// reveal().
class Secret {
public:
    Secret() = default;
    explicit Secret(
        std::string bytes); ///< takes the bytes over and overwrites what the argument leaves behind
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    [[nodiscard]] Secret clone() const;
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    /// The bytes, for the one call that needs them. Valid as long as this object and never longer.
    [[nodiscard]] std::string_view reveal() const { return bytes_; }

private:
    void wipe() noexcept;
    std::string bytes_;
};

/// Overwrites the whole capacity of a string that held a secret, in a way that the optimiser keeps.
void wipe(std::string& bytes) noexcept;

} // namespace junos_audit
