// The web client's files, read once at the start into a table. A request's path is only ever looked up in that table:
// no path from outside reaches the file system. Immutable after read(), so any thread may ask.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>

#include "net/http.hpp"

namespace startex::net {

class StaticFiles {
 public:
  // Reads every regular file below `folder`, which must hold an index.html. Symbolic links are left out, so that
  // nothing outside the folder can be served. `x.js.gz` is not a file of its own but the packed form of `x.js`. The
  // error is a sentence for the person who started the program.
  static tl::expected<StaticFiles, std::string> read(const std::filesystem::path& folder);

  // The answer to a request for one of the files, or for one of the client's own screens: any path without an extension
  // that is not the server's (/api, /ws, /metrics, /healthz, /readyz) gives index.html. 405 for anything but GET and
  // HEAD; nothing when the path is neither.
  std::optional<Response> answer(const Request& request) const;

  // A file as it is, by its request path; null when there is none.
  const std::string* bytes(std::string_view path) const;

  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> bytes;
    std::shared_ptr<const std::string> packed;  // gzip; may be null
    std::string content_type;
    std::string etag;  // without quotes
    bool immutable = false;
  };

  const File* find(std::string_view path) const;

  std::unordered_map<std::string, File> files_;  // by request path: "/assets/app-1a2b3c4d.js"
};

}  // namespace startex::net
