#include "access/roster.hpp"

#include <gtest/gtest.h>

namespace startex::access {
namespace {

const Json document = Json::parse(R"({
  "languages": ["en", "ko"],
  "translations": [{ "en": "Republic of Korea", "ko": "대한민국" }, { "en": "Foreign minister", "ko": "외교부 장관" }],
  "teams": [
    { "id": "rok", "name": "Republic of Korea", "seats": [
      { "id": "rok.head", "title": "Head" }, { "id": "rok.foreign", "title": "Foreign minister" } ] },
    { "id": "jp", "name": "Japan", "seats": [
      { "id": "jp.head", "title": "Head" }, { "id": "jp.press", "title": "Press officer" } ] } ] })");

Roster good(std::string_view text) {
  const auto roster = read_roster(text, document);
  EXPECT_TRUE(roster) << (roster ? "" : roster.error());
  if (!roster) return {};
  for (const auto& fault : roster->faults) ADD_FAILURE() << fault.line << ' ' << fault.message;
  return *roster;
}

std::string faults(std::string_view text) {
  const auto roster = read_roster(text, document);
  if (!roster) return roster.error();
  std::string all;
  for (const auto& fault : roster->faults) all += std::to_string(fault.line) + ' ' + fault.column + ' ' + fault.message;
  return all;
}

TEST(Roster, PutsPeopleWhereTheListSays) {
  const auto roster = good(
      "Student;Seat;E-MAIL;Team;Grade\n"
      "Kim;foreign;kim@x.kr;ROK;A\n"
      "Lee;rok.head;;Republic of Korea;\n"
      "Sato;Press officer;;;\n"
      "Abe;;;japan;\n"
      "Watching;;;Observer;\n"
      "박;외교부 장관;;대한민국;\n");
  const std::vector<RosterPerson> wanted{{"Kim", "kim@x.kr", "participant", "rok", "rok.foreign"},
                                         {"Lee", "", "participant", "rok", "rok.head"},
                                         {"Sato", "", "participant", "jp", "jp.press"},
                                         {"Abe", "", "participant", "jp", ""},
                                         {"Watching", "", "observer", "", ""},
                                         {"박", "", "participant", "rok", "rok.foreign"}};
  EXPECT_EQ(roster.people, wanted);
  EXPECT_EQ(roster.ignored, std::vector<std::string>{"Grade"});
}

TEST(Roster, HeadingsAreReadInKoreanAndJapanese) {
  EXPECT_EQ(good("이름,이메일,팀,자리\n김,k@x.kr,rok,head\n").people.at(0).seat, "rok.head");
  EXPECT_EQ(good("氏名,メールアドレス,チーム,役職\n佐藤,s@x.jp,jp,press\n").people.at(0).seat, "jp.press");
}

TEST(Roster, AFaultNamesItsLine) {
  EXPECT_NE(faults("name,team\nKim,rok\nLee,mars\n").find("3 team There is no team \"mars\""), std::string::npos);
  EXPECT_NE(faults("name,team,seat\nKim,rok,press\n").find("2 seat There is no seat"), std::string::npos);
  EXPECT_NE(faults("name,seat\nKim,head\n").find("Several teams have a seat"), std::string::npos);
  EXPECT_NE(faults("name,team,seat\nKim,observer,head\n").find("2 seat Observers"), std::string::npos);
  EXPECT_NE(faults("name,team\n,rok\n").find("2 name A name is missing"), std::string::npos);
  EXPECT_NE(faults("name,team\nKim,\n").find("2 team Name a team"), std::string::npos);
  EXPECT_NE(faults("name,email,team\nKim,kim at x,rok\n").find("2 email"), std::string::npos);
  EXPECT_NE(faults("name,team\nKim,rok\nKim,rok\n").find("3  This person stands in line 2"), std::string::npos);
  EXPECT_NE(faults("name,team\n" + std::string(61, 'x') + ",rok\n").find("60 characters"), std::string::npos);
  EXPECT_EQ(faults("name,email,team\nKim,a@x.kr,rok\nKim,b@x.kr,rok\n"), "");
}

TEST(Roster, AFileThatIsNoListIsRefusedWithASentence) {
  EXPECT_NE(faults("").find("There is nobody"), std::string::npos);
  EXPECT_NE(faults("name,team\n").find("There is nobody"), std::string::npos);
  EXPECT_NE(faults("who,where\nKim,rok\n").find("\"name\""), std::string::npos);
  EXPECT_NE(faults("name,grade\nKim,A\n").find("\"team\""), std::string::npos);
  EXPECT_NE(faults("name,name,team\nKim,Kim,rok\n").find("Two columns"), std::string::npos);
  std::string many = "name,team\n";
  for (int i = 0; i < 501; ++i) many += "P" + std::to_string(i) + ",rok\n";
  EXPECT_NE(faults(many).find("more than 500"), std::string::npos);
}

}  // namespace
}  // namespace startex::access
