// A scenario package: a folder with scenario.json or scenario.yaml and the files that it names. What is loaded is one
// document with every file inlined, checked whole: all faults at once, each with its place and a sentence.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "json/json.hpp"

namespace startex::scenario {

enum class Severity { error, warning };

struct Fault {
  std::string pointer;  // into the document, RFC 6901
  std::string message;
  Severity severity = Severity::error;
};

struct Package {
  Json document;
  std::string text;  // canonical: what an exercise's first event names by its hash
  std::vector<Fault> warnings;
};

// Reads a folder. `schema` is scenarios/schema.json.
tl::expected<Package, std::vector<Fault>> load(const std::filesystem::path& folder, const Json& schema);

// Checks a document that has its texts in it.
tl::expected<Package, std::vector<Fault>> check(Json document, const Json& schema);

// The schema that lies in a folder of scenarios; the error is a sentence.
tl::expected<Json, std::string> read_schema(const std::filesystem::path& scenarios);

}  // namespace startex::scenario
