#include "access/roster.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "access/csv.hpp"

namespace startex::access {
namespace {

constexpr std::size_t name_max = 60;  // code points, as when one joins by hand

// Without what people write differently: case (of Latin letters), blanks, dashes, full stops.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_' || c == '.' || c == '\t') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

// The column that a heading means; empty when it means none.
std::string column_of(const std::string& heading) {
  static const std::map<std::string, std::string> known{
      {"name", "name"},
      {"fullname", "name"},
      {"student", "name"},
      {"participant", "name"},
      {"이름", "name"},
      {"성명", "name"},
      {"氏名", "name"},
      {"名前", "name"},
      {"email", "email"},
      {"mail", "email"},
      {"emailaddress", "email"},
      {"이메일", "email"},
      {"메일", "email"},
      {"メール", "email"},
      {"メールアドレス", "email"},
      {"電子メール", "email"},
      {"team", "team"},
      {"delegation", "team"},
      {"팀", "team"},
      {"대표단", "team"},
      {"チーム", "team"},
      {"代表団", "team"},
      {"seat", "seat"},
      {"role", "seat"},
      {"position", "seat"},
      {"자리", "seat"},
      {"직책", "seat"},
      {"좌석", "seat"},
      {"席", "seat"},
      {"役職", "seat"},
      {"役割", "seat"},
  };
  const auto it = known.find(folded(heading));
  return it == known.end() ? "" : it->second;
}

struct Place {
  std::string team, seat, role = "participant";
};

// What the names in a file mean. A title that several seats have is known within its team only.
class Places {
 public:
  explicit Places(const Json& document) {
    learn(document);
    for (const Json& team : document.at("teams")) {
      const auto id = team.at("id").get<std::string>();
      for (const auto& name : names_of(team, "name")) teams_[name] = id;
      for (const Json& seat : team.at("seats")) {
        const auto seat_id = seat.at("id").get<std::string>();
        auto names = names_of(seat, "title");
        names.insert(folded(std::string_view(seat_id).substr(std::min(seat_id.size(), seat_id.find('.') + 1))));
        for (const auto& name : names) seats_[id][name] = seat_id;
      }
    }
    for (const auto* role : {"observer", "evaluator"}) roles_[role] = role;
    roles_.insert({{"참관자", "observer"},
                   {"참관인", "observer"},
                   {"オブザーバー", "observer"},
                   {"평가자", "evaluator"},
                   {"평가관", "evaluator"},
                   {"評価者", "evaluator"}});
  }

  std::optional<Place> team(const std::string& text) const {
    const auto name = folded(text);
    if (const auto it = teams_.find(name); it != teams_.end()) return Place{it->second, ""};
    if (const auto it = roles_.find(name); it != roles_.end()) return Place{"", "", it->second};
    return std::nullopt;
  }
  // All the seats that a name can mean: of one team, or of any where no team is named.
  std::vector<Place> seats(const std::string& team, const std::string& text) const {
    std::vector<Place> found;
    for (const auto& [id, seats] : seats_)
      if (const auto it = seats.find(folded(text)); it != seats.end() && (team.empty() || team == id))
        found.push_back({id, it->second});
    return found;
  }

 private:
  // What a text is called in the scenario's other languages.
  void learn(const Json& document) {
    const auto first = document.value("languages", Json::array({"en"})).at(0).get<std::string>();
    for (const Json& entry : document.value("translations", Json::array())) {
      auto& others = translations_[folded(entry.value(first, ""))];
      for (const auto& [language, text] : entry.items())
        if (text.is_string()) others.insert(folded(text.get<std::string>()));
    }
  }
  std::set<std::string> names_of(const Json& thing, const char* key) const {
    const auto name = folded(thing.at(key).get<std::string>());
    std::set<std::string> names{folded(thing.at("id").get<std::string>()), name};
    if (const auto it = translations_.find(name); it != translations_.end())
      names.insert(it->second.begin(), it->second.end());
    return names;
  }

  std::map<std::string, std::set<std::string>> translations_;
  std::map<std::string, std::string> teams_, roles_;
  std::map<std::string, std::map<std::string, std::string>> seats_;
};

class Checker {
 public:
  Checker(Roster& roster, const Json& document) : roster_(roster), places_(document) {}

