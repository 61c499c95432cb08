// The web client's files: what is served, with which headers, and that nothing else ever is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/static_files.hpp"
#include "net/test_server.hpp"

namespace startex::net::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::string_view canary = "CANARY-outside-the-folder";

class Files : public testing::Test {
 protected:
  Files() {
    std::string name = (fs::temp_directory_path() / "startex-static-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root_ = name;
    write(root_ / "outside.txt", canary);
    write(root_ / "secret" / "index.html", canary);
    write(web() / "index.html", "<!doctype html>start");
    write(web() / "assets" / "app-Ab3_d-9x.js", "script");
    write(web() / "assets" / "app-Ab3_d-9x.js.gz", "packed");
    write(web() / "assets" / "logo.svg", "<svg/>");
    write(web() / "favicon.ico", "icon");
    fs::create_symlink(root_ / "outside.txt", web() / "linked.txt");
    fs::create_directory_symlink(root_ / "secret", web() / "linked");
  }
  ~Files() override { fs::remove_all(root_); }

  fs::path web() const { return root_ / "web"; }

  static void write(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  static Request get(std::string path, Headers headers = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
  }

  static std::string bytes(const Response& response) {
    return response.shared_body ? *response.shared_body : response.body;
  }

  static std::string header(const Response& response, std::string_view name) {
    return std::string(find_header(response.headers, name).value_or("(none)"));
  }

  fs::path root_;
};

TEST_F(Files, AreServedWithTheirTypesAndATightPolicy) {
  const auto files = StaticFiles::read(web()).value();
  const auto index = files.answer(get("/")).value();
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(bytes(index), "<!doctype html>start");
  EXPECT_EQ(index.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(header(index, "Cache-Control"), "no-cache");
  const auto policy = header(index, "Content-Security-Policy");
  for (const auto* rule : {"default-src 'none'", "script-src 'self';", "style-src 'self';", "object-src 'none'",
                           "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'", "img-src 'self' data:"}) {
    EXPECT_THAT(policy, HasSubstr(rule));
  }
  EXPECT_THAT(policy, testing::Not(HasSubstr("unsafe")));
  EXPECT_EQ(files.answer(get("/assets/logo.svg"))->content_type, "image/svg+xml");
}

TEST_F(Files, HashedNamesAreKeptForEverAndOthersAreAskedForAgain) {
  const auto files = StaticFiles::read(web()).value();
  EXPECT_EQ(header(*files.answer(get("/assets/app-Ab3_d-9x.js")), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*files.answer(get("/assets/logo.svg")), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(*files.answer(get("/favicon.ico")), "Cache-Control"), "no-cache");
}

TEST_F(Files, ThePackedFormGoesToThoseWhoTakeIt) {
  const auto files = StaticFiles::read(web()).value();
  const auto packed = files.answer(get("/assets/app-Ab3_d-9x.js", {{"accept-encoding", "br, gzip;q=0.8"}})).value();
  EXPECT_EQ(bytes(packed), "packed");
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(packed, "Vary"), "Accept-Encoding");
  for (const auto* accepted : {"", "identity", "br", "gzip;q=0"}) {
    const auto plain = files.answer(get("/assets/app-Ab3_d-9x.js", {{"accept-encoding", accepted}})).value();
    EXPECT_EQ(bytes(plain), "script") << accepted;
    EXPECT_EQ(header(plain, "Content-Encoding"), "(none)");
    EXPECT_NE(header(plain, "ETag"), header(packed, "ETag"));
  }
  EXPECT_FALSE(files.answer(get("/assets/app-Ab3_d-9x.js.gz")).has_value());
}

TEST_F(Files, AnUnchangedFileIsNotSentAgain) {
  const auto files = StaticFiles::read(web()).value();
  const auto tag = header(*files.answer(get("/")), "ETag");
  for (const auto& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const auto again = files.answer(get("/", {{"if-none-match", known}})).value();
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(bytes(again), "");
    EXPECT_EQ(header(again, "ETag"), tag);
  }
  EXPECT_EQ(files.answer(get("/", {{"if-none-match", "\"other\""}}))->status, 200);
}

TEST_F(Files, ScreensOfTheClientGiveItsPage) {
  const auto files = StaticFiles::read(web()).value();
  for (const auto* path : {"/join", "/exercises/abc123/control", "/wall/", "/apis"}) {
    ASSERT_TRUE(files.answer(get(path)).has_value()) << path;
    EXPECT_EQ(bytes(*files.answer(get(path))), "<!doctype html>start") << path;
  }
  for (const auto* path : {"/api", "/api/exercises", "/ws/abc", "/ws", "/metrics", "/healthz", "/readyz", "/missing.js",
                           "/assets/missing", "/robots.txt"}) {
    EXPECT_FALSE(files.answer(get(path)).has_value()) << path;
  }
}

TEST_F(Files, CanOnlyBeRead) {
  const auto files = StaticFiles::read(web()).value();
  Request request = get("/");
  request.method = "HEAD";
  EXPECT_EQ(files.answer(request)->status, 200);
  for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS", "BREW"}) {
    request.method = method;
    EXPECT_EQ(files.answer(request)->status, 405) << method;
    EXPECT_EQ(header(*files.answer(request), "Allow"), "GET, HEAD");
  }
}

TEST_F(Files, AFolderWithoutAClientIsASentence) {
  const auto missing = StaticFiles::read(root_ / "nowhere");
  ASSERT_FALSE(missing.has_value());
  EXPECT_THAT(missing.error(), HasSubstr("nowhere"));
  EXPECT_THAT(missing.error(), HasSubstr("--web"));
}

TEST_F(Files, WhatChangesAfterTheStartIsNotSeen) {
  const auto files = StaticFiles::read(web()).value();
  write(web() / "index.html", canary);
  write(web() / "new.txt", canary);
  EXPECT_EQ(bytes(*files.answer(get("/"))), "<!doctype html>start");
  EXPECT_FALSE(files.answer(get("/new.txt")).has_value());
}

// Serves the files over a socket, so that the whole way of a request is tried.
class FileServer : public Handler {
 public:
  explicit FileServer(StaticFiles files) : files_(std::move(files)), server_(Server::open(front_, {}, *this).value()) {
    thread_ = std::jthread([this] { front_.run(); });
  }
  ~FileServer() override {
    front_.stop();
    thread_.join();
  }
  void on_request(Request request, Reply reply) override {
    auto response = files_.answer(request);
    reply(response ? std::move(*response) : problem(404, "not_found", "Not found", "Look elsewhere."));
  }
  void on_upgrade(Request, UpgradeReply reply) override { reply(problem(404, "not_found", "Not found", "")); }
  std::uint16_t port() const { return server_.port(); }

 private:
  StaticFiles files_;
  boost::asio::io_context front_{1};
  Server server_;
  std::jthread thread_;
};

// Every way to write "up", before every file one might want, as deep as anybody would try.
std::vector<std::string> traversals(const fs::path& root) {
  const std::vector<std::string> ups{"..",         "%2e%2e",      ".%2e", "%2E.",   "%252e%252e",   "%c0%ae%c0%ae",
                                     "%e0%80%ae.", "..%00",       "...",  "..;",    "%u002e%u002e", "..%0d",
                                     "%ff..",      "%2e%2e%2f..", ". .",  "..\\..", "..%5c..",      "\xc0\xae\xc0\xae"};
  const std::vector<std::string> slashes{"/", "%2f", "%252f", "\\", "%5c", "//", "/./", "%c0%af"};
  const std::vector<std::string> goals{"outside.txt", "secret/index.html", "etc/passwd"};
  std::vector<std::string> all{"/linked.txt",
                               "/linked",
                               "/linked/",
                               "/linked/index.html",
                               "/%00",
                               "/index.html%00.txt",
                               root.string() + "/outside.txt",
                               "/" + root.string() + "/outside.txt",
                               "file://" + root.string() + "/outside.txt",
                               "/assets/../../outside.txt",
                               "/assets/%2e%2e/%2e%2e/outside.txt",
                               "//etc/passwd",
                               "/~root"};
  for (const auto& up : ups) {
    for (const auto& slash : slashes) {
      for (const auto& goal : goals) {
        for (const int depth : {1, 4}) {
          std::string path = "/";
          for (int i = 0; i < depth; ++i) path += up + slash;
          all.push_back(path + goal);
        }
      }
    }
  }
  return all;
}

TEST_F(Files, NoWayOfWritingAPathLeadsOutside) {
  FileServer server(StaticFiles::read(web()).value());
  const auto paths = traversals(root_);
  ASSERT_GT(paths.size(), 500U);
  for (const auto& path : paths) {
    RawSocket socket(server.port());
    socket.send("GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    const auto all = socket.read_to_end();
    ASSERT_NE(status_of(all), 0) << path;
    ASSERT_THAT(all, testing::Not(HasSubstr(canary))) << path;
    ASSERT_THAT(all, testing::Not(HasSubstr("root:"))) << path;
    if (status_of(all) == 200) {
      ASSERT_EQ(body_of(all), "<!doctype html>start") << path;
    }
  }
}

}  // namespace
}  // namespace startex::net::test
