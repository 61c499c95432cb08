// A file that is there whole or not at all: written under another name, and given its own when it is finished.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

namespace startex::runtime {

class Draft {
 public:
  // Beside `target`, in whose folder it is made.
  explicit Draft(const std::filesystem::path& target);
  // Removes what has not been kept, and what SQLite made beside it.
  ~Draft();
  Draft(const Draft&) = delete;

  std::string path() const { return path_.string(); }

  // Durably, under a name that nothing has yet. The error is a sentence; `already_there` says whether that is why.
  tl::expected<void, std::string> keep_as(const std::filesystem::path& name);
  bool already_there() const { return already_there_; }

 private:
  std::filesystem::path path_;
  bool already_there_ = false;
};

// Removes the drafts that an ended program has left in a folder.
void remove_drafts(const std::filesystem::path& folder);

}  // namespace startex::runtime
