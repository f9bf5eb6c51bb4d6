// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/snapshot/store.hpp"

#include "junos_audit/base/usage_error.hpp"
#include "junos_audit/snapshot/redact.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace junos_audit;
using namespace junos_audit::snapshot;
namespace fs = std::filesystem;

namespace {

/// A new directory that goes at the end.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string name = (fs::temp_directory_path() / "snapshot-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path operator/(const char* name) const { return path_ / name; }

private:
    fs::path path_;
};

Reply reply(const std::string& xml) {
    return redact(xml).value();
}

Snapshot rich() {
    Snapshot snapshot;
    auto& provenance = snapshot.provenance;
    provenance.target = "admin@r1.example.net:830";
    provenance.name = "r1 \"quoted\" é";
    provenance.address = "192.0.2.1";
    provenance.started = *from_rfc3339("2026-11-22T04:22:00Z");
    provenance.finished = *from_rfc3339("2026-11-22T04:22:07Z");
    provenance.reached = true;
    provenance.failure = Failure{Phase::rpc, FailureCode::timeout, "30 s are over", "ask again"};
    provenance.host_key = {HostKeyCheck::verified_without_port, "ssh-ed25519", "SHA256:abc"};
    provenance.authentication = "publickey";
    provenance.algorithms = {{"kex", "curve25519-sha256"}, {"cipher", "aes256-ctr"}};
    provenance.capabilities = {"urn:ietf:params:netconf:base:1.0", "http://x?a=b&c=d"};
    provenance.attempts = 3;
    provenance.notes = {{"legacy-algorithms", "ssh-rsa"}};
    snapshot.exchanges = {
        {{"configuration", ""},
         "<get-configuration/>",
         {"/system/services"},
         reply("<rpc-reply><secret>s</secret></rpc-reply>")},
        {{"pki-ca-certificates", "node1"}, "<x/>", {}, reply("<rpc-reply/>")},
        {{"pki-ca-certificates", "../evil"}, "<x/>", {}, reply("<rpc-reply>&lt;</rpc-reply>")},
        {{"clock", ""},
         "<y/>",
         {},
         NoReply{{Phase::parse, FailureCode::malformed_reply, "line 1", ""},
                 std::chrono::milliseconds(1234),
                 17,
                 sha256("junk")}},
        {{"software", ""},
         "<z/>",
         {},
         NoReply{{Phase::rpc, FailureCode::session_lost, "gone", "again"}, {}, {}, {}}},
    };
    return snapshot;
}

std::vector<Problem> problems_of(const Files& files) {
    try {
        (void)from_files(files, "fixtures/r1");
    } catch (const UsageError& error) {
        CHECK(error.status() == ExitStatus::bad_data);
        return error.problems();
    }
    return {};
}

/// What a manifest with a reply cannot do without.
const std::string finished = R"(, "provenance": {"finished": "2026-11-22T04:22:07Z"})";

Files manifest(const std::string& members) {
    return {{"manifest.json", R"({"format": "junos-audit-snapshot", "version": 1)" + members + "}"},
            {"configuration.xml", "<rpc-reply/>"}};
}

/// The status of the UsageError that `action` throws, or nothing.
template <class Action>
std::optional<ExitStatus> status_of(Action action) {
    try {
        action();
    } catch (const UsageError& error) {
        return error.status();
    }
    return std::nullopt;
}

unsigned mode_of(const fs::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

} // namespace

TEST_CASE("a snapshot comes back from its files as it was", "[snapshot][store]") {
    CHECK(from_files(to_files(rich()), "anywhere") == rich());
    CHECK(from_files(to_files(Snapshot{}), "") == Snapshot{});
    CHECK(to_files(from_files(to_files(rich()), "x")) == to_files(rich()));
}

TEST_CASE("files are named after their sources, and stay inside their directory",
          "[snapshot][store]") {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : to_files(rich()))
        names.push_back(name);
    CHECK(names == std::vector<std::string>{"configuration.xml", "exchange-3.xml", "manifest.json",
                                            "pki-ca-certificates@node1.xml"});
}

TEST_CASE("a manifest written by hand needs little", "[snapshot][store]") {
    const auto snapshot = from_files(
        manifest(R"(, "exchanges": [{"source": "configuration"}])" + finished), "fixtures/r1");
    Snapshot expected;
    expected.provenance.finished = *from_rfc3339("2026-11-22T04:22:07Z");
    expected.provenance.target = "r1";
    expected.provenance.name = "r1";
    expected.provenance.reached = true;
    expected.exchanges = {{{"configuration", ""}, "", {}, reply("<rpc-reply/>")}};
    CHECK(snapshot == expected);
}

TEST_CASE("a directory made by hand is redacted like a live answer", "[snapshot][store]") {
    auto files =
        manifest(R"(, "exchanges": [{"source": "configuration", "redacted": ["/rpc-reply/old"]}])" +
                 finished);
    files["configuration.xml"] = "<rpc-reply><secret>s</secret></rpc-reply>";
    const auto snapshot = from_files(files, "x");
    const auto& kept = std::get<Reply>(snapshot.exchanges[0].answer);
    CHECK(kept.xml == "<rpc-reply><secret>/* REDACTED */</secret></rpc-reply>");
    CHECK(kept.sha256 == sha256(kept.xml));
    CHECK(kept.redacted == std::vector<std::string>{"/rpc-reply/old", "/rpc-reply/secret"});
}

