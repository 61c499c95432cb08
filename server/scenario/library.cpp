#include "scenario/library.hpp"

#include <algorithm>

namespace startex::scenario {

namespace fs = std::filesystem;

tl::expected<Library, std::string> Library::read(const fs::path& scenarios) {
  std::error_code error;
  if (!fs::is_directory(scenarios, error))
    return tl::unexpected("The scenario folder " + scenarios.string() + " is not there. Name it with --scenarios.");
  auto schema = read_schema(scenarios);
  if (!schema) return tl::unexpected(schema.error());
  Library library;
  library.schema_ = std::move(*schema);
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(scenarios, error))
    if (entry.is_directory() &&
        (fs::exists(entry.path() / "scenario.json") || fs::exists(entry.path() / "scenario.yaml")))
      folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  for (const auto& folder : folders) {
    auto package = load(folder, library.schema_);
    if (package)
      library.entries_.push_back({package->document.at("id").get<std::string>(), std::move(*package), {}});
    else
      library.entries_.push_back({folder.filename().string(), std::nullopt, package.error()});
  }
  if (library.entries_.empty())
    return tl::unexpected("The folder " + scenarios.string() + " holds no scenario. Name another with --scenarios.");
  return library;
}

const Package* Library::find(const std::string& id) const {
  for (const Entry& entry : entries_)
    if (entry.id == id && entry.package) return &*entry.package;
  return nullptr;
}

tl::expected<std::string, std::vector<Fault>> Library::add(Json document) {
  auto package = check(std::move(document), schema_);
  if (!package) return tl::unexpected(package.error());
  const auto id = package->document.at("id").get<std::string>();
  const auto old = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == id; });
  if (old != entries_.end())
    *old = {id, std::move(*package), {}};
  else
    entries_.push_back({id, std::move(*package), {}});
  return id;
}

}  // namespace startex::scenario
