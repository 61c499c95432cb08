// Inside net/ only: the layer under websocket::stream<Outbox, false>, and the only writer of its socket.
//
// Beast writes the handshake's answer, pongs, pings and close frames through async_write_some; the server's own frames
// come through send(). Both stand in one queue, so that neither can land in the middle of the other, and one turn's
// entries leave in one gathered write. Nobody may call websocket::stream::async_write.
//
// One thread. Copies of the layer do not exist; operations under way share its state, so it may be destroyed at any
// time.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/role.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "net/frame.hpp"
#include "net/socket.hpp"

namespace startex::net {

class Outbox {
 public:
  using executor_type = asio::io_context::executor_type;

  static constexpr std::size_t gather_entries = 64;
  static constexpr std::size_t gather_bytes = 256 * 1024;
  static constexpr std::chrono::seconds farewell{2};  // from the close frame's queueing to the cut

  // Who owns the socket. Called from handlers, except that seal() may bring drained().
  class Observer {
   public:
    virtual void drained(std::size_t bytes) = 0;        // bytes of frames from send() that the system has taken
    virtual void received(std::string_view bytes) = 0;  // what was read, before Beast sees it
    virtual void broken() = 0;                          // the socket was closed; may come from inside any call
   protected:
    ~Observer() = default;
  };

  explicit Outbox(Socket socket);
  Outbox(Outbox&&) noexcept = default;
  ~Outbox();

  executor_type get_executor() noexcept;
  void observe(Observer* observer);  // null: nobody any more

  void send(Frame frame);
  std::size_t queued_bytes() const;

  // Nothing more from send(). Writes what the system takes at once, drops the rest of what send() queued unless a byte
  // of it has left, and cuts the connection after the farewell. A close frame that passes seals too, without writing.
  void seal();
  // Closes the socket now. All operations under way end with an error.
  void cut();

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    std::span<asio::mutable_buffer> into = read_buffers();
    std::size_t count = 0;
    for (auto it = asio::buffer_sequence_begin(buffers); it != asio::buffer_sequence_end(buffers); ++it) {
      if (count < into.size()) into[count++] = *it;
    }
    read(count, complete_with(std::forward<Handler>(handler)));
  }

  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    std::string bytes(asio::buffer_size(buffers), '\0');
    asio::buffer_copy(asio::buffer(bytes), buffers);
    write(std::move(bytes), complete_with(std::forward<Handler>(handler)));
  }

  // Beast's hooks: found by argument-dependent lookup.
  friend void beast_close_socket(Outbox& outbox) { outbox.cut(); }
  template <class Handler>
  friend void async_teardown(boost::beast::role_type, Outbox& outbox, Handler&& handler) {
    auto wrapped = [taken = std::decay_t<Handler>(std::forward<Handler>(handler))](
                       error_code error, std::size_t) mutable { std::move(taken)(error); };
    outbox.linger(complete_with(std::move(wrapped)));
  }

  // A handler of any type, to be called once. All handlers belong to the outbox's own io_context, so they are called
  // directly from its turns.
  class Completion {
   public:
    virtual ~Completion() = default;
    virtual void complete(error_code error, std::size_t bytes) = 0;
  };

 private:
  struct State;

  template <class Handler>
  static std::unique_ptr<Completion> complete_with(Handler&& handler) {
    struct Held final : Completion {
      explicit Held(Handler&& from) : handler(std::forward<Handler>(from)) {}
      void complete(error_code error, std::size_t bytes) override { std::move(handler)(error, bytes); }
      std::decay_t<Handler> handler;
    };
    return std::make_unique<Held>(std::forward<Handler>(handler));
  }

  std::span<asio::mutable_buffer> read_buffers();
  void read(std::size_t buffers, std::unique_ptr<Completion> completion);
  void write(std::string bytes, std::unique_ptr<Completion> completion);
  void linger(std::unique_ptr<Completion> completion);

  std::shared_ptr<State> state_;
};

}  // namespace startex::net
