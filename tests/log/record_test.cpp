// The record as a file: it comes back as it left, and whatever is done to one byte of it is found where it was done.
#include "log/record.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "log/memory_log.hpp"
#include "log/record_lines.hpp"

namespace startex::log {
namespace {

// The events of the recorded play: one of every type.
std::vector<std::string> recorded() {
  std::ifstream file(std::string(STARTEX_SOURCE_DIR) + "/tests/golden/log.jsonl");
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line) && line.starts_with('{');) rows.push_back(line);
  return rows;
}

struct Copy : RecordSink {
  Outcome founding(const RecordHeader& of, Founding founding) override {
    header = of;
    log = std::make_unique<MemoryLog>(std::move(founding));
    return {};
  }
  Outcome event(std::uint64_t seq, std::string body) override {
    if (seq == fails_at) return "The disk is full.";
    return log->append(seq, std::vector{std::move(body)}) ? Outcome{} : "refused";
  }
  Outcome media(const std::string& sha256, std::string bytes) override {
    (void)log->put_media(sha256, bytes);
    return {};
  }
  Outcome checkpoint(const Checkpoint& checkpoint) override {
    (void)log->add_checkpoint(checkpoint);
    return {};
  }
  RecordHeader header;
  std::unique_ptr<MemoryLog> log;
  std::uint64_t fails_at = 0;
};

class Record : public testing::Test {
 protected:
  Record() {
    EXPECT_TRUE(log.append(1, recorded()));
    for (const auto& picture : pictures) EXPECT_TRUE(log.put_media(sha256_hex(picture), picture));
    Digest hash{};
    std::uint64_t seq = 0;
    for (const auto& body : recorded()) {
      hash = chained(hash, body);
      if (++seq % 50 != 0) continue;
      EXPECT_TRUE(log.add_checkpoint(key.sign({"exercise-1", seq, to_hex(hash), 1000, "", ""})));
    }
    text = written(log);
  }
  std::string written(EventLog& of) {
    std::ostringstream out;
    const auto done = write_record(of, "A record", hashes(), out);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return std::move(out).str();
  }
  std::vector<std::string> hashes() const {
    std::vector<std::string> all{sha256_hex(pictures[0]), sha256_hex(pictures[1])};
    std::ranges::sort(all);
    return all;
  }
  static std::optional<RecordFault> fault_of(const std::string& text, const RecordLimits& limits = {}) {
    std::istringstream in(text);
    Copy copy;
    return read_record(in, copy, limits);
  }
  // The number of the line that holds this byte, from 1.
  std::uint64_t line_of(std::size_t at) const {
    return 1 +
           static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  // The record with one line in another's place, and the hash over all lines right again, as a forger would have it.
  std::string with_line(std::uint64_t number, const std::string& line) const {
    std::istringstream in(text);
    std::string out;
    std::uint64_t at = 0;
    for (std::string one; std::getline(in, one);)
      if (!one.starts_with("{\"end\"")) out += (++at == number ? line : one) + '\n';
    return out + write_line(end_line, "true", sha256_hex(out)) + '\n';
  }
  std::string line(std::uint64_t number) const {
    std::istringstream in(text);
    std::string one;
    while (number-- > 0) std::getline(in, one);
    return one;
  }

  const std::vector<std::string> pictures{std::string("\x89PNG\r\n\x1A\n picture \0 one", 24), "%PDF-1.7 one?"};
  const SigningKey key{"a secret of the server"};
  MemoryLog log{{"exercise-1", R"({"id":"small","teams":[1,2.5,"ä"]})", "00ff", 42}};
  std::string text;
};

TEST_F(Record, ComesBackAsItLeft) {
  std::istringstream in(text);
  Copy copy;
  const auto fault = read_record(in, copy);
  ASSERT_FALSE(fault) << to_text(*fault);
  EXPECT_EQ(copy.header.title, "A record");
  EXPECT_EQ(copy.header.head, to_hex(log.head().hash));
  EXPECT_EQ(copy.log->founding().exercise, "exercise-1");
  EXPECT_EQ(copy.log->founding().scenario, log.founding().scenario);
  EXPECT_EQ(copy.log->founding().seed, "00ff");
  EXPECT_EQ(copy.log->founding().created_ms, 42);
  EXPECT_EQ(*copy.log->read(0, SIZE_MAX), recorded());
  EXPECT_EQ(copy.log->media(sha256_hex(pictures[0])), pictures[0]);
  EXPECT_EQ(*copy.log->checkpoints(), *log.checkpoints());
  EXPECT_EQ(written(*copy.log), text);
}

TEST_F(Record, AnyByteThatIsFlippedIsFoundInItsLine) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  std::set<std::uint64_t> lines;
  const auto flip = [&](std::size_t at, unsigned bit) {
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
    const auto fault = fault_of(flipped);
    ASSERT_TRUE(fault) << "bit " << bit << " of byte " << at;
    EXPECT_EQ(fault->line, line_of(at)) << "bit " << bit << " of byte " << at << ": " << to_text(*fault);
    lines.insert(fault->line);
  };
  for (int round = 0; round < 600; ++round) flip(random() % text.size(), static_cast<unsigned>(random() % 8));
  // Each line's last byte and its line feed.
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n')
      for (const auto place : {at - 1, at}) flip(place, static_cast<unsigned>(random() % 8));
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
}

