// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/netconf/client_session.hpp"

#include "support/sample.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace junos_audit;
using namespace junos_audit::netconf;
using Events = std::vector<Event>;

namespace {

/// What the session makes of these bytes and the end of the stream. Once the hello is in, "a" and
/// "b" are asked for.
Events events_of(const std::vector<std::string_view>& pieces, const std::string& eom_or_eager = {},
                 FramingLimits limits = {}) {
    ClientSession session(eom_or_eager == "eager" ? Eagerness::eager : Eagerness::wait_for_hello,
                          limits);
    Events events;
    const auto drain = [&] {
        while (auto event = session.next()) {
            events.push_back(*event);
            if (std::holds_alternative<HelloReceived>(*event))
                for (const auto* id : {"a", "b"})
                    (void)session.request({id, "<x/>"});
        }
    };
    for (const auto piece : pieces) {
        session.receive(piece);
        drain();
    }
    session.end_of_stream();
    drain();
    return events;
}

Events at_every_split(std::string_view bytes) {
    const auto whole = events_of({bytes});
    std::vector<std::string_view> single;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        single.push_back(bytes.substr(i, 1));
        if (events_of({bytes.substr(0, i), bytes.substr(i)}) != whole)
            FAIL_CHECK("differs when cut at " << i);
    }
    CHECK(events_of(single) == whole);
    return whole;
}

std::string hello(const std::vector<std::string_view>& capabilities,
                  const std::string& session_id = "<session-id>4</session-id>") {
    std::string out = "<hello><capabilities>";
    for (const auto capability : capabilities)
        out.append("<capability>").append(capability).append("</capability>");
    return out + "</capabilities>" + session_id + "</hello>";
}

const std::string delimiter = "]]>]]>";
const std::string plain_hello = hello({base_1_0}) + delimiter;
const std::string chunked_hello = hello({base_1_0, base_1_1}) + delimiter;
const HelloReceived plain{{{std::string(base_1_0)}, 4}};
const HelloReceived chunked{{{std::string(base_1_0), std::string(base_1_1)}, 4}};

std::string reply(const std::string& id) {
    return "<rpc-reply message-id=\"" + id + "\"><data/></rpc-reply>";
}

Failure failure_of(const Events& events) {
    REQUIRE(!events.empty());
    REQUIRE(std::holds_alternative<SessionFailed>(events.back()));
    return std::get<SessionFailed>(events.back()).failure;
}

/// The session of tests/samples without the lines that its collector put between the messages.
std::string captured_session() {
    std::string out;
    std::istringstream lines(test::sample("hello-and-getconfig-session-18.2R1.txt"));
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with("----"))
            out += line + "\n";
    return out;
}

} // namespace

TEST_CASE("replies are matched by message-id in any order, at every split", "[netconf][session]") {
    SECTION("end-of-message framing") {
        CHECK(at_every_split(plain_hello + "\n" + reply("b") + delimiter + "\n" + reply("a") +
                             delimiter + "\n") ==
              Events{plain, ReplyReceived{"b", reply("b")}, ReplyReceived{"a", reply("a")}});
    }
    SECTION("chunks") {
        CHECK(at_every_split(chunked_hello + "\n#1\n<\n#44\n" + reply("b").substr(1) +
                             "\n##\n\n#45\n" + reply("a") + "\n##\n") ==
              Events{chunked, ReplyReceived{"b", reply("b")}, ReplyReceived{"a", reply("a")}});
    }
    SECTION("a notification in between is dropped") {
        const std::string note = "<notification xmlns=\"urn:ietf:params:xml:ns:netconf:notification"
                                 ":1.0\"><eventTime/></notification>";
        CHECK(events_of(
                  {plain_hello, note + delimiter, reply("a") + delimiter, reply("b") + delimiter})
                  .size() == 3);
    }
}

TEST_CASE("the framing follows from what both sides announced", "[netconf][session]") {
    struct Row {
        const char* name;
        Eagerness eagerness;
        std::string hello;
        Framing expected;
    };
    const std::vector<Row> rows = {
        {"both offer 1.1", Eagerness::wait_for_hello, chunked_hello, Framing::chunked},
        {"server offers 1.1 only", Eagerness::wait_for_hello, hello({base_1_1}) + delimiter,
         Framing::chunked},
        {"server offers 1.0 only", Eagerness::wait_for_hello, plain_hello, Framing::end_of_message},
        {"eager offers 1.0 only", Eagerness::eager, chunked_hello, Framing::end_of_message},
        {"old Junos", Eagerness::wait_for_hello, hello({base_namespace}) + delimiter,
         Framing::end_of_message},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            ClientSession session(row.eagerness);
            CHECK(session.may_request() == (row.eagerness == Eagerness::eager));
            session.receive(row.hello);
            const auto event = session.next();
            REQUIRE(event);
            CHECK(std::holds_alternative<HelloReceived>(*event));
            CHECK(session.framing() == row.expected);
            CHECK(session.may_request());
            CHECK(session.request({"1", "<x/>"}) == encode(row.expected, to_xml({"1", "<x/>"})));
            CHECK(session.outstanding() == 1);
        }
}

