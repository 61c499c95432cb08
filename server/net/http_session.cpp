// The one place that instantiates Beast's HTTP parser.
#include "net/http_session.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <span>
#include <tuple>
#include <variant>

#include "net/handover.hpp"
#include "net/once.hpp"
#include "net/request_check.hpp"
#include "net/request_head.hpp"
#include "net/response_head.hpp"

namespace startex::net {
namespace {

namespace http = boost::beast::http;

Response malformed(std::string_view hint) {
  return problem(400, "request_malformed", "The request is malformed", hint);
}

// Not a connection that ended early: then nobody is left to read an answer.
bool is_fault_of_text(error_code error) {
  return error.category() == http::make_error_code(http::error::bad_chunk).category() &&
         error != http::error::partial_message && error != http::error::end_of_stream;
}

Response failure_of(error_code error) {
  if (error == http::error::body_limit) {
    return problem(413, "too_large", "The request's body is too large", "Send less at a time.");
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return problem(431, "header_too_large", "The request's head is too large", "Send fewer or shorter headers.");
  }
  return malformed("Send HTTP/1.1 as RFC 9112 has it.");
}

class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(Socket socket, std::shared_ptr<Front> front, Place place, bool turned_away)
      : front_(std::move(front)),
        place_(std::move(place)),
        turned_away_(turned_away),
        socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        buffer_(front_->options.header_max) {}

  void run() {
    error_code error;
    peer_ = socket_.remote_endpoint(error).address();
    if (error) return;
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
    limit_time(front_->options.header_time);
    continue_head();
  }

  void answer(Response response) {
    if (front_->stopping) response.close = true;
    write(std::move(response));
  }

  void answer(std::variant<Response, Accepted> decision) {
    if (auto* refusal = std::get_if<Response>(&decision)) return answer(std::move(*refusal));
    hand_over(std::move(std::get<Accepted>(decision)));
  }

 private:
  using Clock = std::chrono::milliseconds;