TEST_CASE("what is wrong with a manifest is said", "[snapshot][store]") {
    struct Row {
        const char* name;
        Files files;
        std::vector<std::string> expected;
    };
    const std::string file = "fixtures/r1/manifest.json: ";
    const auto exchange = [](const std::string& members) {
        return manifest(R"(, "exchanges": [{"source": "configuration")" + members + "}]" +
                        finished);
    };
    const std::vector<Row> rows = {
        {"unknown keys, at every level",
         manifest(R"(, "exchange": [], "exchanges": [{"source": "configuration", "rcp": ""}],
                     "provenance": {"finished": "2026-11-22T04:22:07Z", "traget": "x",
                                    "host_key": {"checked": true}})"),
         {file + "unknown key 'exchanges[0].rcp'",
          file + "unknown key 'provenance.host_key.checked'",
          file + "unknown key 'provenance.traget'", file + "unknown key 'exchange'"}},
        {"a duplicate key",
         manifest(R"(, "exchanges": [], "exchanges": [])"),
         {file + "duplicate key 'exchanges'"}},
        {"no exchanges", manifest(""), {file + "'exchanges' is missing"}},
        {"another version",
         {{"manifest.json", R"({"format": "x", "version": 2, "exchanges": []})"}},
         {file + "'format' is not \"junos-audit-snapshot\"",
          file + "'version' is not 1, the only version that this program reads"}},
        {"an exchange twice",
         manifest(R"(, "exchanges": [{"source": "configuration"}, {"source": "configuration"}])" +
                  finished),
         {file + "exchanges[1] answers 'configuration' for a second time"}},
        {"a path in place of a name",
         exchange(R"(, "file": "../configuration.xml")"),
         {file + "'exchanges[0].file' is not the name of a file in this directory: "
                 "'../configuration.xml'"}},
        {"wrong types",
         exchange(R"(, "rpc": 1, "filter": "x", "bytes": -1)"),
         {file + "'exchanges[0].rpc' is not a string",
          file + "'exchanges[0].filter' is not an array",
          file + "'exchanges[0].bytes' is not a whole number from 0"}},
        {"a failure without words",
         exchange(R"(, "failure": {"phase": "never"})"),
         {file + "'exchanges[0].failure.phase' has an unknown word: 'never'",
          file + "'exchanges[0].failure.code' is missing"}},
        {"a reply with a failure",
         exchange(R"(, "status": "reply", "failure": {})"),
         {file + "unknown key 'exchanges[0].failure'"}},
        {"a time",
         manifest(R"(, "exchanges": [], "provenance": {"started": "yesterday"})"),
         {file + "'provenance.started' is not a time as RFC 3339 has it (2026-11-22T04:22:00Z)"}},
        {"a reply and no time by which to judge it",
         manifest(R"(, "exchanges": [{"source": "configuration"}],
                     "provenance": {"started": "2026-11-22T04:22:00Z"})"),
         {file + "provenance.finished is needed: the time by which certificates are judged"}},
        {"not an object",
         {{"manifest.json", "[]"}},
         {file + "the manifest is not an object", file + "'format' is not \"junos-audit-snapshot\"",
          file + "'version' is not 1, the only version that this program reads",
          file + "'exchanges' is missing"}},
        {"another digest",
         exchange(R"(, "sha256": "00")"),
         {"fixtures/r1/configuration.xml: the file does not have the sha256 that the manifest "
          "lists"}},
        {"another size",
         exchange(R"(, "bytes": 11)"),
         {"fixtures/r1/configuration.xml: the manifest has 11 bytes, the file 12"}},
        {"a file that is not there",
         exchange(R"(, "file": "x.xml")"),
         {"fixtures/r1/x.xml: the manifest lists this file, and it is not there"}},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            std::vector<std::string> found;
            for (const auto& problem : problems_of(row.files))
                found.push_back(to_string(problem));
            CHECK(found == row.expected);
        }
}

TEST_CASE("what is not JSON or not XML is said with line and column", "[snapshot][store]") {
    const auto json = problems_of({{"manifest.json", "{\n  \"a\": 1,\n  oops\n}"}});
    REQUIRE(json.size() == 1);
    CHECK(json[0].file == "fixtures/r1/manifest.json");
    CHECK(json[0].line == 3);
    CHECK(json[0].column == 3);
    auto files = manifest(R"(, "exchanges": [{"source": "configuration"}])" + finished);
    files["configuration.xml"] = "<rpc-reply>\n</x>";
    const auto xml = problems_of(files);
    REQUIRE(xml.size() == 1);
    CHECK(xml[0].file == "fixtures/r1/configuration.xml");
    CHECK(xml[0].line == 2);
}

