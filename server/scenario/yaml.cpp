#include "scenario/yaml.hpp"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <sstream>

namespace startex::scenario {
namespace {

constexpr int depth_max = 32;

class Converter {
 public:
  Json convert(const YAML::Node& node, const std::string& pointer, int depth) {
    if (depth > depth_max) return fault(node, pointer, "This is nested too deeply.");
    if (node.IsMap()) return map(node, pointer, depth);
    if (node.IsSequence()) {
      Json list = Json::array();
      for (std::size_t i = 0; i < node.size(); ++i)
        list.push_back(convert(node[i], json::pointer(pointer, i), depth + 1));
      return list;
    }
    if (node.IsScalar()) return scalar(node);
    return nullptr;
  }

  std::vector<Fault> faults;

 private:
  Json fault(const YAML::Node& node, const std::string& pointer, const std::string& message) {
    faults.push_back({pointer, "Line " + std::to_string(node.Mark().line + 1) + ": " + message, Severity::error});
    return nullptr;
  }

  Json map(const YAML::Node& node, const std::string& pointer, int depth) {
    Json object = Json::object();
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) return fault(entry.first, pointer, "A key is plain text.");
      const auto key = entry.first.Scalar();
      if (object.contains(key)) {
        fault(entry.first, json::pointer(pointer, key), "This key stands twice.");
        continue;
      }
      object[key] = convert(entry.second, json::pointer(pointer, key), depth + 1);
    }
    return object;
  }

  // A quoted scalar carries the tag "!" and is text whatever it looks like.
  static Json scalar(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") return text;
    if (text.empty() || text == "~" || text == "null") return nullptr;
    if (text == "true") return true;
    if (text == "false") return false;
    std::int64_t whole = 0;
    const auto* end = text.data() + text.size();
    const bool octal_looking = text.size() > 1 && text[0] == '0' && text[1] != '.';
    if (!octal_looking && std::from_chars(text.data(), end, whole).ptr == end) return whole;
    double number = 0;
    if (!octal_looking && text.find_first_not_of("0123456789+-.eE") == std::string::npos &&
        std::from_chars(text.data(), end, number).ptr == end)
      return number;
    return text;
  }
};

}  // namespace

tl::expected<Json, std::vector<Fault>> parse_yaml(const std::string& text) {
  const auto refuse = [](std::string message) {
    return tl::unexpected(std::vector<Fault>{{"", std::move(message), Severity::error}});
  };
  if (!json::is_utf8(text)) return refuse("The file is not UTF-8 text.");
  // An alias can blow a small file up to any size: the parser would follow it before we could count.
  struct NoAliases : YAML::EventHandler {
    bool found = false;
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override { found = true; }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
  };
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    NoAliases watch;
    parser.HandleNextDocument(watch);
    if (watch.found) return refuse("Aliases (*name) are not taken. Write the text out.");
    Converter converter;
    Json document = converter.convert(YAML::Load(text), "", 0);
    if (!converter.faults.empty()) return tl::unexpected(std::move(converter.faults));
    return document;
  } catch (const YAML::Exception& error) {
    return refuse("Line " + std::to_string(error.mark.line + 1) + ": " + error.msg + ".");
  }
}

}  // namespace startex::scenario