  // Every wait for the client has its time; when it is over, the operation under way ends with an error.
  void limit_time(Clock time) {
    timed_out_ = false;
    timer_.expires_after(time);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
      const auto self = weak.lock();
      if (error || !self) return;
      self->timed_out_ = true;
      self->socket_.cancel(error);
    });
  }

  void next_request() {
    parser_.reset();
    outgoing_ = {};
    head_only_ = false;
    const bool begun = buffer_.size() > 0;
    limit_time(begun ? front_->options.header_time : front_->options.keep_alive);
    idle_ = !begun;
    continue_head();
  }

  void continue_head() {
    const auto bytes = buffer_.cdata();
    switch (scan_head({static_cast<const char*>(bytes.data()), bytes.size()}, front_->options.header_max)) {
      case HeadState::complete:
        return take_head();
      case HeadState::malformed:
        return refuse(malformed("Send HTTP/1.1 as RFC 9112 has it."));
      case HeadState::too_large:
        return refuse(failure_of(http::error::header_limit));
      case HeadState::incomplete:
        break;
    }
    const std::size_t room = std::min<std::size_t>(buffer_.max_size() - buffer_.size(), read_step);
    socket_.async_read_some(buffer_.prepare(room),
                            [self = shared_from_this()](error_code error, std::size_t bytes_read) {
                              self->on_head_bytes(error, bytes_read);
                            });
  }

  void on_head_bytes(error_code error, std::size_t bytes_read) {
    if (timed_out_ && !idle_) return refuse(problem(408, "too_slow", "The request took too long", "Send it again."));
    if (error) return;
    buffer_.commit(bytes_read);
    if (std::exchange(idle_, false)) limit_time(front_->options.header_time);
    continue_head();
  }

  void take_head() {
    if (turned_away_) {
      return refuse(
          problem(503, "unavailable", "The server is full", "Try again in a minute.", {{"Retry-After", "60"}}));
    }
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(front_->options.header_max));
    parser_->body_limit(boost::none);  // until it is known what is asked, and by whom
    error_code error;
    buffer_.consume(parser_->put(buffer_.cdata(), error));
    if (error) return refuse(failure_of(error));

    auto checked = check_request(parser_->get(), peer_, front_->options.trusted_proxy);
    if (!checked) return refuse(std::move(checked.error()));
    request_ = std::move(*checked);
    head_only_ = request_.method == "HEAD";
    keep_ = parser_->keep_alive() && parser_->get().version() == 11;
    if (wants_web_socket(request_)) return take_upgrade();
    const auto bounds =
        front_->handler.body_bounds(request_).value_or(BodyBounds{front_->options.body_max, front_->options.body_time});
    parser_->body_limit(bounds.bytes_max);
    if (const auto length = parser_->content_length(); length && *length > bounds.bytes_max)
      return refuse(failure_of(http::error::body_limit));
    limit_time(bounds.time);
    if (parser_->is_done()) return on_body({});
    if (request_.header("expect")) return invite_body();
    read_body();
  }

  // A client that waits for leave before it sends its body (curl does, above 1 MiB).
  void invite_body() {
    static constexpr std::string_view leave = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(leave), [self = shared_from_this()](error_code error, std::size_t) {
      if (!error) self->read_body();
    });
  }

  void read_body() {
    http::async_read(socket_, buffer_, *parser_,
                     [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); });
  }

  void on_body(error_code error) {
    if (timed_out_) return refuse(problem(408, "too_slow", "The request took too long", "Send it again."));
    if (error == http::error::buffer_overflow) return refuse(malformed("A chunk's head is too long."));
    if (error && !is_fault_of_text(error)) return;
    if (error) return refuse(failure_of(error));
    timer_.cancel();
    request_.body = std::move(parser_->get().body());
    parser_.reset();
    front_->handler.on_request(std::move(request_), answer_once<Response>());
  }

  void take_upgrade() {
    timer_.cancel();
    auto checked = check_handshake(request_);
    if (!checked) return refuse(std::move(checked.error()));
    if (!parser_->is_done() || buffer_.size() > 0) {
      return refuse(malformed("Send nothing behind the handshake before it is answered."));
    }
    handshake_ = std::move(*checked);
    client_ = request_.remote;
    front_->handler.on_upgrade(std::move(request_), answer_once<std::variant<Response, Accepted>>());
  }

  template <class Answer>
  std::function<void(Answer)> answer_once() {
    const Response dropped = problem(500, "internal", "The server did not answer", "Try again; tell the facilitator.");
    const auto give = [self = shared_from_this()](Answer given) { self->answer(std::move(given)); };
    return once<Answer>(front_->context, give, dropped);
  }

  void hand_over(Accepted accepted) {
    error_code error;
    const auto protocol = socket_.local_endpoint(error).protocol();
    if (error) return;
    const int descriptor = socket_.release(error);
    if (error) return;
    open_web_socket(std::move(accepted), {.descriptor = Descriptor(descriptor),
                                          .protocol = protocol,
                                          .key = std::move(handshake_.key),
                                          .subprotocol = handshake_.subprotocol,
                                          .remote = client_,
                                          .front = front_,
                                          .place = std::move(place_)});
  }

  void refuse(Response response) {
    response.close = true;
    write(std::move(response));
  }

  void write(Response response) {
    outgoing_ = std::move(response);
    if (!keep_) outgoing_.close = true;
    head_ = response_head(outgoing_, outgoing_.close);
    const bool body = has_body(outgoing_.status) && !head_only_;
    unwritten_ = {asio::buffer(head_), body ? asio::buffer(body_of(outgoing_)) : asio::const_buffer()};
    continue_write();
  }

  void continue_write() {
    limit_time(front_->options.write_stall);
    socket_.async_write_some(unwritten_, [self = shared_from_this()](error_code error, std::size_t written) {
      self->on_written(error, written);
    });
  }

  void on_written(error_code error, std::size_t written) {
    if (error) return;
    for (asio::const_buffer& part : unwritten_) {
      const std::size_t step = std::min(written, part.size());
      part += step;
      written -= step;
    }
    if (asio::buffer_size(unwritten_) > 0) return continue_write();
    if (!outgoing_.close) return next_request();
    linger();
  }

  // What the client still sends is read and thrown away for a moment, because closing a socket with unread bytes would
  // make the system take the answer back.
  void linger() {
    outgoing_ = {};
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    if (error) return;
    limit_time(farewell);
    buffer_.clear();
    drain();
  }

  void drain() {
    const std::size_t room = std::min(buffer_.max_size(), read_step);
    socket_.async_read_some(buffer_.prepare(room), [self = shared_from_this()](error_code error, std::size_t) {
      if (!error && !self->timed_out_) self->drain();
    });
  }

  static constexpr std::size_t read_step = 2048;
  static constexpr Clock farewell{2'000};

  std::shared_ptr<Front> front_;
  Place place_;
  bool turned_away_;
  Socket socket_;
  Timer timer_;
  asio::ip::address peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  Handshake handshake_;
  std::string client_;  // Request::remote, kept for the WebSocket
  Response outgoing_;
  std::string head_;
  std::array<asio::const_buffer, 2> unwritten_;
  bool idle_ = false;  // nothing of the next request has come
  bool keep_ = false;  // the client wants the connection kept
  bool head_only_ = false;
  bool timed_out_ = false;
};

}  // namespace

void serve_http(Socket socket, std::shared_ptr<Front> front, Place place, bool turned_away) {
  std::make_shared<HttpSession>(std::move(socket), std::move(front), std::move(place), turned_away)->run();
}

}  // namespace startex::net
