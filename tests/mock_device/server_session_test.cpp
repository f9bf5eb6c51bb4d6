// SPDX-License-Identifier: Apache-2.0
#include "mock_device/server_session.hpp"

#include "junos_audit/netconf/message.hpp"
#include "mock_device/play.hpp"

#include <catch2/catch.hpp>

using namespace junos_audit;
using namespace junos_audit::play;

namespace {

const std::string end_of_message = "]]>]]>";

std::string hello_offering(std::string_view version) {
    return "<hello><capabilities><capability>" + std::string(version) +
           "</capability></capabilities></hello>" + end_of_message;
}
const std::string client_hello = hello_offering(netconf::base_1_0);
const std::string ask_software = "<rpc message-id=\"1\"><get-software-information/></rpc>";
const std::string ask_clock = "<rpc message-id=\"2\"><get-system-uptime-information/></rpc>";
const std::string bye = "<rpc message-id=\"3\"><close-session/></rpc>";
const std::string software_reply = "<rpc-reply message-id=\"1\"><software/></rpc-reply>";
const std::string clock_reply = "<rpc-reply message-id=\"2\"><clock/></rpc-reply>";

mock::Player two_sources(mock::HelloStyle style = mock::HelloStyle::plain) {
    mock::PlayerOptions options;
    options.style = style;
    return player(device({{"software", "<rpc-reply><software/></rpc-reply>"},
                          {"clock", "<rpc-reply><clock/></rpc-reply>"}},
                         {{"software", "<get-software-information/>"},
                          {"clock", "<get-system-uptime-information/>"}}),
                  options);
}

/// A session whose hello has been sent.
struct Greeted {
    mock::Player player;
    mock::ServerSession session;
    std::vector<mock::Step> hello;

    explicit Greeted(const std::vector<std::string>& faults = {},
                     mock::HelloStyle style = mock::HelloStyle::plain)
        : player(two_sources(style))
        , session(player, {"audit", "auditor", 42}, parsed(faults)) {
        session.start();
        hello = steps(session);
    }
    static mock::Faults parsed(const std::vector<std::string>& texts) {
        std::vector<mock::Fault> faults;
        for (const auto& text : texts) {
            faults.push_back(*mock::parse_fault(text));
        }
        return {faults, 1};
    }
    std::vector<mock::Step> hear(const std::string& bytes) {
        session.receive(bytes);
        return steps(session);
    }
};

std::string framed(const std::string& message) {
    return message + end_of_message + "\n";
}

} // namespace

TEST_CASE("the server speaks first, in every style that Junos has",
          "[mock_device][server_session]") {
    struct Row {
        mock::HelloStyle style;
        std::string root;
        bool offers_1_1;
    };
    const std::string uri = "\"urn:ietf:params:xml:ns:netconf:base:1.0\"";
    const std::vector<Row> rows{
        {mock::HelloStyle::plain, "<hello xmlns=" + uri + ">", false},
        {mock::HelloStyle::rfc_compliant, "<nc:hello xmlns:nc=" + uri + ">", false},
        {mock::HelloStyle::old, "<hello xmlns=" + uri + ">", false},
        {mock::HelloStyle::no_namespace, "<hello>", false},
        {mock::HelloStyle::chunked, "<nc:hello xmlns:nc=" + uri + ">", true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.root, row.offers_1_1);
        const auto bytes = sent(Greeted({}, row.style).hello);
        CHECK(bytes.starts_with(
            "<!-- No zombies were killed during the creation of this user interface -->\n"
            "<!-- user audit, class auditor -->\n" +
            row.root));
        const auto hello = netconf::parse_hello(bytes.substr(0, bytes.find(end_of_message)));
        REQUIRE(hello);
        CHECK(hello->session_id == 42U);
        CHECK(hello->has_capability(netconf::base_1_0));
        CHECK(hello->has_capability(netconf::base_1_1) == row.offers_1_1);
    }
}

TEST_CASE("how the client's bytes are cut makes no difference", "[mock_device][server_session]") {
    const auto input = client_hello + ask_software + end_of_message + ask_clock + end_of_message +
                       bye + end_of_message;
    Greeted whole;
    const auto expected = whole.hear(input);
    REQUIRE(sent(expected).starts_with(framed(software_reply) + framed(clock_reply)));
    REQUIRE(expected.back() == mock::Step(mock::Close{}));
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
        CAPTURE(cut);
        Greeted session;
        auto got = session.hear(input.substr(0, cut));
        const auto rest = session.hear(input.substr(cut));
        got.insert(got.end(), rest.begin(), rest.end());
        CHECK(sent(got) == sent(expected));
        CHECK(got.back() == expected.back());
    }
}

