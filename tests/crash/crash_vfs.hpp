// A disk for SQLite that remembers what has been synced and what has not, and can say what it might hold after the
// power was cut at any moment: each write since its file's last sync is kept, torn at a sector of 512 bytes, or lost.
// That a file exists and how it is named count as durable at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace startex::test {

class CrashDisk {
 public:
  using Files = std::map<std::string, std::string>;

  // Registers itself as the SQLite VFS of this name. One at a time under a name.
  explicit CrashDisk(std::string name, Files files = {});
  ~CrashDisk();
  CrashDisk(const CrashDisk&) = delete;

  const std::string& name() const { return name_; }

  // Called before each write, truncation and sync.
  std::function<void()> before_operation = [] {};

  Files after_power_cut(std::mt19937_64& random) const;

  struct Change {
    std::size_t offset;
    std::string bytes;
    bool truncates;  // to `offset`
  };
  struct File {
    std::string content;  // as programs see it
    std::string durable;  // as of the last sync
    std::vector<Change> unsynced;
  };
  std::map<std::string, File> files;

 private:
  struct Vfs;
  std::string name_;
  Vfs* vfs_;
};

}  // namespace startex::test