TEST_CASE("our hello goes out in end-of-message framing", "[netconf][session]") {
    CHECK(ClientSession().start() ==
          "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><capabilities>"
          "<capability>urn:ietf:params:netconf:base:1.0</capability>"
          "<capability>urn:ietf:params:netconf:base:1.1</capability>"
          "</capabilities></hello>]]>]]>");
    CHECK(ClientSession(Eagerness::eager).start().find("base:1.1") == std::string::npos);
}

TEST_CASE("a captured session of Junos 18.2R1: its hello is read, its replies without "
          "message-id end it",
          "[netconf][session]") {
    const auto bytes = captured_session();
    const auto events = at_every_split(bytes.substr(0, bytes.find("</configuration>")) +
                                       "</configuration></data></rpc-reply>]]>]]>");
    REQUIRE(events.size() == 2);
    const auto& greeted = std::get<HelloReceived>(events[0]).hello;
    CHECK(greeted.capabilities.size() == 13);
    CHECK(greeted.session_id == 94347);
    CHECK(events[1] ==
          Event(SessionFailed{{Phase::rpc, FailureCode::malformed_reply,
                               "expected a message-id in the rpc-reply, saw none", ""}}));
    CHECK(events_of({bytes}) == events);
}

TEST_CASE("a login that may not use NETCONF is told apart (py-junos-eznc issue 878)",
          "[netconf][session]") {
    const std::string words =
        "warning: user \"un1\" does not have access privileges.\n\nerror: Restricted user "
        "session.\n\n"
        "<rpc-reply>\n<rpc-error>\n<error-severity>warning</error-severity>\n<error-message>\n"
        "user \"un1\" does not have access privileges.\n</error-message>\n</rpc-error>\n"
        "</rpc-reply>\n"
        "<rpc-reply>\n<rpc-error>\n<error-type>protocol</error-type>\n"
        "<error-tag>operation-failed</error-tag>\n<error-severity>error</error-severity>\n"
        "<error-message>\nRestricted user session.\n</error-message>\n</rpc-error>\n"
        "</rpc-reply>\n\n";
    const Failure expected{Phase::hello, FailureCode::permission_denied,
                           "the device refused the session before its hello: user \"un1\" does not "
                           "have access privileges.; Restricted user session.",
                           "check that the login's class has permissions (view, "
                           "view-configuration)"};
    const std::vector<std::pair<const char*, std::string>> rows = {
        {"with a hello behind it", words + plain_hello},
        {"as messages", words + delimiter + plain_hello},
        {"and then the end", words},
    };
    for (const auto& [name, bytes] : rows)
        DYNAMIC_SECTION(name) {
            CHECK(at_every_split(bytes) == Events{SessionFailed{expected}});
        }
}