TEST_CASE("a hostile manifest is bad data and nothing else", "[snapshot][store]") {
    struct Row {
        const char* name;
        std::string manifest;
    };
    const Row rows[] = {
        {"a number beyond every double", R"({"version": 1e999})"},
        {"the same below zero", R"({"version": -1e999})"},
        {"the same deep inside", R"({"a": [{"b": 1e999}]})"},
        {"bytes that are not UTF-8", "{\"a\": \"\xff\"}"},
        {"half a surrogate pair", R"({"a": "\ud800"})"},
        {"a NUL", std::string("{\"a\": \0}", 9)},
        {"two values", "{} {}"},
        {"nothing", ""},
        {"deep arrays", std::string(100'000, '[')},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            CHECK_FALSE(problems_of({{"manifest.json", row.manifest}}).empty());
        }
}

TEST_CASE("a manifest cut off anywhere is refused", "[snapshot][store]") {
    const auto whole = to_files(rich()).at("manifest.json");
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
        auto files = to_files(rich());
        files["manifest.json"].resize(length);
        INFO(length);
        CHECK_FALSE(problems_of(files).empty());
    }
}

TEST_CASE("a snapshot is saved for its owner only and loaded again", "[snapshot][store]") {
    const TemporaryDirectory place;
    const auto directory = place / "new/r1";
    save(rich(), directory);
    CHECK(load(directory) == rich());
    CHECK(mode_of(directory) == 0700);
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(directory)) {
        CHECK(mode_of(entry.path()) == 0600);
        ++files;
    }
    CHECK(files == to_files(rich()).size());
    SECTION("and never over another one") {
        CHECK(status_of([&] { save(Snapshot{}, directory); }) == ExitStatus::cannot_write);
        CHECK(load(directory) == rich());
    }
    SECTION("files beside it are left alone") {
        std::ofstream(directory / "configuration.candidate.xml") << "not xml";
        CHECK(load(directory) == rich());
    }
    SECTION("a lost file is bad data") {
        fs::remove(directory / "configuration.xml");
        CHECK(status_of([&] { (void)load(directory); }) == ExitStatus::bad_data);
    }
}

TEST_CASE("what an interrupted run left behind is no snapshot and does not hinder the next",
          "[snapshot][store]") {
    const TemporaryDirectory place;
    const auto directory = place / "r1";
    fs::create_directory(directory);
    std::ofstream(directory / "configuration.xml") << "half";
    std::ofstream(directory / ".manifest.json.partial") << "{";
    CHECK(status_of([&] { (void)load(directory); }) == ExitStatus::missing_input);
    save(rich(), directory);
    CHECK(load(directory) == rich());
}

TEST_CASE("what cannot be written leaves no manifest", "[snapshot][store]") {
    const TemporaryDirectory place;
    SECTION("a file in place of the directory") {
        std::ofstream(place / "r1") << "x";
        CHECK(status_of([&] { save(rich(), place / "r1"); }) == ExitStatus::cannot_write);
    }
    SECTION("a full disk, for which a limit on the size of files stands") {
        rlimit before{};
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = 20, .rlim_max = before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        const auto status = status_of([&] { save(rich(), place / "r1"); });
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
        std::signal(SIGXFSZ, handler);
        CHECK(status == ExitStatus::cannot_write);
        CHECK_FALSE(fs::exists(place / "r1/manifest.json"));
        save(rich(), place / "r1");
        CHECK(load(place / "r1") == rich());
    }
}

TEST_CASE("a directory is one snapshot, or every directory in it is one", "[snapshot][store]") {
    const TemporaryDirectory place;
    save(Snapshot{}, place / "fleet/r2");
    save(Snapshot{}, place / "fleet/r1");
    std::ofstream(place / "fleet/notes.txt") << "not a device";
    CHECK(find_snapshots(place / "fleet") ==
          std::vector<fs::path>{place / "fleet/r1", place / "fleet/r2"});
    CHECK(find_snapshots(place / "fleet/r1") == std::vector<fs::path>{place / "fleet/r1"});
    fs::create_directory(place / "empty");
    for (const auto* nothing : {"empty", "nowhere"}) {
        CAPTURE(nothing);
        CHECK(status_of([&] { (void)find_snapshots(place / nothing); }) ==
              ExitStatus::missing_input);
    }
}

TEST_CASE("a device whose capture was cut short is found and cannot be loaded",
          "[snapshot][store]") {
    const TemporaryDirectory place;
    save(Snapshot{}, place / "fleet/r1");
    fs::create_directory(place / "fleet/half");
    std::ofstream(place / "fleet/half/configuration.xml") << "half";
    fs::create_directory_symlink("gone", place / "fleet/lost");
    CHECK(find_snapshots(place / "fleet") ==
          std::vector<fs::path>{place / "fleet/half", place / "fleet/lost", place / "fleet/r1"});
    for (const auto* broken : {"fleet/half", "fleet/lost"}) {
        CAPTURE(broken);
        CHECK(status_of([&] { (void)load(place / broken); }) == ExitStatus::missing_input);
    }
}
