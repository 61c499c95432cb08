// What a draft of the report is made of: the facts of a record, and each section's text from them.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "review/report.hpp"
#include "review/scene.hpp"

namespace startex::review {

struct Rated {
  std::string objective, title, rating, note;  // rating: P, S, M, U; empty while nobody has rated it
  std::vector<std::uint64_t> n;
};

struct Moment {
  calendar::Millis at = 0;
  std::string kind, what, who;  // kind: the event's type
  std::uint64_t n = 0;
};

// What somebody noted: of the hotwash, or at a moment.
struct Note {
  std::string bookmark, title, text, who;
  std::string sense;  // "strength", "improvement"; empty: a bookmark
  std::string objective, moment;
  std::vector<std::uint64_t> n;  // the note, and the event that it is about
};

struct Asked {
  std::string questionnaire;
  Json planned, results;  // as control was told; results: null until it is closed
  std::uint64_t n = 0;    // of its closing
};

struct Written {
  std::int64_t version = 0;
  Json written;  // text, rows, or null: back to the draft
};

struct Facts {
  Scene scene;
  std::string marking, summary;
  calendar::Millis started_wall = 0, ended_wall = 0, started_at = 0, ended_at = 0;
  std::uint64_t started_n = 0, ended_n = 0;
  std::vector<Rated> objectives;
  std::vector<Moment> moments;  // of the timeline
  std::vector<Note> notes;
  std::vector<Asked> asked;
  std::map<std::string, std::map<std::string, std::string>> people;  // team ("" for others) → name → seat
  std::map<std::string, Json> tables;                                // measure → rows, of control's view
  std::map<std::string, Written> edits;                              // section → what was last written

  std::string team_name(const std::string& id) const;
};

// Nothing when the log is empty.
std::optional<Facts> gather(std::span<const std::string> stored);

std::string draft_text(const Facts& facts, std::string_view section, std::string_view language);
Json draft_plan(const Facts& facts, std::string_view language);

// The events that sections refer to.
std::map<std::uint64_t, Cited> cited_in(std::span<const std::string> stored, const std::vector<Section>& sections,
                                        const Facts& facts, std::string_view language);

// What people said about the exercise: into the facts, as findings, and as a section.
void hear(Facts& facts, const Seen& seen, const Scene& scene);
std::vector<std::string> noted(const Facts& facts, std::string_view sense, std::string_view language);
std::string voices(const Facts& facts, std::string_view language);

// "Posture: …", as the timeline says it.
std::string in_words(const Moment& moment, std::string_view language);
// Who acted, with their team; empty for control.
std::string speaker(const Json& by, const Scene& scene);
// " [#4, #9]", the first few.
std::string references(const Json& n);
// "2025-01-28 09:00" of an ISO text.
std::string readable(std::string iso);
// A text that somebody wrote, so that it stands in Markdown as it was written, in one line.
std::string plain_markdown(std::string_view text);

}  // namespace startex::review