TEST_F(Record, AFaultNamesTheEvent) {
  std::string flipped = text;
  const auto at = text.find("\"seq\":42,");
  flipped[at + 3] = 'Q';
  EXPECT_EQ(to_text(*fault_of(flipped)), "line 45: event 42: Its text or its hash is not what was written.");
}

TEST_F(Record, ATruncatedOrLengthenedOneIsRefusedWhereItStops) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 100; ++round) {
    const std::size_t size = random() % text.size();
    const auto fault = fault_of(text.substr(0, size));
    ASSERT_TRUE(fault) << size;
    EXPECT_EQ(fault->line, line_of(size));
  }
  for (const auto* more : {"\n", " ", "{}\n", "\xFF"}) {
    const auto fault = fault_of(text + more);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->message, "A record ends with its last line.");
  }
}

TEST_F(Record, LinesThatAreTakenOutDoubledOrSwappedAreFoundThere) {
  const auto events = log.head().seq;
  for (std::uint64_t number : {std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{4}, std::uint64_t{50}, 3 + events,
                               4 + events, 6 + events, 8 + events}) {
    const auto fault = fault_of(with_line(number, line(number + 1)));
    ASSERT_TRUE(fault) << number;
    EXPECT_TRUE(fault->line == number || fault->line == number + 1) << number << to_text(*fault);
  }
}

// Whoever changes an event and computes the whole chain anew cannot sign for the server.
TEST_F(Record, AChainThatWasComputedAnewIsFoundByTheCheckpoints) {
  MemoryLog forged(log.founding());
  auto rows = recorded();
  Json event = Json::parse(rows[76]);
  ASSERT_EQ(event.at("seq"), 77);
  event["data"]["amount"] = 1;
  rows[76] = json::to_text(event);
  ASSERT_TRUE(forged.append(1, rows));
  for (const auto& picture : pictures) ASSERT_TRUE(forged.put_media(sha256_hex(picture), picture));
  const auto checkpoints = *log.checkpoints();
  for (const auto& one : checkpoints) ASSERT_TRUE(forged.add_checkpoint(one));
  const auto fault = fault_of(written(forged));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->part, "checkpoint 2");
  EXPECT_EQ(fault->message, "Of the events 51 to 100 one is not the one that was signed.");
}

TEST_F(Record, IsNotWrittenFromALogThatWasAltered) {
  struct Altered : MemoryLog {
    using MemoryLog::MemoryLog;
    tl::expected<std::vector<std::string>, Error> read(std::uint64_t after, std::size_t count_max) override {
      auto rows = MemoryLog::read(after, count_max);
      if (!rows->empty()) rows->back() += ' ';
      return rows;
    }
  } altered(log.founding());
  ASSERT_TRUE(altered.append(1, recorded()));
  std::ostringstream out;
  const auto done = write_record(altered, "A record", {}, out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::corrupt);
}

