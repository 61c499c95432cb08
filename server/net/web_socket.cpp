// The one place that instantiates Beast's WebSocket stream.
#include "net/web_socket.hpp"

#include <unistd.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>

#include "net/frame_watch.hpp"
#include "net/handover.hpp"
#include "net/outbox.hpp"

namespace startex::net {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

constexpr std::size_t read_buffer_kept = 4096;  // bytes; a larger one is given back after its message

// Cuts a text to what a close frame holds, between two characters.
std::string_view fitting(std::string_view reason) {
  constexpr std::size_t most = 123;
  if (reason.size() <= most) return reason;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xc0) == 0x80) --end;
  return reason.substr(0, end);
}

class BeastSocket final : public WebSocket, public Outbox::Observer, public std::enable_shared_from_this<BeastSocket> {
 public:
  BeastSocket(Socket socket, Handover handover)
      : options_(handover.front->options),
        remote_(std::move(handover.remote)),
        place_(std::move(handover.place)),
        message_timer_(socket.get_executor()),
        stream_(std::in_place, Outbox(std::move(socket))) {
    stream_->next_layer().observe(this);
    stream_->read_message_max(options_.message_max);
    stream_->auto_fragment(false);
    stream_->set_option(websocket::stream_base::timeout{
        .handshake_timeout = options_.header_time, .idle_timeout = options_.web_socket_idle, .keep_alive_pings = true});
  }

  ~BeastSocket() {
    if (stream_) let_go();
  }

  void accept(const std::string& key, bool subprotocol, std::function<void(std::shared_ptr<WebSocket>)> opened) {
    http::request<http::empty_body> request(http::verb::get, "/", 11);
    request.set(http::field::host, "startex");
    request.set(http::field::upgrade, "websocket");
    request.set(http::field::connection, "upgrade");
    request.set(http::field::sec_websocket_key, key);
    request.set(http::field::sec_websocket_version, "13");
    stream_->set_option(websocket::stream_base::decorator([subprotocol](websocket::response_type& response) {
      response.set(http::field::server, "startex");
      if (subprotocol) response.set(http::field::sec_websocket_protocol, subprotocol_name);
    }));
    stream_->async_accept(request, [self = shared_from_this(), opened = std::move(opened)](error_code error) {
      if (!error && self->stream_) opened(self);
    });
  }

  void start(Events events) override {
    events_ = std::move(events);
    if (!closing_) read();
  }

  void send(Frame frame) override {
    if (!closing_) stream_->next_layer().send(std::move(frame));
  }

  void close(std::uint16_t code, std::string reason) override {
    if (closing_) return;
    closing_ = true;
    stream_->next_layer().seal();
    const websocket::close_reason why(static_cast<websocket::close_code>(code), fitting(reason));
    stream_->async_close(why, [self = shared_from_this()](error_code) {
      if (!self->reading_) self->finish();
    });
  }

  std::size_t queued_bytes() const override { return stream_ ? stream_->next_layer().queued_bytes() : 0; }
  const std::string& remote() const override { return remote_; }

  void drained(std::size_t bytes) override {
    if (events_.written && !closing_) events_.written(bytes);
  }

  void received(std::string_view bytes) override {
    watch_.feed(bytes);
    if (watch_.fragments() > options_.fragments_max) return close(1008, "A message came in too many pieces.");
    if (watch_.midway() && !timed_) start_message_timer();
  }

  void broken() override {
    asio::post(message_timer_.get_executor(), [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->finish();
    });
  }

 private:
  void read() {
    reading_ = true;
    stream_->async_read(buffer_, ReadDone(shared_from_this()));
  }

  // A read that is thrown away with its io_context lets go of the callbacks, which may own the socket.
  class ReadDone {
   public:
    explicit ReadDone(std::shared_ptr<BeastSocket> self) : self_(std::move(self)) {}
    ReadDone(ReadDone&&) = default;
    ReadDone& operator=(ReadDone&&) = delete;
    ~ReadDone() {
      if (self_) const Events gone = std::exchange(self_->events_, {});
    }

    void operator()(error_code error, std::size_t) {
      const auto self = std::move(self_);
      self->reading_ = false;
      self->on_read(error);
    }

   private:
    std::shared_ptr<BeastSocket> self_;
  };

  void on_read(error_code error) {
    if (error || !stream_) return finish();
    if (!closing_) take_message();
    buffer_.consume(buffer_.size());
    if (buffer_.capacity() > read_buffer_kept) buffer_.shrink_to_fit();
    if (!closing_) read();  // otherwise the closing handshake reads on
  }

  void take_message() {
    if (!stream_->got_text()) return close(1003, "Only text messages are understood here.");
    const auto bytes = buffer_.cdata();
    if (events_.text) events_.text({static_cast<const char*>(bytes.data()), bytes.size()});
  }

  // A peer that sends a message drop by drop is never idle to Beast, so that the time a message takes is bounded here.
  void start_message_timer() {
    timed_ = true;
    message_timer_.expires_after(options_.message_time);
    message_timer_.async_wait([weak = weak_from_this(), at_start = watch_.ended()](error_code error) {
      const auto self = weak.lock();
      if (error || !self) return;
      self->timed_ = false;
      if (!self->watch_.midway()) return;
      if (self->watch_.ended() == at_start) return self->close(1008, "A message took too long to arrive.");
      self->start_message_timer();
    });
  }

  // Takes the stream away from whatever still waits on it: when a peer breaks the protocol during a closing handshake,
  // Beast's read and close wait for each other and neither would ever end.
  void finish() {
    if (!stream_) return;
    closing_ = true;
    message_timer_.cancel();
    const Events events = std::exchange(events_, {});
    let_go();
    stream_.reset();
    place_.release();
    if (events.closed) events.closed();
  }

  void let_go() {
    stream_->next_layer().observe(nullptr);
    stream_->next_layer().cut();
  }

  const Options options_;
  const std::string remote_;
  Place place_;
  Timer message_timer_;
  std::optional<websocket::stream<Outbox, false>> stream_;  // none: the connection is over
  boost::beast::flat_buffer buffer_;
  FrameWatch watch_;
  Events events_;
  bool reading_ = false;
  bool timed_ = false;    // the message timer runs
  bool closing_ = false;  // close() was called: nothing is delivered and nothing is sent any more
};

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

void open_web_socket(Accepted accepted, Handover handover) {
  asio::io_context& shard = accepted.shard;
  asio::post(shard, [&shard, opened = std::move(accepted.opened), handover = std::move(handover)]() mutable {
    Socket socket(shard.get_executor());
    error_code error;
    socket.assign(handover.protocol, handover.descriptor.get(), error);
    if (error) return;
    handover.descriptor.release();
    const std::string key = handover.key;
    const bool subprotocol = handover.subprotocol;
    const auto web_socket = std::make_shared<BeastSocket>(std::move(socket), std::move(handover));
    web_socket->accept(key, subprotocol, std::move(opened));
  });
}

}  // namespace startex::net
