#include "access/csv.hpp"

#include <gtest/gtest.h>

namespace startex::access {
namespace {

std::vector<std::vector<std::string>> cells(std::string_view bytes) {
  const auto table = read_csv(bytes);
  EXPECT_TRUE(table) << (table ? "" : table.error());
  std::vector<std::vector<std::string>> found;
  if (table)
    for (const auto& row : table->rows) found.push_back(row.cells);
  return found;
}

std::string encoding(std::string_view bytes) {
  const auto table = read_csv(bytes);
  return table ? table->encoding : table.error();
}

using Cells = std::vector<std::vector<std::string>>;

TEST(Csv, IsReadWithAnySeparatorAndLineEnd) {
  const Cells wanted{{"name", "team"}, {"Ann", "us"}, {"Bob", "jp"}};
  EXPECT_EQ(cells("name,team\nAnn,us\nBob,jp"), wanted);
  EXPECT_EQ(cells("name;team\r\nAnn;us\r\nBob;jp\r\n"), wanted);
  EXPECT_EQ(cells("name\tteam\rAnn\tus\rBob\tjp\r"), wanted);
  EXPECT_EQ(cells("\xEF\xBB\xBF name , team \n\n,,\nAnn,us\n Bob , jp\n"), wanted);
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndLines) {
  EXPECT_EQ(cells("name,team\n\"Park, \"\"Joe\"\"\",\"us\"\n\"two\nlines\",jp\n"),
            (Cells{{"name", "team"}, {"Park, \"Joe\"", "us"}, {"two\nlines", "jp"}}));
  EXPECT_EQ(cells("\"a;b\",c"), (Cells{{"a;b", "c"}}));
  EXPECT_EQ(read_csv("a,b\n\"open,\n").error(), "The quotation mark in line 2 is never closed.");
}

TEST(Csv, ARowKnowsTheLineThatItBeginsIn) {
  const auto table = read_csv("name\r\n\r\n\"two\r\nlines\"\r\nlast\r\n");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(table->rows[0].line, 1U);
  EXPECT_EQ(table->rows[1].line, 3U);
  EXPECT_EQ(table->rows[2].line, 5U);
}

TEST(Csv, IsReadAsSpreadsheetsOfManyCountriesWriteIt) {
  using namespace std::string_view_literals;
  EXPECT_EQ(encoding("이름,팀\n김민준,rok\n"), "UTF-8");
  EXPECT_EQ(cells("\xFF\xFEn\0\n\0\x40\xAE"sv), (Cells{{"n"}, {"김"}}));
  EXPECT_EQ(cells("\xFE\xFF\0n\0\n\xAE\x40"sv), (Cells{{"n"}, {"김"}}));
  EXPECT_EQ(encoding("n\0\n\0x\0"sv), "UTF-16LE");
  // "이름,김민준" in CP949, as Korean Excel writes it; then with a syllable that EUC-KR does not have.
  EXPECT_EQ(cells("\xC0\xCC\xB8\xA7,\xB1\xE8\xB9\xCE\xC1\xD8"), (Cells{{"이름", "김민준"}}));
  EXPECT_EQ(cells("\xC0\xCC\xB8\xA7,\xB1\xE8\x8C\x63\xC1\xD8,\xB4\xEB\xC7\xA5"), (Cells{{"이름", "김똠준", "대표"}}));
  // "氏名,佐藤健" and "名前,ﾀﾅｶ" with kana in Shift_JIS, as Japanese Excel writes it.
  EXPECT_EQ(cells("\x8E\x81\x96\xBC,\x8D\xB2\x93\xA1\x8C\x92"), (Cells{{"氏名", "佐藤健"}}));
  EXPECT_EQ(encoding("\x8E\x81\x96\xBC,\x82\xB3\x82\xC6\x82\xA4"), "Shift_JIS");
  // "Jürgen Müller" in Windows-1252.
  EXPECT_EQ(cells("name\nJ\xFCrgen M\xFCller\n"), (Cells{{"name"}, {"Jürgen Müller"}}));
}

TEST(Csv, WhatIsNoTableOfTextIsRefusedWithASentence) {
  EXPECT_FALSE(read_csv(std::string("PK\x03\x04\0\0\x14\0\x08\0\0\0!\0", 14)));
  EXPECT_TRUE(cells("").empty());
}

TEST(Csv, ACellIsNeverTakenForAFormula) {
  EXPECT_EQ(csv_cell("Ann"), "Ann");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
  EXPECT_EQ(csv_cell("+82 10"), "'+82 10");
  EXPECT_EQ(csv_cell("-1"), "'-1");
  EXPECT_EQ(csv_cell("@sum"), "'@sum");
  EXPECT_EQ(csv_cell("Park, Joe"), "\"Park, Joe\"");
}

}  // namespace
}  // namespace startex::access
