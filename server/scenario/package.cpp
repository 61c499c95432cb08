#include "scenario/package.hpp"

#include <fstream>
#include <sstream>

#include "exercise/limits.hpp"
#include "scenario/consequences.hpp"
#include "scenario/defence.hpp"
#include "scenario/pacings.hpp"
#include "scenario/references.hpp"
#include "scenario/schema.hpp"
#include "scenario/translations.hpp"
#include "scenario/yaml.hpp"

namespace startex::scenario {
namespace {

namespace fs = std::filesystem;

std::vector<Fault> one_fault(std::string pointer, std::string message) {
  return {{std::move(pointer), std::move(message), Severity::error}};
}

std::optional<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

tl::expected<Json, std::vector<Fault>> read_document(const fs::path& folder) {
  if (const auto text = read_text(folder / "scenario.yaml")) return parse_yaml(*text);
  const auto text = read_text(folder / "scenario.json");
  if (!text) return tl::unexpected(one_fault("", folder.string() + " holds neither scenario.json nor scenario.yaml."));
  auto document = json::parse(*text, {limits::scenario_bytes_max, 32});
  if (!document)
    return tl::unexpected(
        one_fault("", document.error().message + " (near byte " + std::to_string(document.error().offset) + ")"));
  return std::move(*document);
}

// Puts the text of a named file in the place of its name. Only plain files inside the package.
void inline_file(const fs::path& folder, Json& item, const std::string& pointer, std::vector<Fault>& faults) {
  if (!item.is_object() || !item.contains("file") || !item.at("file").is_string()) return;
  const fs::path name = item.at("file").get<std::string>();
  const auto refuse = [&](std::string message) {
    faults.push_back({pointer + "/file", std::move(message), Severity::error});
  };
  for (const auto& part : name)
    if (name.is_absolute() || part == "..")
      return refuse("A file lies inside the scenario's folder; name it from there.");
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(folder / name, error)))
    return refuse("There is no file " + name.string() + " in the scenario's folder.");
  auto text = read_text(folder / name);
  if (!text || !json::is_utf8(*text)) return refuse("The file " + name.string() + " cannot be read as UTF-8 text.");
  item.erase("file");
  item["body"] = std::move(*text);
}

std::vector<Fault> within(const std::string& base, std::vector<Fault> faults) {
  for (Fault& fault : faults) fault.pointer = base + fault.pointer;
  return faults;
}

}  // namespace

tl::expected<Package, std::vector<Fault>> load(const fs::path& folder, const Json& schema) {
  auto document = read_document(folder);
  if (!document) return tl::unexpected(document.error());
  std::vector<Fault> faults;
  if (document->is_object() && document->contains("guide"))
    inline_file(folder, document->at("guide"), "/guide", faults);
  for (const auto* list : {"briefs", "injects"})
    if (document->is_object() && document->contains(list) && document->at(list).is_array())
      for (std::size_t i = 0; i < document->at(list).size(); ++i)
        inline_file(folder, document->at(list)[i], json::pointer(json::pointer("", list), i), faults);
  if (const auto text = read_text(folder / "translations.yaml")) {
    auto translations = parse_yaml(*text);
    if (!translations) return tl::unexpected(within("/translations", std::move(translations.error())));
    (*document)["translations"] = std::move(*translations);
  }
  auto package = check(std::move(*document), schema);
  if (!package) faults.insert(faults.end(), package.error().begin(), package.error().end());
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return package;
}

tl::expected<Package, std::vector<Fault>> check(Json document, const Json& schema) {
  auto [faults, readable] = check_schema(document, schema);
  // References are looked up only in a document of the right shape.
  if (readable)
    for (const auto more_checks :
         {check_references, check_defence, check_translations, check_pacings, check_consequences})
      for (auto& one : more_checks(document)) faults.push_back(std::move(one));
  Package package{std::move(document), "", {}};
  package.text = json::to_text(package.document);
  if (package.text.size() > limits::scenario_bytes_max)
    faults.push_back({"", "The scenario is larger than 2 MiB.", Severity::error});
  for (const Fault& fault : faults)
    if (fault.severity == Severity::error) return tl::unexpected(std::move(faults));
  package.warnings = std::move(faults);
  return package;
}

tl::expected<Json, std::string> read_schema(const fs::path& scenarios) {
  const auto text = read_text(scenarios / "schema.json");
  if (!text) return tl::unexpected("There is no schema.json in " + scenarios.string() + ".");
  auto schema = json::parse(*text, {limits::scenario_bytes_max, 64});
  if (!schema)
    return tl::unexpected("The schema.json in " + scenarios.string() + " cannot be read: " + schema.error().message);
  return std::move(*schema);
}

}  // namespace startex::scenario