TEST_CASE("whatever else a server does ends the session with its cause", "[netconf][session]") {
    struct Row {
        const char* name;
        std::string bytes;
        Phase phase;
        FailureCode code;
        const char* message;
    };
    const auto malformed = FailureCode::malformed_reply;
    const auto lost = FailureCode::session_lost;
    const auto in_hello = Phase::hello;
    const auto in_rpc = Phase::rpc;
    const std::vector<Row> rows = {
        {"nothing at all", "", in_hello, lost, "the session ended before the hello"},
        {"half a hello", "<hello><capabilities>", in_hello, lost,
         "the session ended within the hello"},
        {"HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", in_hello, malformed,
         "expected a hello, saw 'HTTP/1.1 400 Bad Request'"},
        {"HTML", "HTTP/1.1 400 Bad Request\r\n\r\n<html></html>", in_hello, malformed,
         "expected a hello, saw 'HTTP/1.1 400 Bad Request <html></html>'"},
        {"another document", "<a/>]]>]]>", in_hello, malformed, "expected a hello, saw '<a/>'"},
        {"a reply before the hello", reply("a") + delimiter, in_hello, malformed,
         "expected a hello, saw '<rpc-reply message-id=\"a\"><data/></rpc-reply>'"},
        {"no capability", hello({}) + delimiter, in_hello, malformed,
         "the hello announces no base capability that we offered"},
        {"no base capability", hello({"urn:x"}) + delimiter, in_hello, malformed,
         "the hello announces no base capability that we offered"},
        {"no session-id", hello({base_1_0}, "") + delimiter, in_hello, malformed,
         "the hello has no session-id"},
        {"a bad session-id", hello({base_1_0}, "<session-id>0</session-id>") + delimiter, in_hello,
         malformed,
         "the hello is unusable: in a hello, expected a session-id from 1 to 4294967295, saw '0'"},
        {"a login's text without end", std::string(16385, 'x'), in_hello,
         FailureCode::limit_exceeded, "more than 16384 bytes of text before the hello"},
        {"a login's text of that length", std::string(16385, 'x') + plain_hello, in_hello,
         FailureCode::limit_exceeded, "more than 16384 bytes of text before the hello"},
        {"a second hello", plain_hello + plain_hello, in_rpc, malformed,
         "expected an rpc-reply in the NETCONF namespace, saw "
         "'<hello><capabilities><capability>urn:"
         "ietf:params:netconf:base:1.0</capability></… (127 bytes)'"},
        {"another message-id", plain_hello + reply("c") + delimiter, in_rpc, malformed,
         "no request has the message-id 'c' of an rpc-reply"},
        {"a foreign rpc-reply", plain_hello + "<rpc-reply xmlns=\"urn:x\"/>]]>]]>", in_rpc,
         malformed,
         "expected an rpc-reply in the NETCONF namespace, saw '<rpc-reply xmlns=\"urn:x\"/>'"},
        {"an rpc-error without message-id",
         plain_hello + "<rpc-reply><rpc-error><error-message>no\x1B</error-message></rpc-error>"
                       "</rpc-reply>]]>]]>",
         in_rpc, malformed, "expected a message-id in the rpc-reply, saw none"},
        {"an rpc-error without message-id, with words",
         plain_hello + "<rpc-reply><rpc-error><error-message>syntax error</error-message>"
                       "</rpc-error></rpc-reply>]]>]]>",
         in_rpc, malformed,
         "expected a message-id in the rpc-reply, saw none; the device said: syntax error"},
        {"an empty message", plain_hello + delimiter, in_rpc, malformed,
         "expected an rpc-reply, saw ''"},
        {"chunks where none were agreed", plain_hello + "\n#4\n<rpc", in_rpc, malformed,
         "expected a message that begins with '<', saw '#'"},
        {"no chunks where they were agreed", chunked_hello + reply("a") + delimiter, in_rpc,
         malformed, "in a chunk header, expected a line feed, saw '<'"},
        {"the end instead of replies", plain_hello, in_rpc, lost,
         "the session ended with 2 requests unanswered"},
        {"the end within a reply", plain_hello + "<rpc-reply", in_rpc, lost,
         "the session ended within a message"},
        {"the end within a chunk", chunked_hello + "\n#40\n<rpc-reply", in_rpc, lost,
         "the session ended within a message"},
    };
    for (const auto& row : rows)
        DYNAMIC_SECTION(row.name) {
            const auto events =
                row.bytes.size() > 10'000 ? events_of({row.bytes}) : at_every_split(row.bytes);
            const auto failure = failure_of(events);
            CHECK(failure.message == row.message);
            CHECK(failure == Failure{row.phase, row.code, row.message, ""});
            CHECK(events.size() == (row.phase == Phase::hello ? 1 : 2));
        }
}

TEST_CASE("a reply that was already had is refused, and what follows too", "[netconf][session]") {
    const auto events = at_every_split(plain_hello + reply("a") + delimiter + reply("a") +
                                       delimiter + reply("b") + delimiter);
    REQUIRE(events.size() == 3);
    CHECK(events[1] == Event(ReplyReceived{"a", reply("a")}));
    CHECK(failure_of(events).message == "a second rpc-reply has the message-id 'a'");
}

TEST_CASE("bytes behind the last reply are not lost from sight", "[netconf][session]") {
    const auto all = plain_hello + reply("a") + delimiter + reply("b") + delimiter;
    CHECK(events_of({all}).size() == 3);
    CHECK(failure_of(events_of({all, "<x"})).code == FailureCode::session_lost);
}

TEST_CASE("a hello and a reply have their own ceilings", "[netconf][session]") {
    const std::string filler(limits::hello_bytes_max, ' ');
    CHECK(failure_of(events_of({"<hello>" + filler})) ==
          Failure{Phase::hello, FailureCode::limit_exceeded,
                  "a message is longer than 1048576 bytes", ""});
    const auto large = "<rpc-reply message-id=\"a\">" + filler + "</rpc-reply>";
    const auto events = events_of({plain_hello, large + delimiter});
    REQUIRE(events.size() == 3);
    CHECK(std::holds_alternative<ReplyReceived>(events[1]));
    FramingLimits small;
    small.message_bytes_max = 200;
    CHECK(
        failure_of(events_of({plain_hello, large}, "", small)) ==
        Failure{Phase::rpc, FailureCode::limit_exceeded, "a message is longer than 200 bytes", ""});
}