TEST_CASE("chunks are used when both offered base:1.1", "[mock_device][server_session]") {
    const auto chunked = [](const std::string& message) {
        return netconf::encode(netconf::Framing::chunked, message);
    };
    Greeted both({}, mock::HelloStyle::chunked);
    CHECK(sent(both.hear(hello_offering(netconf::base_1_1) + chunked(ask_software))) ==
          chunked(software_reply));
    Greeted client_only;
    CHECK(sent(client_only.hear(hello_offering(netconf::base_1_1) + ask_software +
                                end_of_message)) == framed(software_reply));
    Greeted server_only({}, mock::HelloStyle::chunked);
    CHECK(sent(server_only.hear(client_hello + ask_software + end_of_message)) ==
          software_reply + end_of_message);
}

TEST_CASE("what is no request is told so, and the session goes on",
          "[mock_device][server_session]") {
    Greeted session;
    const auto got = sent(session.hear(client_hello + "<rpc><unclosed></rpc>" + end_of_message +
                                       ask_clock + end_of_message));
    CHECK(got.find("syntax error, expecting &lt;rpc&gt; or &lt;/rpc&gt;") != std::string::npos);
    CHECK(got.ends_with(framed(clock_reply)));
}

TEST_CASE("a second hello ends the session", "[mock_device][server_session]") {
    Greeted session;
    CHECK(session.hear(client_hello + client_hello) == std::vector<mock::Step>{mock::Close{}});
}

TEST_CASE("a client that closes its side is still answered", "[mock_device][server_session]") {
    Greeted session;
    session.session.receive(client_hello + ask_clock + end_of_message);
    session.session.end_of_stream();
    CHECK(steps(session.session) ==
          std::vector<mock::Step>{mock::Send{framed(clock_reply)}, mock::Close{}});
}

TEST_CASE("faults hit where they are aimed", "[mock_device][server_session]") {
    struct Row {
        std::string fault;
        std::vector<mock::Step> expected; ///< to a hello and requests for software and clock
    };
    const auto both = framed(software_reply) + framed(clock_reply);
    const std::string broken = "<rpc-reply message-id=\"1\"><software/><unclosed></rpc-reply>";
    const std::vector<Row> rows{
        {"cut-after=0@2", {mock::Send{both}}},
        {"wrong-id=software",
         {mock::Send{framed("<rpc-reply message-id=\"nobody-asked\"><software/></rpc-reply>") +
                     framed(clock_reply)}}},
        {"no-id=get-software-information",
         {mock::Send{framed("<rpc-reply><software/></rpc-reply>") + framed(clock_reply)}}},
        {"garbage=software", {mock::Send{framed(broken) + framed(clock_reply)}}},
        {"duplicate=clock", {mock::Send{both + framed(clock_reply)}}},
        {"close-before=clock", {mock::Send{framed(software_reply)}, mock::Close{}}},
        {"delay-ms=9",
         {mock::Wait{std::chrono::milliseconds(9)}, mock::Send{framed(software_reply)},
          mock::Wait{std::chrono::milliseconds(9)}, mock::Send{framed(clock_reply)}}},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.fault) {
            Greeted session({row.fault});
            CHECK(session.hear(client_hello + ask_software + end_of_message + ask_clock +
                               end_of_message) == row.expected);
        }
    }
}

TEST_CASE("a refused source is refused in the words that were given",
          "[mock_device][server_session]") {
    Greeted session({"refuse=clock:no such clock"});
    const auto got = sent(session.hear(client_hello + ask_clock + end_of_message));
    CHECK(got.find("<error-message>\nno such clock\n</error-message>") != std::string::npos);
    CHECK(got.find("<clock/>") == std::string::npos);
}

TEST_CASE("a session is cut or stalls after exactly so many bytes",
          "[mock_device][server_session]") {
    const auto hello = sent(Greeted().hello);
    for (const auto limit : {std::size_t{0}, std::size_t{1}, hello.size() - 1, hello.size()}) {
        CAPTURE(limit);
        const Greeted cut({"cut-after=" + std::to_string(limit)});
        CHECK(sent(cut.hello) == hello.substr(0, limit));
        CHECK(cut.hello.back() == mock::Step(mock::Cut{}));
        const Greeted stalled({"stall-after=" + std::to_string(limit)});
        CHECK(sent(stalled.hello) == hello.substr(0, limit));
        CHECK(stalled.hello.back() == mock::Step(mock::Stall{}));
    }
    Greeted later({"cut-after=" + std::to_string(hello.size() + 5)});
    CHECK(later.hear(client_hello + ask_clock + end_of_message) ==
          std::vector<mock::Step>{mock::Send{"<rpc-"}, mock::Cut{}});
}

TEST_CASE("the hello can go wrong", "[mock_device][server_session]") {
    const auto hello = sent(Greeted().hello);
    CHECK(Greeted({"stall-before-hello"}).hello == std::vector<mock::Step>{mock::Stall{}});
    CHECK(Greeted({"close-after-hello"}).hello ==
          std::vector<mock::Step>{mock::Send{hello}, mock::Close{}});
    CHECK(sent(Greeted({"hello-twice"}).hello) == hello + hello);
    CHECK(sent(Greeted({"preamble"}).hello).ends_with("\n" + hello));
    const auto trickled = Greeted({"trickle"}).hello;
    CHECK(trickled.size() == hello.size());
    CHECK(sent(trickled) == hello);
}
