#include "runtime/draft.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "access/tokens.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark = ".draft";

bool synced(const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool done = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return done;
}

}  // namespace

Draft::Draft(const fs::path& target) : path_(target.string() + "." + access::new_id() + mark) {}

Draft::~Draft() {
  std::error_code ignored;
  for (const auto* suffix : {"", "-wal", "-journal", "-shm"}) fs::remove(path_.string() + suffix, ignored);
}

tl::expected<void, std::string> Draft::keep_as(const fs::path& name) {
  if (!synced(path_, O_RDONLY)) return tl::unexpected(std::string("It cannot be stored: ") + std::strerror(errno));
  // A link, which unlike a renaming does not take another file's place.
  if (::link(path_.c_str(), name.c_str()) != 0) {
    already_there_ = errno == EEXIST;
    return tl::unexpected(already_there_ ? std::string("There is a file of that name already.")
                                         : std::string("It cannot be stored: ") + std::strerror(errno));
  }
  const auto folder = name.parent_path();
  (void)synced(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  return {};
}

void remove_drafts(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().filename().string().find(mark) != std::string::npos) {
      std::error_code ignored;
      fs::remove(entry.path(), ignored);
    }
}

}  // namespace startex::runtime
