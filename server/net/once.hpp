// Inside net/ only: an answer that is given exactly once, on the front thread, whatever the handler does with it.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace startex::net {

template <class Answer>
class Once {
 public:
  Once(boost::asio::io_context& front, std::function<void(Answer)> give, Answer when_dropped)
      : front_(front), give_(std::move(give)), when_dropped_(std::move(when_dropped)) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  // A stopped front has nobody left to answer.
  ~Once() {
    if (!front_.stopped()) answer(std::move(when_dropped_));
  }

  void answer(Answer answer) {
    if (given_.exchange(true)) return;
    boost::asio::post(front_,
                      [give = std::move(give_), answer = std::move(answer)]() mutable { give(std::move(answer)); });
  }

 private:
  boost::asio::io_context& front_;
  std::function<void(Answer)> give_;
  Answer when_dropped_;
  std::atomic<bool> given_{false};
};

// The function for the handler: any thread, the first call counts; when its last copy goes unused, `when_dropped` is
// the answer.
template <class Answer>
std::function<void(Answer)> once(boost::asio::io_context& front, std::function<void(Answer)> give,
                                 Answer when_dropped) {
  auto state = std::make_shared<Once<Answer>>(front, std::move(give), std::move(when_dropped));
  return [state = std::move(state)](Answer answer) { state->answer(std::move(answer)); };
}

}  // namespace startex::net
