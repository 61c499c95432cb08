// What tests of the whole program stand on: a folder of their own that goes with them, and the scenarios that are
// shipped.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace startex::test {

inline const std::string shipped = std::string(STARTEX_SOURCE_DIR) + "/scenarios";

struct Folder {
  std::string path = [] {
    std::string name = (std::filesystem::temp_directory_path() / "startex-test-XXXXXX").string();
    return std::string(::mkdtemp(name.data()));
  }();
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const std::string& name) const { return path + "/" + name; }
};

}  // namespace startex::test
