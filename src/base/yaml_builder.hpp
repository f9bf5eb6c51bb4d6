// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/base/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junos_audit::yaml {

/// Thrown through yaml-cpp to end its parse when there is no sense in going on; the reason is in
/// the problems.
struct Abandoned {};

/// Builds a Node from yaml-cpp's events and collects everything that we do not accept. yaml-cpp's
/// own depth limit (500) is above ours, so that its recursion is bounded as well.
class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view text, std::string file)
        : text_(text)
        , file_(std::move(file)) {}

    void report(const YAML::Mark& mark, std::string message);
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    /// The document's node; nothing if there was no document.
    [[nodiscard]] std::optional<Node> take_root() { return std::exchange(root_, std::nullopt); }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { end_collection(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { end_collection(); }

private:
    /// A collection that is not closed yet.
    struct Open {
        Node node;
        bool flow = false;
        std::optional<Node> key; ///< of a mapping, while its value is awaited
        std::set<std::string, std::less<>> keys;
    };

    void begin_collection(Node node, YAML::EmitterStyle::value style);
    void end_collection();
    void accept(Node node);
    void accept_key(Open& mapping, Node key);
    void check_properties(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor);
    [[nodiscard]] std::string null_word_at(const YAML::Mark& mark) const;
    [[nodiscard]] bool awaits_value_of(const Mark& key) const;
    [[nodiscard]] char source_at(const YAML::Mark& mark) const;

    std::string_view text_;
    std::string file_;
    std::vector<Problem> problems_;
    std::vector<Open> open_;
    std::optional<Node> root_;
};

} // namespace junos_audit::yaml
