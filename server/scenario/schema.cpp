#include "scenario/schema.hpp"

#include <algorithm>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace startex::scenario {
namespace {

// "<root>[injects][3][at]" → "/injects/3/at"
std::string to_pointer(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    std::string part = context[i];
    if (part.size() >= 2 && part.front() == '[' && part.back() == ']') part = part.substr(1, part.size() - 2);
    pointer = json::pointer(pointer, part);
  }
  return pointer;
}

// "Failed to validate against …": that something below is wrong, and not what.
bool is_summary(const Fault& fault) { return fault.message.starts_with("Failed to validate against"); }

// Where one of several keys is expected and none is there, the validator misses each of them: one sentence instead.
void name_alternatives(std::vector<Fault>& found) {
  const std::string missing = "Missing required property ";
  std::set<std::string> pointers;
  for (const Fault& fault : found)
    if (is_summary(fault) && fault.message.find("oneOf") != std::string::npos) pointers.insert(fault.pointer);
  for (const auto& pointer : pointers) {
    std::string keys;
    std::erase_if(found, [&](const Fault& fault) {
      const bool one = fault.pointer == pointer && fault.message.starts_with(missing);
      if (one)
        keys += (keys.empty() ? "" : ", ") +
                fault.message.substr(missing.size(), fault.message.size() - missing.size() - 1);
      return one;
    });
    if (!keys.empty()) found.push_back({pointer, "One of these is expected here: " + keys + ".", Severity::error});
  }
}

// The validator's words, and ours. What stands after them is a name or a number.
struct Wording {
  std::string_view theirs, before, after;
  bool keeps_shape;  // the document can be read on all the same: every value is where it belongs and of its kind
};
constexpr Wording wordings[] = {
    {"Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: ",
     "Nothing of this name belongs here: ", "", true},
    {"Expected number greater than or equal to ", "A number of at least ", " is expected here.", true},
    {"Expected number less than or equal to ", "A number of at most ", " is expected here.", true},
    {"Expected number greater than ", "A number above ", " is expected here.", true},
    {"Expected number less than ", "A number below ", " is expected here.", true},
    {"String should be no more than ", "A text of no more than ", "", true},
    {"Failed to match against any enum values.", "This is none of the words that are known here.", "", true},
    {"Failed to match regex", "Small letters, digits and single hyphens are expected here", ".", true},
    {"Elements at indexes ", "Something stands here twice: elements ", "", true},
    {"Array should contain no more than ", "A list of no more than ", "", true},
    {"Missing required property ", "This is missing here: ", "", false},
    {"Value type not permitted by 'type' constraint.",
     "This is of another kind than what is expected here: docs/authoring.md says which.", "", false},
};

// "0.500000" → "0.5"
std::string plain_number(std::string text) {
  if (text.find('.') == std::string::npos || text.find_first_not_of("-0123456789.") != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// Says it in our words; whether what is wrong leaves the document's shape as it is.
bool reword(Fault& fault) {
  for (const Wording& wording : wordings) {
    if (!fault.message.starts_with(wording.theirs)) continue;
    const auto rest = fault.message.substr(wording.theirs.size());
    fault.message = std::string(wording.before) +
                    (fault.message.starts_with("Failed") ? "" : plain_number(rest)) + std::string(wording.after);
    return wording.keeps_shape;
  }
  return false;
}

}  // namespace

SchemaReport check_schema(const Json& document, const Json& schema_document) {
  valijson::Schema schema;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_document), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  if (validator.validate(schema, adapter, &results)) return {};
  // The validator tells the same fault once for the value and once for each container and alternative that it spoils:
  // the deepest says it best, and a sentence of its own better than that something failed.
  std::vector<Fault> found;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) found.push_back({to_pointer(error.context), error.description, Severity::error});
  name_alternatives(found);
  SchemaReport report;
  std::set<std::string> told;
  for (const Fault& fault : found) {
    const bool said_better = std::any_of(found.begin(), found.end(), [&](const Fault& other) {
      return (other.pointer.size() > fault.pointer.size() && other.pointer.starts_with(fault.pointer + "/")) ||
             (other.pointer == fault.pointer && is_summary(fault) && !is_summary(other));
    });
    if (!said_better && told.insert(fault.pointer + fault.message).second) report.faults.push_back(fault);
  }
  for (Fault& fault : report.faults) report.readable = reword(fault) && report.readable;
  std::stable_sort(report.faults.begin(), report.faults.end(),
                   [](const Fault& a, const Fault& b) { return a.pointer < b.pointer; });
  return report;
}

}  // namespace startex::scenario
