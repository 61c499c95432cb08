// What people said about the exercise, for the report: notes of the hotwash, bookmarks, and the results of
// questionnaires.
#include <fmt/format.h>

#include <algorithm>

#include "review/report_draft.hpp"
#include "review/report_words.hpp"

namespace startex::review {
namespace {

constexpr std::size_t texts_max = 40;  // of one question

// What a participant kept to themselves or shared with their own team only is no part of a report.
bool is_told(const exercise::Event& event) {
  return !event.by.contains("team") || (text_or(event.data, "kind") == "hotwash" && event.data.value("shared", false));
}

void note(Facts& facts, const Seen& seen, const Scene& scene) {
  const Json& data = seen.event.data;
  const auto id = text_or(data, "bookmark");
  std::erase_if(facts.notes, [&](const Note& one) { return one.bookmark == id; });
  if (seen.event.type == "bookmark.removed" || !is_told(seen.event)) return;
  Note one;
  one.bookmark = id;
  one.title = text_or(data, "title");
  one.text = text_or(data, "note");
  one.sense = text_or(data, "sense");
  one.objective = text_or(data, "objective");
  one.moment = readable(text_or(data, "moment"));
  one.who = speaker(seen.event.by, scene);
  one.n.push_back(seen.n);
  if (seen.event.control.is_object())
    if (const auto about = seen.event.control.value("seq", std::uint64_t{0}); about > 0) one.n.push_back(about);
  facts.notes.push_back(std::move(one));
}

std::string quoted(const Note& one, std::string_view language) {
  return fmt::format("{}{} — {}", plain_markdown(one.title), one.text.empty() ? "" : ": " + plain_markdown(one.text),
                     one.who.empty() ? std::string(word(language, "control")) : plain_markdown(one.who));
}

// "Agree: 3, Disagree: 1"; of a scale also its mean.
std::string counted(const Json& question, const Json& counts, std::string_view language) {
  const bool likert = text_or(question, "kind") == "likert";
  const Json labels = question.value(likert ? "labels" : "options", Json::array());
  std::string out;
  std::int64_t all = 0, sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto count = counts[i].get<std::int64_t>();
    all += count;
    sum += count * static_cast<std::int64_t>(i + 1);
    const auto label = i < labels.size() ? plain_markdown(text_or(labels[i], "text")) : std::to_string(i + 1);
    out += fmt::format("{}{}: {}", out.empty() ? "" : " · ", label, count);
  }
  if (!likert || all == 0) return out;
  return say(language, "mean", static_cast<double>(sum) / static_cast<double>(all), counts.size()) + " (" + out + ")";
}

std::string results(const Asked& asked, std::string_view language) {
  const Json& results = asked.results;
  auto out = fmt::format("\n### {}\n\n{} [#{}]\n\n", plain_markdown(text_or(asked.planned, "title")),
                         say(language, "answers", results.value("answers", std::int64_t{0})), asked.n);
  if (results.value("withheld", false)) return out + std::string(word(language, "withheld")) + '\n';
  const Json questions = asked.planned.value("questions", Json::array());
  for (const Json& result : results.value("results", Json::array())) {
    const auto id = text_or(result, "question");
    const auto question =
        std::find_if(questions.begin(), questions.end(), [&](const Json& one) { return text_or(one, "id") == id; });
    if (question == questions.end()) continue;
    out += "- **" + plain_markdown(text_or(*question, "text")) + "**";
    if (result.contains("counts")) out += ": " + counted(*question, result.at("counts"), language);
    out += '\n';
    std::size_t shown = 0;
    for (const Json& text : result.value("texts", Json::array())) {
      if (++shown > texts_max) break;
      out += "  - “" + plain_markdown(text.get<std::string>()) + "”\n";
    }
  }
  return out;
}

}  // namespace

void hear(Facts& facts, const Seen& seen, const Scene& scene) {
  const auto& event = seen.event;
  if (event.type.starts_with("bookmark.")) return note(facts, seen, scene);
  const auto id = text_or(event.data, "questionnaire");
  if (event.type == "questionnaire.planned") facts.asked.push_back({id, event.data, nullptr, 0});
  if (event.type != "questionnaire.closed") return;
  for (Asked& one : facts.asked)
    if (one.questionnaire == id) {
      one.results = event.control;
      one.n = seen.n;
    }
}

std::vector<std::string> noted(const Facts& facts, std::string_view sense, std::string_view language) {
  std::vector<std::string> out;
  for (const Note& one : facts.notes)
    if (one.sense == sense) out.push_back(say(language, "noted", quoted(one, language)) + references(one.n));
  return out;
}

std::string voices(const Facts& facts, std::string_view language) {
  std::string out;
  for (const auto* sense : {"strength", "improvement", ""}) {
    std::string list;
    for (const Note& one : facts.notes)
      if (one.sense == sense)
        list += fmt::format("- {}{}{}\n", one.sense.empty() ? one.moment + ' ' : "", quoted(one, language),
                            references(one.n));
    const auto* title = *sense == '\0' ? "bookmarks" : *sense == 's' ? "noted strengths" : "noted improvements";
    if (!list.empty()) out += fmt::format("{}### {}\n\n{}", out.empty() ? "" : "\n", word(language, title), list);
  }
  for (const Asked& one : facts.asked)
    if (one.n > 0) out += results(one, language);
  return out.empty() ? std::string(word(language, "none")) : out;
}

}  // namespace startex::review
