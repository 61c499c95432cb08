#include "runtime/server.hpp"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <thread>

#include "access/facilitator_token.hpp"
#include "access/tokens.hpp"
#include "log/sqlite_log.hpp"
#include "runtime/api.hpp"
#include "runtime/draft.hpp"
#include "runtime/wall.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

tl::expected<Address, std::string> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto bad = [&text] {
    return tl::unexpected("--listen " + text + " is not ADDRESS:PORT, like 127.0.0.1:8080 or [::1]:8080.");
  };
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return bad();
  std::string host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string digits = text.substr(colon + 1);
  if (digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos || std::stoul(digits) > 65535)
    return bad();
  return Address{host, static_cast<std::uint16_t>(std::stoul(digits))};
}

tl::expected<void, std::string> prepare_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder / "exercises", error);
  if (error)
    return tl::unexpected("The data folder " + folder.string() + " cannot be made: " + error.message() +
                          ". Choose another with --data.");
  fs::permissions(folder, fs::perms::owner_all, error);
  return {};
}

int shards_for(int wanted) {
  if (wanted > 0) return wanted;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

}  // namespace

struct Server::Parts {
  boost::asio::io_context front{1};
  fs::path exercises;
  std::unique_ptr<log::Catalog> catalog;
  std::unique_ptr<scenario::Library> library;
  std::optional<net::StaticFiles> files;
  std::string token, host;
  telemetry::Metrics metrics;
  log::LogThreads log_threads;
  log::LogThreads chores{1};
  std::unique_ptr<log::SigningKey> key;
  std::unique_ptr<Surroundings> around;
  std::vector<std::unique_ptr<Shard>> shards;
  std::unique_ptr<Api> api;
  std::optional<net::Server> listener;
  boost::asio::steady_timer last_call{front};
  bool stopping = false;
};

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
  parts_->listener.reset();
  parts_->shards.clear();
}

tl::expected<std::unique_ptr<Server>, std::string> Server::open(const ServeOptions& options) {
  const auto address = parse_address(options.listen);
  if (!address) return tl::unexpected(address.error());
  const fs::path data = options.data;
  if (const auto made = prepare_folder(data); !made) return tl::unexpected(made.error());
  auto parts = std::make_unique<Parts>();
  parts->exercises = data / "exercises";

  auto catalog = log::Catalog::open((data / "catalog.db").string());
  if (!catalog)
    return tl::unexpected("The catalog of " + data.string() + " cannot be opened: " + catalog.error().message);
  parts->catalog = std::move(*catalog);

  const auto token_file = options.token_file.empty() ? (data / "facilitator-token").string() : options.token_file;
  auto token = access::load_or_create_token(token_file);
  if (!token) return tl::unexpected(token.error());
  parts->token = *token;

  auto secret = access::load_or_create_token((data / "sealing-key").string());
  if (!secret) return tl::unexpected(secret.error());
  const auto signing = access::load_or_create_token((data / "server-key").string());
  if (!signing) return tl::unexpected(signing.error());
  parts->key = std::make_unique<log::SigningKey>(*signing);
  remove_drafts(parts->exercises);

  auto library = scenario::Library::read(options.scenarios);
  if (!library) return tl::unexpected(library.error());
  parts->library = std::make_unique<scenario::Library>(std::move(*library));

  if (!options.web.empty()) {
    auto files = net::StaticFiles::read(options.web);
    if (!files) return tl::unexpected(files.error());
    parts->files = std::move(*files);
  }

  Parts& p = *parts;
  p.around.reset(new Surroundings{
      p.log_threads,
      p.metrics,
      *p.key,
      {},
      [&p](const std::string& exercise) {
        return log::SqliteLog::open((p.exercises / (exercise + ".startex")).string());
      },
      [&p](const std::string& exercise, const engine::effect::Summary& summary) {
        p.api->summarise(exercise, summary);
      },
      [&p](const std::string& exercise, const std::string& participant) { p.api->revoke(exercise, participant); },
      *secret,
  });
  p.around->limits.commands_per_second = options.commands_per_second;
  p.around->limits.commands_burst = std::max(100.0, 2 * options.commands_per_second);
  for (int i = 0; i < shards_for(options.shards); ++i) p.shards.push_back(std::make_unique<Shard>(*p.around));
  p.api = std::make_unique<Api>(ApiParts{p.front, *p.catalog, p.log_threads, p.chores, *p.library, p.metrics, p.shards,
                                         p.files, p.exercises, access::token_hash(p.token), p.key->public_key(),
                                         options.allowed_origins});

  net::Options listen;
  listen.trusted_proxy = options.trusted_proxy;
  listen.address = address->host;
  listen.port = address->port;
  listen.body_max = limits::scenario_bytes_max;
  auto listener = net::Server::open(p.front, listen, *p.api);
  if (!listener) return tl::unexpected(listener.error());
  p.listener.emplace(std::move(*listener));
  p.host = address->host.find(':') == std::string::npos ? address->host : "[" + address->host + "]";
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

std::string Server::address() const {
  return "http://" + parts_->host + ":" + std::to_string(parts_->listener->port());
}

std::string Server::sign_in_link() const {
  const bool everywhere = parts_->host == "0.0.0.0" || parts_->host == "[::]";
  const std::string base = everywhere ? "http://127.0.0.1:" + std::to_string(parts_->listener->port()) : address();
  return base + "/control#token=" + parts_->token;
}

void Server::run() {
  const auto work = boost::asio::make_work_guard(parts_->front);
  parts_->front.run();
}

void Server::stop() {
  boost::asio::post(parts_->front, [this] {
    Parts& p = *parts_;
    if (std::exchange(p.stopping, true)) return;
    p.listener->stop_accepting();
    auto left = std::make_shared<std::size_t>(p.shards.size());
    for (auto& shard : p.shards)
      shard->stop([&p, left] {
        boost::asio::post(p.front, [&p, left] {
          if (--*left) return;
          // The close frames are on their way; the clients get a moment to take them.
          p.last_call.expires_after(std::chrono::milliseconds(300));
          p.last_call.async_wait([&p](const boost::system::error_code&) { p.front.stop(); });
        });
      });
  });
}

}  // namespace startex::runtime
