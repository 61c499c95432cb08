#include <fmt/format.h>
#include <sodium.h>

#include <istream>

#include "json/reader.hpp"
#include "log/record.hpp"
#include "log/record_lines.hpp"

namespace startex::log {
namespace {

constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr std::size_t text_max = 400;

// An exercise's id: it becomes a file's name, and so is nothing but letters and digits.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos &&
         text.front() != '-';
}

// Reads a record from its first byte to its last. Every step answers whether the next may follow.
class RecordReading {
 public:
  RecordReading(std::istream& in, RecordSink& sink, const RecordLimits& limits)
      : in_(in), sink_(sink), limits_(limits) {
    crypto_hash_sha256_init(&all_);
  }

  std::optional<RecordFault> read() {
    (void)(header() && founding() && events() && media() && checkpoints() && end());
    return std::move(fault_);
  }

 private:
  bool fail(std::string message) {
    if (!fault_) fault_ = RecordFault{line_, part_, std::move(message)};
    return false;
  }
  bool told(RecordSink::Outcome outcome) { return outcome ? fail(std::move(*outcome)) : true; }

  // The next line's text, without its line feed. `text_` is what has been hashed when the line after is read.
  bool next(std::string part, std::size_t bytes_max) {
    ++line_;
    part_ = std::move(part);
    text_.clear();
    std::streambuf& bytes = *in_.rdbuf();
    for (int c = bytes.sbumpc(); c != '\n'; c = bytes.sbumpc()) {
      if (c == std::char_traits<char>::eof())
        return fail(text_.empty() ? "The file ends before this line." : "The file ends within this line.");
      if (text_.size() >= bytes_max) return fail(fmt::format("The line is longer than {} bytes.", bytes_max));
      text_ += static_cast<char>(c);
    }
    bytes_ += text_.size() + 1;
    if (bytes_ > limits_.bytes_max) return fail(fmt::format("The file is larger than {} bytes.", limits_.bytes_max));
    return true;
  }
  void hash_line() {
    text_ += '\n';
    crypto_hash_sha256_update(&all_, reinterpret_cast<const unsigned char*>(text_.data()), text_.size());
  }
  std::optional<ReadLine> line(RecordLine shape, std::string part) {
    const std::size_t bytes_max = line_ == 0 ? header_bytes_max : limits_.line_max;
    if (!next(std::move(part), bytes_max)) return std::nullopt;
    auto read = read_line(shape, text_, bytes_max);
    if (!read) {
      fail(line_ == 1 ? "This is not a Startex record, or its first line was altered." : read.error());
      return std::nullopt;
    }
    hash_line();
    return std::move(*read);
  }
  std::optional<Json> proven(RecordLine shape, std::string part) {
    auto read = line(shape, std::move(part));
    if (!read) return std::nullopt;
    if (sha256_hex(json::to_text(read->value)) != read->proof) {
      fail("It is not what its hash was made of.");
      return std::nullopt;
    }
    return std::move(read->value);
  }

  bool header() {
    const auto value = proven(header_line, "the header");
    if (!value) return false;
    if (!value->is_object() || value->value("format", Json()) != record_format)
      return fail("This is not a Startex record.");
    if (value->value("version", Json()) != record_version)
      return fail(
          fmt::format("This record has another version than {}, which this program reads. Use the program "
                      "that belongs to it.",
                      record_version));
    json::Reader in(*value);
    in.ignore("format");
    in.ignore("version");
    header_.exercise = in.text("exercise", text_max);
    header_.title = in.text("title", text_max);
    header_.created_ms = in.integer("created", 0, INT64_MAX);
    const auto count = [&in](const char* key, std::uint64_t max) {
      return static_cast<std::uint64_t>(in.integer(key, 0, static_cast<std::int64_t>(max)));
    };
    header_.events = count("events", limits_.events_max);
    header_.media = count("media", limits_.media_max);
    header_.checkpoints = count("checkpoints", limits_.checkpoints_max);
    header_.head = in.text("head", text_max);
    if (!is_id(header_.exercise)) in.fault("exercise", "An exercise's id is expected here.");
    if (header_.events == 0) in.fault("events", "A record holds at least one event.");
    if (const auto fault = in.finish()) return fail(fault->pointer + ": " + fault->message);
    return true;
  }

