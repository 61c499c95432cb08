// The facilitator's token is read by its owner only, or not at all.
#include "access/facilitator_token.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace startex::access {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;

class FacilitatorToken : public testing::Test {
 protected:
  FacilitatorToken() : folder_(fs::path(testing::TempDir()) / ("token-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directory(folder_);
  }
  ~FacilitatorToken() override { fs::remove_all(folder_); }

  std::string file() const { return (folder_ / "token").string(); }
  void write(const std::string& text, fs::perms perms = fs::perms::owner_read | fs::perms::owner_write) const {
    std::ofstream(file(), std::ios::binary) << text;
    fs::permissions(file(), perms);
  }
  std::string refusal() const {
    const auto token = load_or_create_token(file());
    return token ? "accepted: " + *token : token.error();
  }

  fs::path folder_;
};

TEST_F(FacilitatorToken, IsMadeWhenAbsentForItsOwnerOnlyAndIsTheSameNextTime) {
  const auto made = load_or_create_token(file());
  ASSERT_TRUE(made) << made.error();
  EXPECT_THAT(*made, MatchesRegex("[A-Za-z0-9_-]{43}"));
  struct stat facts {};
  ASSERT_EQ(::stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  EXPECT_EQ(load_or_create_token(file()), made);
}

TEST_F(FacilitatorToken, IsForItsOwnerOnlyEvenUnderALaxUmask) {
  const auto before = ::umask(0);
  const auto made = load_or_create_token(file());
  ::umask(before);
  ASSERT_TRUE(made);
  struct stat facts {};
  ASSERT_EQ(::stat(file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(FacilitatorToken, MayBeTheOperatorsOwn) {
  write("correct-horse-battery-staple-2026-11-23\r\n");
  EXPECT_EQ(load_or_create_token(file()), "correct-horse-battery-staple-2026-11-23");
}

TEST_F(FacilitatorToken, IsRefusedWhenOthersMayReadOrWriteItAndTheAnswerSaysWhatToType) {
  for (const unsigned mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0601U, 0644U, 0666U, 0777U}) {
    write(std::string(43, 'x'), static_cast<fs::perms>(mode));
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file()), HasSubstr("chmod 600 " + file()))) << mode;
  }
}

TEST_F(FacilitatorToken, IsNotReadThroughALink) {
  const auto target = (folder_ / "target").string();
  std::ofstream(target) << std::string(43, 'x');
  fs::permissions(target, fs::perms::owner_read);
  fs::create_symlink(target, file());
  EXPECT_THAT(refusal(), AllOf(HasSubstr(file()), HasSubstr("link")));
}

TEST_F(FacilitatorToken, IsNotMadeThroughALinkThatPointsNowhere) {
  fs::create_symlink(folder_ / "elsewhere", file());
  EXPECT_THAT(refusal(), HasSubstr("link"));
  EXPECT_FALSE(fs::exists(folder_ / "elsewhere"));
}

TEST_F(FacilitatorToken, IsAFileAndNothingElse) {
  fs::create_directory(file());
  fs::permissions(file(), fs::perms::owner_all);
  EXPECT_THAT(refusal(), HasSubstr("not a file"));
  fs::remove(file());
  // A pipe that nobody writes to must not hold the start for ever.
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  EXPECT_THAT(refusal(), HasSubstr("not a file"));
}

TEST_F(FacilitatorToken, IsRefusedWhenItCannotBeAToken) {
  const std::string good(43, 'x');
  for (const auto& text :
       {std::string(), std::string("\n"), std::string(31, 'x'), std::string(201, 'x'), good + "\n" + good,
        good + " " + good, good + '\0', good + "\xC3\x96", good + std::string(300, ' ') + good}) {
    write(text);
    EXPECT_THAT(refusal(), AllOf(HasSubstr(file()), HasSubstr("one line of 32 to 200"))) << text;
  }
}

TEST_F(FacilitatorToken, SaysWhyItCannotBeMade) {
  const auto nowhere = (folder_ / "no" / "such" / "folder" / "token").string();
  const auto token = load_or_create_token(nowhere);
  ASSERT_FALSE(token);
  EXPECT_THAT(token.error(), AllOf(HasSubstr(nowhere), HasSubstr("No such file or directory")));
}

TEST_F(FacilitatorToken, IsNotMadeByHalves) {
  // A limit on the size of files stands for a full disk: ten bytes are written, then no more.
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  struct rlimit tiny = before;
  tiny.rlim_cur = 10;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
  const auto token = load_or_create_token(file());
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_FALSE(token);
  EXPECT_FALSE(fs::exists(file()));
}

}  // namespace
}  // namespace startex::access