  void take(const CsvRow& row, const std::map<std::string, std::size_t>& at) {
    line_ = row.line;
    const auto cell = [&](const char* column) {
      const auto it = at.find(column);
      return it == at.end() || it->second >= row.cells.size() ? std::string() : row.cells[it->second];
    };
    RosterPerson person{cell("name"), cell("email"), "", "", ""};
    if (person.name.empty()) fault("name", "A name is missing.");
    if (code_points(person.name) > name_max || has_control(person.name))
      fault("name", "A name is one line of at most 60 characters.");
    check_email(person.email);
    place(person, cell("team"), cell("seat"));
    check_double(person);
    roster_.people.push_back(std::move(person));
  }

 private:
  void fault(const char* column, std::string message) { roster_.faults.push_back({line_, column, std::move(message)}); }

  void check_email(const std::string& email) {
    if (email.empty()) return;
    const auto at = email.find('@');
    if (email.size() > email_max || has_control(email) || email.find(' ') != std::string::npos || at == 0 ||
        at == std::string::npos || at + 1 == email.size() || email.find('@', at + 1) != std::string::npos)
      fault("email", "\"" + email.substr(0, 80) + "\" is not an e-mail address.");
  }

  void place(RosterPerson& person, const std::string& team, const std::string& seat) {
    std::optional<Place> found = places_.team(team);
    if (!team.empty() && !found) {
      fault("team", "There is no team \"" + team.substr(0, 80) + "\" in this scenario.");
      return;
    }
    if (seat.empty()) {
      if (!found) fault("team", "Name a team, or a seat.");
    } else if (found && found->team.empty()) {
      fault("seat", "Observers and evaluators have no seat. Leave this cell empty.");
    } else {
      const auto seats = places_.seats(found ? found->team : "", seat);
      if (seats.empty()) fault("seat", "There is no seat \"" + seat.substr(0, 80) + "\" in this team.");
      if (seats.size() > 1)
        fault("seat", "Several teams have a seat \"" + seat.substr(0, 80) + "\". Name the team too.");
      if (seats.size() == 1) found = seats.front();
    }
    if (!found) return;
    person.role = found->role;
    person.team = found->team;
    person.seat = found->seat;
  }

  void check_double(const RosterPerson& person) {
    const auto key = person.email.empty() ? person.name + '\n' + person.team : folded(person.email);
    const auto [it, first] = seen_.emplace(key, line_);
    if (!first) fault("", "This person stands in line " + std::to_string(it->second) + " already.");
  }

  Roster& roster_;
  Places places_;
  std::map<std::string, std::size_t> seen_;
  std::size_t line_ = 0;
};

}  // namespace

tl::expected<Roster, std::string> read_roster(std::string_view bytes, const Json& document) {
  const auto table = read_csv(bytes);
  if (!table) return tl::unexpected(table.error());
  if (table->rows.size() < 2)
    return tl::unexpected(
        std::string("There is nobody in this file. Its first row names the columns: name, e-mail, team, seat."));
  if (table->rows.size() > roster_people_max + 1)
    return tl::unexpected("There are more than " + std::to_string(roster_people_max) + " people in this file.");
  Roster roster;
  roster.encoding = table->encoding;
  std::map<std::string, std::size_t> at;
  const auto& headings = table->rows.front().cells;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto column = column_of(headings[i]);
    if (column.empty() && !headings[i].empty()) roster.ignored.push_back(headings[i]);
    if (!column.empty() && !at.emplace(column, i).second)
      return tl::unexpected("Two columns are headed \"" + column + "\".");
  }
  if (!at.contains("name"))
    return tl::unexpected(
        std::string("No column is headed \"name\". The first row names the columns: name, e-mail, team, seat."));
  if (!at.contains("team") && !at.contains("seat"))
    return tl::unexpected(std::string("No column is headed \"team\" or \"seat\". The first row names the columns."));
  Checker checker(roster, document);
  for (std::size_t i = 1; i < table->rows.size() && roster.faults.size() < roster_faults_max; ++i)
    checker.take(table->rows[i], at);
  return roster;
}

}  // namespace startex::access
