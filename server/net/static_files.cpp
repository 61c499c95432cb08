#include "net/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

namespace startex::net {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_max = 10'000;
constexpr std::uintmax_t bytes_max = 256 * 1024 * 1024;

constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/vnd.microsoft.icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".ttf", "font/ttf"},
    {".wasm", "application/wasm"},
    {".mp3", "audio/mpeg"},
    {".mp4", "video/mp4"},
    {".pdf", "application/pdf"},
}};

constexpr std::array<std::string_view, 5> not_screens{"/api", "/ws", "/metrics", "/healthz", "/readyz"};

std::string_view content_type_of(std::string_view extension) {
  const auto found = std::ranges::find(content_types, extension, &std::pair<std::string_view, std::string_view>::first);
  return found == content_types.end() ? "application/octet-stream" : found->second;
}

// A name that the build made from its content, "app-1a2B3c4D.js", never has other bytes.
bool is_hashed(const fs::path& file) {
  const std::string stem = file.stem().string();
  constexpr std::size_t hash = 8;
  return stem.size() > hash + 1 && stem[stem.size() - hash - 1] == '-';
}

bool is_screen(std::string_view path) {
  const auto belongs = [path](std::string_view root) {
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
  };
  const auto name = path.substr(path.rfind('/') + 1);
  return std::ranges::none_of(not_screens, belongs) && !path.starts_with("/assets/") &&
         name.find('.') == std::string_view::npos;
}

bool takes_gzip(const Request& request) {
  const auto accepted = request.header("accept-encoding");
  if (!accepted) return false;
  const auto at = accepted->find("gzip");
  if (at == std::string_view::npos) return false;
  const auto rest = accepted->substr(at + 4, accepted->find(',', at) - at - 4);
  return rest.find("q=0") == std::string_view::npos || rest.find("q=0.") != std::string_view::npos;
}

// Whether If-None-Match names this tag; the tags hold no character that another one could end in.
bool has_already(const Request& request, const std::string& quoted) {
  const auto known = request.header("if-none-match");
  return known && (*known == "*" || known->find(quoted) != std::string_view::npos);
}

tl::expected<std::shared_ptr<const std::string>, std::string> bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) return tl::unexpected(fmt::format("The web client's file {} cannot be read.", file.string()));
  return std::make_shared<const std::string>(std::move(bytes));
}

// Every regular file below the folder that is not a symbolic link.
tl::expected<std::vector<fs::path>, std::string> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::uintmax_t total = 0;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator();
       it.increment(error)) {
    if (it->is_symlink(error) || !it->is_regular_file(error)) continue;
    total += it->file_size(error);
    files.push_back(it->path());
    if (files.size() > files_max || total > bytes_max) {
      return tl::unexpected(fmt::format("The folder {} is too large to be a built web client.", folder.string()));
    }
  }
  if (error) return tl::unexpected(fmt::format("The folder {} cannot be read: {}.", folder.string(), error.message()));
  return files;
}

}  // namespace

const std::string* StaticFiles::bytes(std::string_view path) const {
  const File* file = find(path);
  return file ? file->bytes.get() : nullptr;
}

tl::expected<StaticFiles, std::string> StaticFiles::read(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_regular_file(folder / "index.html", error)) {
    return tl::unexpected(
        fmt::format("There is no web client in {}: it holds no index.html. Build it, or name its folder with --web.",
                    folder.string()));
  }
  const auto paths = files_below(folder);
  if (!paths) return tl::unexpected(paths.error());
  StaticFiles all;
  std::unordered_map<std::string, std::shared_ptr<const std::string>> packed;
  for (const fs::path& path : *paths) {
    auto bytes = bytes_of(path);
    if (!bytes) return tl::unexpected(bytes.error());
    std::string name = "/" + path.lexically_relative(folder).generic_string();
    if (path.extension() == ".gz") {
      packed.emplace(name.substr(0, name.size() - 3), std::move(*bytes));
      continue;
    }
    const std::string etag = fmt::format("{:016x}-{:x}", std::hash<std::string_view>{}(**bytes), (*bytes)->size());
    all.files_.emplace(std::move(name), File{.bytes = std::move(*bytes),
                                             .packed = nullptr,
                                             .content_type = std::string(content_type_of(path.extension().string())),
                                             .etag = etag,
                                             .immutable = is_hashed(path)});
  }
  for (auto& [name, bytes] : packed) {
    if (const auto plain = all.files_.find(name); plain != all.files_.end()) plain->second.packed = std::move(bytes);
  }
  return all;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  auto found = files_.find(path == "/" ? "/index.html" : std::string(path));
  if (found == files_.end() && is_screen(path)) found = files_.find("/index.html");
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  const File* file = find(request.path);
  if (file == nullptr) return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") {
    return problem(405, "method_not_allowed", "A page can only be read", "Use GET.", {{"Allow", "GET, HEAD"}});
  }
  const bool pack = file->packed && takes_gzip(request);
  const bool immutable = file->immutable && request.path.starts_with("/assets/");
  const std::string etag = fmt::format("\"{}{}\"", file->etag, pack ? "-gz" : "");
  Response response;
  response.content_type = file->content_type;
  response.headers = {{"ETag", etag},
                      {"Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache"},
                      {"Content-Security-Policy", std::string(content_security_policy)}};
  if (file->packed) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (has_already(request, etag)) {
    response.status = 304;
    return response;
  }
  if (pack) response.headers.emplace_back("Content-Encoding", "gzip");
  response.shared_body = pack ? file->packed : file->bytes;
  return response;
}

}  // namespace startex::net
