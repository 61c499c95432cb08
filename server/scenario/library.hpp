// The scenarios that this server can play: the packages of a folder, and what facilitators have added since.
#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

class Library {
 public:
  struct Entry {
    std::string id;
    std::optional<Package> package;  // nothing when it has faults
    std::vector<Fault> faults;
  };

  // Loads every package below the folder. One with faults is listed with them and cannot be played; a folder without
  // any, or without schema.json, is an error with a sentence.
  static tl::expected<Library, std::string> read(const std::filesystem::path& scenarios);

  const std::deque<Entry>& entries() const { return entries_; }
  const Package* find(const std::string& id) const;

  // Checks a document and, when it is good, adds it in place of one with the same id. Exercises that are made of the
  // old one keep it.
  tl::expected<std::string, std::vector<Fault>> add(Json document);

 private:
  Json schema_;
  std::deque<Entry> entries_;
};

}  // namespace startex::scenario
