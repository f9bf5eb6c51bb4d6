// SPDX-License-Identifier: Apache-2.0
#include "mock_device/request.hpp"

#include "junos_audit/xml/scan.hpp"
#include "junos_audit/xml/write.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

namespace junos_audit::mock {
namespace {

struct Command {
    std::string_view words;
    std::string_view operation;
};
constexpr std::array commands{
    Command{"show security pki ca-certificate", "get-pki-ca-certificate"},
    Command{"show security pki local-certificate", "get-pki-local-certificate"},
    Command{"show security pki certificate-request", "get-pki-certificate-request"},
    Command{"show cli authorization", "get-authorization-information"},
    Command{"show version", "get-software-information"},
    Command{"show system uptime", "get-system-uptime-information"},
    Command{"show chassis cluster status", "get-chassis-cluster-status"},
};
constexpr std::string_view show_configuration = "show configuration";

bool is_element(pugi::xml_node node) {
    return node.type() == pugi::node_element;
}

pugi::xml_node first_element(pugi::xml_node parent) {
    for (const pugi::xml_node child : parent) {
        if (is_element(child)) {
            return child;
        }
    }
    return {};
}

std::vector<std::string> words_of(const std::string& command) {
    std::istringstream stream(
        command.substr(0, command.find('|'))); // "| display xml" changes nothing here
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

bool starts_with_words(const std::string& text, std::string_view words) {
    return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// "detail" is an empty element, "ca-profile NAME" one with text.
std::string arguments_xml(const std::vector<std::string>& words) {
    std::string xml;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool takes_value =
            words[i] == "ca-profile" || words[i] == "certificate-id" || words[i] == "node";
        if (takes_value && i + 1 < words.size()) {
            xml += "<" + words[i] + ">" + xml::escape_text(words[i + 1]) + "</" + words[i] + ">";
            ++i;
        } else {
            xml += "<" + words[i] + "/>";
        }
    }
    return xml;
}

std::string configuration_xml(const std::vector<std::string>& path) {
    std::string open = "<configuration>";
    std::string close = "</configuration>";
    for (const std::string& word : path) {
        open += "<" + word + ">";
        close.insert(0, "</" + word + ">");
    }
    return "<get-configuration database=\"committed\">" + (path.empty() ? "" : open + close) +
           "</get-configuration>";
}

/// The operation that a CLI command stands for, as XML; empty for a command that we do not know.
std::string operation_of(const std::string& command) {
    const std::vector<std::string> words = words_of(command);
    const std::string text = joined(words);
    if (starts_with_words(text, show_configuration)) {
        return configuration_xml({words.begin() + 2, words.end()});
    }
    const auto known =
        std::find_if(commands.begin(), commands.end(), [&](const Command& candidate) {
            return starts_with_words(text, candidate.words);
        });
    if (known == commands.end()) {
        return {};
    }
    const auto count = std::count(known->words.begin(), known->words.end(), ' ') + 1;
    const std::string name(known->operation);
    return "<" + name + ">" + arguments_xml({words.begin() + count, words.end()}) + "</" + name +
           ">";
}

void resolve_command(Request& request) {
    request.word = xml::trimmed_text_of(request.operation);
    request.operation = {};
    Result<xml::Document, xml::ParseFailure> parsed = xml::parse(operation_of(request.word));
    if (parsed) {
        request.document = std::move(parsed).value();
        request.operation = request.document.root();
    }
}

RpcAttributes attributes_of(pugi::xml_node rpc) {
    RpcAttributes attributes;
    for (const pugi::xml_attribute attribute : rpc.attributes()) {
        if (std::string_view(attribute.name()) == "message-id") {
            attributes.message_id = attribute.value();
        } else {
            attributes.others.emplace_back(attribute.name(), attribute.value());
        }
    }
    return attributes;
}

} // namespace

std::string Request::argument(std::string_view child) const {
    return xml::trimmed_text_of(xml::child(operation, child));
}

bool Request::has_argument(std::string_view child) const {
    return !xml::child(operation, child).empty();
}

std::optional<Request> parse_request(std::string_view bytes) {
    Result<xml::Document, xml::ParseFailure> parsed = xml::parse(bytes);
    if (!parsed || xml::local_name(parsed->root()) != "rpc") {
        return std::nullopt;
    }
    Request request;
    request.document = std::move(parsed).value();
    request.attributes = attributes_of(request.document.root());
    request.operation = first_element(request.document.root());
    request.word = request.name();
    if (request.word == "command") {
        resolve_command(request);
    }
    return request;
}

std::string canonical(pugi::xml_node element) {
    std::vector<std::string> attributes;
    for (const pugi::xml_attribute attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name != "xmlns" && !name.starts_with("xmlns:")) {
            attributes.push_back(" " + std::string(name) + "=\"" +
                                 xml::escape_attribute(attribute.value()) + "\"");
        }
    }
    std::sort(attributes.begin(), attributes.end());

    const std::string name(xml::local_name(element));
    std::string text = "<" + name;
    for (const std::string& attribute : attributes) {
        text += attribute;
    }
    text += ">";
    if (first_element(element).empty()) {
        text += xml::escape_text(xml::trimmed_text_of(element));
    }
    for (const pugi::xml_node child : element) {
        text += is_element(child) ? canonical(child) : "";
    }
    return text + "</" + name + ">";
}

} // namespace junos_audit::mock