  bool founding() {
    const auto scenario = proven(scenario_line, "the scenario");
    if (!scenario) return false;
    const auto seed = proven(seed_line, "the seed");
    if (!seed) return false;
    if (!seed->is_string()) return fail("The seed is a text.");
    return told(sink_.founding(
        header_, {header_.exercise, json::to_text(*scenario), seed->get<std::string>(), header_.created_ms}));
  }

  bool events() {
    Digest hash{};
    for (std::uint64_t seq = 1; seq <= header_.events; ++seq) {
      auto read = line(event_line, fmt::format("event {}", seq));
      if (!read) return false;
      std::string body = json::to_text(read->value);
      hash = chained(hash, body);
      if (to_hex(hash) != read->proof) return fail("Its text or its hash is not what was written.");
      if (!read->value.is_object() || read->value.value("seq", Json()) != seq)
        return fail("It does not bear the number of its place.");
      hashes_.push_back(hash);
      if (!told(sink_.event(seq, std::move(body)))) return false;
    }
    if (to_hex(hash) != header_.head) return fail("The last event is not the one that the header names.");
    return true;
  }

  bool media() {
    std::string before;
    for (std::uint64_t i = 1; i <= header_.media; ++i) {
      const auto read = line(media_line, fmt::format("file {}", i));
      if (!read) return false;
      auto bytes = read->value.is_string() ? from_base64(read->value.get_ref<const std::string&>()) : std::nullopt;
      if (!bytes) return fail("Base64 is expected here.");
      if (sha256_hex(*bytes) != read->proof) return fail("Its bytes or their hash are not what was written.");
      if (read->proof <= before) return fail("Files stand in the order of their hashes, each once.");
      before = read->proof;
      if (!told(sink_.media(read->proof, std::move(*bytes)))) return false;
    }
    return true;
  }

  bool checkpoints() {
    std::uint64_t before = 0;
    for (std::uint64_t i = 1; i <= header_.checkpoints; ++i) {
      const auto read = line(checkpoint_line, fmt::format("checkpoint {}", i));
      if (!read) return false;
      json::Reader in(read->value);
      Checkpoint one;
      one.exercise = in.text("exercise", text_max);
      one.seq = static_cast<std::uint64_t>(in.integer("seq", 1, static_cast<std::int64_t>(header_.events)));
      one.hash = in.text("hash", text_max);
      one.wall = in.integer("wall", 0, INT64_MAX);
      one.key = in.text("key", text_max);
      one.signature = read->proof;
      if (const auto fault = in.finish()) return fail(fault->pointer + ": " + fault->message);
      if (auto wrong = misfit(one, before, hashes_)) return fail(std::move(*wrong));
      before = one.seq;
      if (!told(sink_.checkpoint(one))) return false;
    }
    return true;
  }

  bool end() {
    Digest digest{};
    crypto_hash_sha256_final(&all_, digest.data());
    if (!next("the last line", header_bytes_max)) return false;
    const auto read = read_line(end_line, text_, header_bytes_max);
    if (!read) return fail(read.error());
    if (read->value != true || read->proof != to_hex(digest)) return fail("It is not the hash of the lines before it.");
    ++line_;
    part_ = "after the last line";
    if (in_.rdbuf()->sgetc() != std::char_traits<char>::eof()) return fail("A record ends with its last line.");
    return true;
  }

  std::istream& in_;
  RecordSink& sink_;
  RecordLimits limits_;
  RecordHeader header_;
  std::vector<Digest> hashes_;
  crypto_hash_sha256_state all_{};
  std::uint64_t line_ = 0, bytes_ = 0;
  std::string part_, text_;
  std::optional<RecordFault> fault_;
};

}  // namespace

std::string to_text(const RecordFault& fault) {
  return fmt::format("line {}: {}: {}", fault.line, fault.part, fault.message);
}

std::optional<RecordFault> read_record(std::istream& in, RecordSink& sink, const RecordLimits& limits) {
  return RecordReading(in, sink, limits).read();
}

}  // namespace startex::log
