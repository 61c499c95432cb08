#include "net/outbox.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <deque>

namespace startex::net {
namespace {

constexpr unsigned char close_frame = 0x88;

struct Entry {
  Frame bytes;
  std::unique_ptr<Outbox::Completion> completion;  // null: a frame from send()
};

}  // namespace

// Shared by the layer and by what it has under way. Completions own what owns the layer, so that each must belong to an
// operation of the io_context's: destroying the io_context then frees them all.
struct Outbox::State : std::enable_shared_from_this<State> {
  explicit State(Socket from) : socket(std::move(from)), farewell_timer(socket.get_executor()) {}

  // The next look at the queue. One is under way whenever the queue holds anything; if it is destroyed instead of
  // called, the queue is let go of.
  class Turn {
   public:
    explicit Turn(std::shared_ptr<State> state) : state_(std::move(state)) {}
    Turn(Turn&&) = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (state_) const auto gone = std::exchange(state_->queue, {});
    }
    std::shared_ptr<State> take() { return std::move(state_); }

   private:
    std::shared_ptr<State> state_;
  };

  void enqueue(Entry entry) {
    queue.push_back(std::move(entry));
    if (!scheduled && !waiting) schedule();
  }

  // The flush comes after everything else of this turn has been queued.
  void schedule() {
    scheduled = true;
    asio::post(socket.get_executor(), [turn = Turn(shared_from_this())]() mutable {
      const auto self = turn.take();
      self->scheduled = false;
      self->flush();
    });
  }

  void flush() {
    if (broken || queue.empty()) return;
    const bool takes_more = push();
    if (broken || queue.empty() || scheduled || waiting) return;
    takes_more ? schedule() : wait_writable();
  }

  // One gathered write. False: the system takes no more for now, or the connection is broken.
  bool push() {
    std::array<asio::const_buffer, gather_entries> buffers;
    std::size_t count = 0;
    std::size_t total = 0;
    for (auto it = queue.begin(); it != queue.end() && count < buffers.size() && total < gather_bytes; ++it) {
      const std::size_t skip = count == 0 ? front_written : 0;
      buffers[count] = asio::buffer(*it->bytes) + skip;
      total += buffers[count++].size();
    }
    error_code error;
    const std::size_t written = socket.write_some(std::span<const asio::const_buffer>(buffers.data(), count), error);
    if (error == asio::error::would_block || error == asio::error::try_again) return false;
    if (error) {
      fail(error);
      return false;
    }
    advance(written);
    return written == total && !broken;
  }

  // What the system takes at once still goes; what it does not must not hold up a close frame.
  void push_all() {
    while (!broken && !queue.empty() && push()) {
    }
  }

  void wait_writable() {
    waiting = true;
    socket.async_wait(Socket::wait_write, [turn = Turn(shared_from_this())](error_code error) mutable {
      const auto self = turn.take();
      self->waiting = false;
      if (error) return self->fail(error);
      self->flush();
    });
  }

  void advance(std::size_t written) {
    std::size_t drained = 0;
    while (written > 0) {
      Entry& front = queue.front();
      const std::size_t step = std::min(written, front.bytes->size() - front_written);
      if (!front.completion) drained += step;
      written -= step;
      front_written += step;
      if (front_written < front.bytes->size()) break;
      if (front.completion) complete_later(std::move(front.completion), {}, front.bytes->size());
      queue.pop_front();
      front_written = 0;
    }
    frame_bytes -= drained;
    if (drained > 0 && observer != nullptr) observer->drained(drained);
  }

