// SPDX-License-Identifier: Apache-2.0
#include "fleet/worker_link.hpp"

#include "junos_audit/base/secret.hpp"

#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <exception>
#include <utility>

namespace junos_audit::fleet {

namespace {

constexpr std::size_t read_bytes = 64u << 10;

/// What nobody expected ends the run: a link that has gone deaf in silence would not.
void rethrow(const std::exception_ptr& error) {
    if (error)
        std::rethrow_exception(error);
}

} // namespace

WorkerLink::WorkerLink(asio::io_context& loop, WorkerProcess process, LinkHandler& handler,
                       std::size_t frame_bytes_max)
    : pid_(process.pid)
    , socket_(loop, asio::local::stream_protocol(), process.socket.release())
    , handler_(handler)
    , frames_(frame_bytes_max)
    , buffer_(read_bytes) {}

void WorkerLink::start() {
    // The coroutine holds the link: it may be dropped from within a handler that the coroutine
    // called.
    asio::co_spawn(
        socket_.get_executor(), [self = shared_from_this()] { return self->read(); }, rethrow);
}

void WorkerLink::send(std::string frame) {
    outbox_.push_back(std::move(frame));
    if (outbox_.size() == 1)
        asio::co_spawn(
            socket_.get_executor(), [self = shared_from_this()] { return self->write(); }, rethrow);
}

void WorkerLink::close() {
    closed_ = true;
    asio::error_code ignored; // there is nothing to be done about a socket that does not close
    socket_.close(ignored);
}

asio::awaitable<void> WorkerLink::read() {
    while (!closed_) {
        asio::error_code error;
        const auto got = co_await socket_.async_read_some(
            asio::buffer(buffer_), asio::redirect_error(asio::use_awaitable, error));
        if (closed_)
            co_return;
        if (error) {
            handler_.on_broken(*this, "");
            co_return;
        }
        frames_.feed({buffer_.data(), got});
        if (!take_frames())
            co_return;
    }
}

/// False when there is nobody left to read from.
bool WorkerLink::take_frames() {
    while (!closed_) {
        auto next = frames_.next();
        if (auto* content = std::get_if<std::string>(&next)) {
            handler_.on_frame(*this, std::move(*content));
        } else if (const auto* long_one = std::get_if<FrameReader::TooLong>(&next)) {
            handler_.on_broken(*this, "announced a record of " + std::to_string(long_one->bytes) +
                                          " bytes");
            return false;
        } else {
            return true;
        }
    }
    return false;
}

asio::awaitable<void> WorkerLink::write() {
    while (!outbox_.empty()) {
        asio::error_code error; // a worker that does not listen is noticed where it does not answer
        co_await asio::async_write(socket_, asio::buffer(outbox_.front()),
                                   asio::redirect_error(asio::use_awaitable, error));
        wipe(outbox_.front());
        outbox_.pop_front();
    }
}

} // namespace junos_audit::fleet
