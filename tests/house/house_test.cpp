// SPDX-License-Identifier: Apache-2.0
// The rules of the house that a compiler does not check. docs/architecture.md holds the table of
// layers.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = fs::path(TESTS_DIRECTORY).parent_path();

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    REQUIRE(in.good());
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

bool is_header(const fs::path& file) {
    return file.extension() == ".hpp";
}

std::vector<fs::path> sources_below(std::initializer_list<const char*> directories) {
    std::vector<fs::path> files;
    for (const auto* directory : directories)
        for (const auto& entry : fs::recursive_directory_iterator(root / directory))
            if (entry.path().extension() == ".cpp" || is_header(entry.path()))
                files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    REQUIRE(!files.empty());
    return files;
}

std::string shown(const fs::path& file) {
    return fs::relative(file, root).string();
}

/// layer → the layers that it may include, from the table in docs/architecture.md.
std::map<std::string, std::set<std::string>> table_of_layers() {
    std::map<std::string, std::set<std::string>> table;
    bool inside = false;
    for (const auto& line : lines_of(root / "docs/architecture.md")) {
        inside = inside || line.starts_with("| layer |");
        if (!inside || !line.starts_with("| ") || line.starts_with("| layer |"))
            continue;
        std::vector<std::string> cells;
        std::istringstream row(line.substr(1));
        for (std::string cell; std::getline(row, cell, '|');)
            cells.push_back(cell);
        if (cells.size() != 5)
            break;
        std::string layer;
        std::istringstream(cells[0]) >> layer;
        std::istringstream words(cells[2]);
        for (std::string word; words >> word;)
            if (word != "–")
                table[layer].insert(word);
        table[layer].insert(layer);
    }
    return table;
}

/// "include/junos_audit/xml/scan.hpp" → "xml", "src/xml/scan.cpp" → "xml", "mock_device/player.cpp"
/// → "mock_device".
std::string layer_of(const fs::path& file) {
    const auto relative = fs::relative(file, root);
    auto part = relative.begin();
    if (*part == "mock_device")
        return "mock_device";
    if (*part == "include")
        ++part;
    return (++part)->string();
}

/// The layer that an include names, or nothing for third parties and the standard library.
std::string included_layer(const std::string& line,
                           const std::map<std::string, std::set<std::string>>& table) {
    if (!line.starts_with("#include \""))
        return {};
    auto path = line.substr(10, line.find('"', 10) - 10);
    constexpr std::string_view face = "junos_audit/";
    if (path.starts_with(face))
        path.erase(0, face.size());
    const auto layer = path.substr(0, path.find('/'));
    return table.contains(layer) ? layer : std::string();
}

/// Lines of the longest function that begins at column 0 (namespaces are not indented here).
std::pair<std::size_t, std::string> longest_function(const std::vector<std::string>& lines) {
    std::pair<std::size_t, std::string> longest{0, ""};
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.empty() || line.front() == ' ' || line.front() == '#' || line.front() == '/')
            continue;
        const bool type = line.starts_with("namespace") || line.starts_with("struct") ||
                          line.starts_with("class") || line.starts_with("enum") ||
                          line.starts_with("TEST_CASE") || line.starts_with("const") ||
                          line.starts_with("constexpr");
        if (line.front() == '}') {
            if (begin != 0 && i - begin + 2 > longest.first)
                longest = {i - begin + 2, lines[begin - 1]};
            begin = 0;
        } else if (line.ends_with("{") && !type) {
            begin = i + 1;
        }
    }
    return longest;
}

} // namespace

TEST_CASE("every include follows the table of layers", "[house]") {
    const auto table = table_of_layers();
    REQUIRE(table.size() == 14);
    REQUIRE(table.at("base") == std::set<std::string>{"base"});
    std::size_t checked = 0;
    for (const auto& file : sources_below({"include", "src", "mock_device"})) {
        const auto layer = layer_of(file);
        if (layer == "controls")
            continue;
        REQUIRE(table.contains(layer));
        for (const auto& line : lines_of(file)) {
            const auto included = included_layer(line, table);
            if (included.empty())
                continue;
            INFO(shown(file) << ": " << line);
            CHECK(table.at(layer).contains(included));
            ++checked;
        }
    }
    CHECK(checked > 100);
}

TEST_CASE("the table of layers has no cycle", "[house]") {
    auto table = table_of_layers();
    while (!table.empty()) {
        const auto bottom = std::find_if(table.begin(), table.end(), [](const auto& row) {
            return row.second == std::set<std::string>{row.first};
        });
        REQUIRE(bottom != table.end());
        const auto layer = bottom->first;
        table.erase(bottom);
        for (auto& [name, included] : table)
            included.erase(layer);
    }
}

TEST_CASE("files and functions are of a size that a reader finishes", "[house]") {
    for (const auto& file : sources_below({"include", "src", "mock_device", "tests"})) {
        const auto lines = lines_of(file);
        INFO(shown(file) << " has " << lines.size() << " lines");
        const bool face = is_header(file) && shown(file).starts_with("include");
        CHECK(lines.size() <= (face ? 120u : 400u));
        const auto [length, name] = longest_function(lines);
        INFO("function: " << name);
        CHECK(length <= 60);
    }
}

TEST_CASE("headers guard themselves and open no namespace for their readers", "[house]") {
    for (const auto& file : sources_below({"include", "src", "mock_device", "tests"})) {
        const auto lines = lines_of(file);
        INFO(shown(file));
        REQUIRE(!lines.empty());
        CHECK(lines.front() == "// SPDX-License-Identifier: Apache-2.0");
        if (!is_header(file))
            continue;
        CHECK(std::count(lines.begin(), lines.end(), "#pragma once") == 1);
        CHECK(std::none_of(lines.begin(), lines.end(), [](const std::string& line) {
            return line.starts_with("using namespace");
        }));
    }
}

TEST_CASE("calls that were measured to be unsafe on device data are not made", "[house]") {
    struct Banned {
        std::string word;
        std::string only_in; ///< the one place where it is dealt with; empty: nowhere
    };
    // Why each of them: docs/security.md, "Traps of our libraries".
    const std::vector<Banned> banned = {
        {"child_value(", ""},
        {".remove_child", ""},
        {"encoding_auto", ""},
        {"setlocale(", ""},
        {"std::locale::global", ""},
        {"strtoul(", ""},
        {"atoi(", ""},
        {"sprintf(", ""},
        {"popen(", ""},
        {"std::regex", ""},
        {"ssh_userauth_publickey_auto", ""},
        {"ssh_userauth_none", "src/ssh/self_test"},
        {"ssh_event_", ""},
        {"ssh_select(", ""},
        {"ssh_scp_", ""},
        {"sftp_", ""},
        {"SSH_OPTIONS_PROXYCOMMAND", ""},
        {"ssh_options_parse_config", ""},
        {"ssh_session_is_known_server", ""},
        {"ssh_get_error(", "src/ssh/"},
        {"load_buffer", "src/xml/"},
        {"getenv(\"JUNOS_AUDIT_PASSWORD", ""},
    };
    for (const auto& file : sources_below({"include", "src"}))
        for (const auto& line : lines_of(file)) {
            const auto code = line.substr(0, line.find("//"));
            for (const auto& [word, only_in] : banned) {
                const bool allowed = !only_in.empty() && shown(file).starts_with(only_in);
                INFO(shown(file) << ": " << line);
                CHECK((allowed || code.find(word) == std::string::npos));
            }
        }
}
