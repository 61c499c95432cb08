// Questions to the participants before the exercise, in the hotwash and after it. One answer a participant, which can be
// changed while the questionnaire is open.
//
// Of an anonymous one nobody learns who answered what, control and whoever reads the record included. That somebody has
// answered is an event of theirs; what they answered stands in it sealed and padded to one length, so that neither
// order nor time nor size ties an answer to a person. Closing opens the seals and tells the results question by
// question, sorted, without whole answers, and only when enough have come.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Question {
  enum class Kind { likert, choice, text };
  std::string id;
  Kind kind = Kind::text;
  std::size_t choices = 0;  // of likert and choice
  bool required = false;
};

struct Questionnaire {
  enum class Stage { planned, open, closed };
  std::string id, when;  // "before", "hotwash", "after"
  Stage stage = Stage::planned;
  bool anonymous = false, published = false;
  Audience to;
  std::vector<Question> questions;
  Json announced;                       // the data of questionnaire.opened
  std::map<std::string, Json> answers;  // participant → [{"question","value"|"text"}]; anonymous: the sealed text
  Json results;                         // once closed: the control part of questionnaire.closed

  const Question* question(std::string_view name) const;
};

struct Questionnaires {
  std::map<std::string, Questionnaire> questionnaires;
};

extern const Capability questionnaires_capability;

}  // namespace startex::exercise
