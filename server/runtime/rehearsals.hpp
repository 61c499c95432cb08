// Rehearsals on a thread of their own, one after another: they take seconds of a core, and nobody who plays waits for
// them. Asked from the front thread.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "exercise/error.hpp"
#include "log/log_threads.hpp"
#include "rehearsal/coverage.hpp"

namespace startex::limits {

inline constexpr int rehearsals_max = 4;                // under way at once
inline constexpr std::size_t rehearsals_kept_max = 20;  // whose outcome can still be read

}  // namespace startex::limits

namespace startex::runtime {

struct WantedRehearsal {
  Json scenario;  // the whole document, which has been checked
  std::uint64_t seed = 1;
  bool nobody = false;
};

class Rehearsals {
 public:
  Rehearsals() = default;
  // Stops what is running.
  ~Rehearsals();

  // Its id; refused while too many wait.
  Result<std::string> begin(WantedRehearsal wanted);
  // {"rehearsal","scenario","seed","nobody","state","progress","coverage"?}; nothing: there is none of this id, or it has
  // been forgotten, because only the latest are kept.
  std::optional<Json> look(const std::string& id) const;
  // Whether there is one of this id. One that is over stays as it is.
  bool cancel(const std::string& id);

 private:
  enum class State { running, done, cancelled, failed };

  struct Play {
    std::string id;
    WantedRehearsal wanted;
    std::atomic<bool> stopped{false};
    std::atomic<double> progress{0};
    std::atomic<State> state{State::running};
    Json coverage;  // written before `state` says done
  };

  static void perform(Play& play);
  Play* find(const std::string& id) const;

  std::deque<std::shared_ptr<Play>> plays_;  // the latest last
  log::LogThreads thread_{1};
};

}  // namespace startex::runtime
