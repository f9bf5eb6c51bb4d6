// SPDX-License-Identifier: Apache-2.0
#include "mock_device/reply_template.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using junos_audit::mock::ReplyTemplate;
using junos_audit::mock::RpcAttributes;

TEST_CASE("a reply repeats the request's attributes and keeps its own",
          "[mock_device][reply_template]") {
    struct Row {
        std::string name;
        std::string stored;
        RpcAttributes request;
        std::string expected;
    };
    const std::vector<Row> rows{
        {"its message-id in place",
         R"(<r a="1" message-id="x" b="2">t</r>)",
         {"7", {}},
         R"(<r a="1" message-id="7" b="2">t</r>)"},
        {"in single quotes",
         R"(<r message-id='x'/>)",
         {"it's", {}},
         R"(<r message-id='it&apos;s'/>)"},
        {"none was stored", "<r a=\"1\"\n/>", {"7", {}}, "<r a=\"1\"\n message-id=\"7\"/>"},
        {"none was asked", R"(<r message-id="x" b="2"/>)", {{}, {}}, R"(<r b="2"/>)"},
        {"escaped", "<r/>", {"<\"&", {}}, "<r message-id=\"&lt;&quot;&amp;\"/>"},
        {"others, but no default namespace and none that is there already",
         R"(<r a="1"/>)",
         {"7", {{"xmlns", "u"}, {"a", "2"}, {"c", "3"}}},
         R"(<r a="1" message-id="7" c="3"/>)"},
        {"after a declaration and a comment with a tag in it",
         R"(<?xml version="1.0"?><!-- <x> --><r k=">"></r>)",
         {"7", {}},
         R"(<?xml version="1.0"?><!-- <x> --><r k=">" message-id="7"></r>)"},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(ReplyTemplate(row.stored).fill(row.request) == row.expected);
        }
    }
}
