// SPDX-License-Identifier: Apache-2.0
#include "junos_audit/worker/job.hpp"

#include "worker/codec.hpp"

namespace junos_audit::worker {

namespace {

constexpr char setup_mark = 'S';
constexpr char task_mark = 'T';
constexpr std::uint8_t record_kinds = 7;
constexpr std::uint8_t login_methods = 4;

std::uint64_t bits(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}
std::int64_t from_bits(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void write(ByteWriter& out, const ssh::KnownKey& key) {
    out.text(key.type);
    out.text(key.blob);
    out.flag(key.revoked);
    out.flag(key.with_port);
    out.text(key.file);
    out.number(static_cast<std::uint32_t>(key.line));
}

ssh::KnownKey read_known_key(ByteReader& in) {
    ssh::KnownKey key;
    key.type = in.text();
    key.blob = in.text();
    key.revoked = in.flag();
    key.with_port = in.flag();
    key.file = in.text();
    key.line = static_cast<int>(in.number<std::uint32_t>());
    return key;
}

void write(ByteWriter& out, const Credential& credential) {
    out.number(static_cast<std::uint8_t>(credential.method));
    out.text(credential.secret.reveal());
    out.text(credential.passphrase.reveal());
    out.text(credential.agent_socket);
}

Credential read_credential(ByteReader& in) {
    Credential credential;
    credential.method = in.word<LoginMethod>(login_methods);
    credential.secret = Secret(in.text());
    credential.passphrase = Secret(in.text());
    credential.agent_socket = in.text();
    return credential;
}

Setup read_setup(ByteReader& in) {
    Setup setup;
    setup.controls = in.texts();
    setup.capture_sources = in.texts();
    setup.keep_snapshot = in.flag();
    setup.legacy_algorithms = in.flag();
    setup.accept_new_host_keys = in.flag();
    setup.eager = in.flag();
    setup.agent = in.flag();
    setup.wire_log = in.flag();
    setup.connect_timeout = std::chrono::milliseconds(from_bits(in.number<std::uint64_t>()));
    setup.device_timeout = std::chrono::milliseconds(from_bits(in.number<std::uint64_t>()));
    if (in.flag())
        setup.at = from_bits(in.number<std::uint64_t>());
    return setup;
}

Task read_task(ByteReader& in) {
    Task task;
    task.id = in.number<std::uint32_t>();
    task.name = in.text();
    task.host = in.text();
    task.addresses = in.texts();
    task.port = in.number<std::uint16_t>();
    task.user = in.text();
    task.credential = read_credential(in);
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left)
        task.known_keys.push_back(read_known_key(in));
    task.attempt = static_cast<int>(in.number<std::uint32_t>());
    task.snapshot_directory = in.text();
    return task;
}

} // namespace

std::string_view to_word(LoginMethod method) {
    switch (method) {
    case LoginMethod::publickey:
        return "publickey";
    case LoginMethod::agent:
        return "agent";
    case LoginMethod::password:
        return "password";
    case LoginMethod::keyboard_interactive:
        return "keyboard-interactive";
    }
    return {};
}

std::string encode(const Record& record) {
    ByteWriter out(record.body.size());
    out.number(static_cast<std::uint8_t>(record.kind));
    out.number(record.task);
    return out.take() + record.body;
}

std::string encode(const Setup& setup) {
    ByteWriter out;
    out.number(static_cast<std::uint8_t>(setup_mark));
    out.texts(setup.controls);
    out.texts(setup.capture_sources);
    out.flag(setup.keep_snapshot);
    out.flag(setup.legacy_algorithms);
    out.flag(setup.accept_new_host_keys);
    out.flag(setup.eager);
    out.flag(setup.agent);
    out.flag(setup.wire_log);
    out.number(bits(setup.connect_timeout.count()));
    out.number(bits(setup.device_timeout.count()));
    out.flag(setup.at.has_value());
    if (setup.at)
        out.number(bits(*setup.at));
    return out.take();
}

std::string encode(const Task& task) {
    const auto& credential = task.credential;
    std::size_t room = credential.secret.reveal().size() + credential.passphrase.reveal().size();
    for (const auto& key : task.known_keys)
        room += key.blob.size() + key.type.size() + key.file.size() + 32;
    ByteWriter out(room);
    out.number(static_cast<std::uint8_t>(task_mark));
    out.number(task.id);
    out.text(task.name);
    out.text(task.host);
    out.texts(task.addresses);
    out.number(task.port);
    out.text(task.user);
    write(out, credential);
    out.number(static_cast<std::uint32_t>(task.known_keys.size()));
    for (const auto& key : task.known_keys)
        write(out, key);
    out.number(static_cast<std::uint32_t>(task.attempt));
    out.text(task.snapshot_directory);
    return out.take();
}

std::optional<Record> decode_record(std::string_view content) {
    ByteReader in(content);
    Record record;
    record.kind = in.word<Record::Kind>(record_kinds);
    record.task = in.number<std::uint32_t>();
    if (!in.good())
        return std::nullopt;
    record.body = in.rest();
    return record;
}

std::optional<Order> decode_order(std::string_view content) {
    ByteReader in(content);
    const auto mark = static_cast<char>(in.number<std::uint8_t>());
    if (mark != setup_mark && mark != task_mark)
        return std::nullopt;
    auto order = mark == setup_mark ? Order(read_setup(in)) : Order(read_task(in));
    if (!in.complete())
        return std::nullopt;
    return order;
}

} // namespace junos_audit::worker