  void seal() {
    if (sealed || broken) return;
    sealed = true;
    std::deque<Entry> kept;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const bool begun = i == 0 && front_written > 0;
      if (begun || queue[i].completion) {
        kept.push_back(std::move(queue[i]));
      } else {
        frame_bytes -= queue[i].bytes->size();
      }
    }
    queue = std::move(kept);
    start_farewell();
  }

  void start_farewell() {
    if (farewell_started) return;
    farewell_started = true;
    farewell_timer.expires_after(farewell);
    farewell_timer.async_wait([weak = weak_from_this()](error_code error) {
      const auto self = weak.lock();
      if (!error && self) self->fail(asio::error::timed_out);
    });
  }

  void fail(error_code error) {
    if (broken) return;
    broken = true;
    frame_bytes = 0;
    front_written = 0;
    auto dropped = std::exchange(queue, {});
    farewell_timer.cancel();
    error_code ignored;
    socket.close(ignored);
    for (Entry& entry : dropped) {
      if (entry.completion) complete_later(std::move(entry.completion), error);
    }
    if (observer != nullptr) observer->broken();
  }

  // In a turn of its own, because the caller may stand inside a call of Beast's.
  void complete_later(std::unique_ptr<Completion> completion, error_code error, std::size_t bytes = 0) {
    asio::post(socket.get_executor(),
               [completion = std::move(completion), error, bytes] { completion->complete(error, bytes); });
  }

  void on_read(std::size_t bytes) {
    for (std::size_t i = 0; bytes > 0; ++i) {
      const std::size_t step = std::min(bytes, read_into[i].size());
      if (observer != nullptr) observer->received({static_cast<const char*>(read_into[i].data()), step});
      bytes -= step;
    }
  }

  void drain(std::unique_ptr<Completion> completion) {
    socket.async_read_some(asio::buffer(*scratch), [self = shared_from_this(), completion = std::move(completion)](
                                                       error_code error, std::size_t) mutable {
      if (!error) return self->drain(std::move(completion));
      completion->complete({}, 0);
    });
  }

  Socket socket;
  Timer farewell_timer;
  std::deque<Entry> queue;
  std::size_t front_written = 0;  // bytes of the first entry that have left
  std::size_t frame_bytes = 0;    // of the entries from send(), not yet left
  std::array<asio::mutable_buffer, 4> read_into;
  std::unique_ptr<std::array<char, 4096>> scratch;
  Observer* observer = nullptr;
  bool scheduled = false;  // a flush is posted
  bool waiting = false;    // for the socket to take bytes again
  bool sealed = false;
  bool broken = false;
  bool farewell_started = false;
};

Outbox::Outbox(Socket socket) : state_(std::make_shared<State>(std::move(socket))) {
  error_code ignored;
  state_->socket.non_blocking(true, ignored);
}

Outbox::~Outbox() {
  if (!state_) return;  // moved from
  state_->observer = nullptr;
  state_->fail(asio::error::operation_aborted);
}

Outbox::executor_type Outbox::get_executor() noexcept { return state_->socket.get_executor(); }

void Outbox::observe(Observer* observer) { state_->observer = observer; }

void Outbox::send(Frame frame) {
  if (state_->sealed || state_->broken || frame->empty()) return;
  state_->frame_bytes += frame->size();
  state_->enqueue({std::move(frame), nullptr});
}

std::size_t Outbox::queued_bytes() const { return state_->frame_bytes; }

void Outbox::seal() {
  if (!state_->sealed) state_->push_all();
  state_->seal();
}

void Outbox::cut() { state_->fail(asio::error::operation_aborted); }

std::span<asio::mutable_buffer> Outbox::read_buffers() { return state_->read_into; }

void Outbox::read(std::size_t buffers, std::unique_ptr<Completion> completion) {
  state_->socket.async_read_some(
      std::span<const asio::mutable_buffer>(state_->read_into.data(), buffers),
      [state = state_, completion = std::move(completion)](error_code error, std::size_t bytes) {
        state->on_read(bytes);
        completion->complete(error, bytes);
      });
}

void Outbox::write(std::string bytes, std::unique_ptr<Completion> completion) {
  if (state_->broken) return state_->complete_later(std::move(completion), asio::error::operation_aborted);
  if (static_cast<unsigned char>(bytes.front()) == close_frame) state_->seal();
  state_->enqueue({std::make_shared<const std::string>(std::move(bytes)), std::move(completion)});
}

// The close frame has left. What the peer still sends is read and thrown away, because closing a socket with unread
// bytes would make the system take the close frame back.
void Outbox::linger(std::unique_ptr<Completion> completion) {
  if (state_->broken) return state_->complete_later(std::move(completion), {});
  error_code ignored;
  state_->socket.shutdown(Socket::shutdown_send, ignored);
  state_->start_farewell();
  state_->scratch = std::make_unique<std::array<char, 4096>>();
  state_->drain(std::move(completion));
}

}  // namespace startex::net