TEST_F(Record, ForeignAndHostileFilesAreRefusedInOneSentence) {
  const auto refusal = [](const std::string& bytes) {
    const auto fault = fault_of(bytes);
    return fault ? to_text(*fault) : std::string("taken");
  };
  const auto no_record = "line 1: the header: This is not a Startex record, or its first line was altered.";
  EXPECT_EQ(refusal(""), "line 1: the header: The file ends before this line.");
  EXPECT_EQ(refusal("{}\n"), no_record);
  EXPECT_EQ(refusal("PK\x03\x04 a zip of a zip of a zip\n"), no_record);
  EXPECT_EQ(refusal("\x1F\x8B\x08 zeros, packed\n"), no_record);
  EXPECT_EQ(refusal(std::string(100'000, '[')), "line 1: the header: The line is longer than 16384 bytes.");
  EXPECT_EQ(refusal(std::string(10'000, '[') + "\n"), no_record);

  const Json header = Json::parse(line(1)).at("record");
  const auto changed = [&](const char* field, Json value) {
    Json other = header;
    other[field] = std::move(value);
    const auto altered = json::to_text(other);
    return refusal(with_line(1, write_line(header_line, altered, sha256_hex(altered))));
  };
  EXPECT_EQ(changed("title", "Another"), "taken");
  EXPECT_NE(changed("version", 2).find("another version"), std::string::npos);
  EXPECT_NE(changed("version", "1").find("another version"), std::string::npos);
  EXPECT_EQ(changed("format", "zip"), "line 1: the header: This is not a Startex record.");
  for (const auto* id : {"../../etc/passwd", "/etc/passwd", "a/b", "..", "", "A", "a.b", "-a", "a\nb"})
    EXPECT_NE(changed("exercise", id).find("line 1: the header: /exercise: "), std::string::npos) << id;
  for (const auto* field : {"events", "media", "checkpoints"})
    for (const Json& count : {Json(-1), Json(1e300), Json("1"), Json(nullptr), Json(UINT64_MAX), Json(2'000'000)})
      EXPECT_NE(changed(field, count).find("line 1: the header: /"), std::string::npos) << field << count;
  EXPECT_EQ(changed("more", 1).substr(0, 25), "line 1: the header: /more");
  EXPECT_NE(changed("events", 100).find("line 103: event 100: The last event is not the one"), std::string::npos);
}

TEST_F(Record, NothingGrowsBeyondItsLimits) {
  RecordLimits limits;
  limits.line_max = 5'000;
  EXPECT_EQ(fault_of(with_line(3, std::string(6'000, ' ')), limits)->message, "The line is longer than 5000 bytes.");
  limits = {};
  limits.bytes_max = text.size() / 2;
  EXPECT_NE(fault_of(text, limits)->message.find("The file is larger than"), std::string::npos);
  limits = {};
  limits.media_max = 1;
  EXPECT_EQ(fault_of(text, limits)->line, 1U);
}

TEST_F(Record, EndsWhereItCannotBeKept) {
  std::istringstream in(text);
  Copy copy;
  copy.fails_at = 9;
  EXPECT_EQ(to_text(*read_record(in, copy)), "line 12: event 9: The disk is full.");
}

TEST(SigningKeyTest, ProvesWhatWasSignedAndByWhom) {
  const SigningKey key("a secret"), other("another secret");
  EXPECT_EQ(key.public_key(), SigningKey("a secret").public_key());
  EXPECT_TRUE(is_public_key(key.public_key()));
  const auto one = key.sign({"e", 7, "hash", 1000, "", ""});
  EXPECT_TRUE(well_signed(one));
  const auto changed = [&](auto change) {
    Checkpoint two = one;
    change(two);
    return well_signed(two);
  };
  EXPECT_FALSE(changed([](auto& it) { it.seq = 8; }));
  EXPECT_FALSE(changed([](auto& it) { it.exercise = "f"; }));
  EXPECT_FALSE(changed([](auto& it) { it.hash = "Hash"; }));
  EXPECT_FALSE(changed([](auto& it) { ++it.wall; }));
  EXPECT_FALSE(changed([&](auto& it) { it.key = other.public_key(); }));
  EXPECT_FALSE(changed([](auto& it) { it.signature = ""; }));
}

}  // namespace
}  // namespace startex::log
