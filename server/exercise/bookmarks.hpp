// What people want to find again: bookmarks at moments of the exercise, and after ENDEX the notes of the hotwash, each a
// strength or something to improve. A participant's own stay with the seat until they are shared: a bookmark with the
// team, a note of the hotwash with everybody.
#pragma once

#include <map>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Bookmark {
  std::string id, author;  // a participant id, or "control"
  bool removed = false, shared = false;
  Audience audience, wider;  // who sees it; who will when it is shared
  Json data, control;        // as it was added
};

struct Bookmarks {
  std::map<std::string, Bookmark> bookmarks;
};

extern const Capability bookmarks_capability;

}  // namespace startex::exercise
