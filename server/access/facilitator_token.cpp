#include "access/facilitator_token.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "access/tokens.hpp"

namespace startex::access {
namespace {

constexpr std::size_t token_length_min = 32, token_length_max = 200;

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

tl::expected<std::string, std::string> create(const std::string& path) {
  const std::string token = new_token();
  const std::string line = token + "\n";
  const Descriptor file{::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (file.fd >= 0 && ::write(file.fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(file.fd) == 0)
    return token;
  const std::string reason = std::strerror(errno);
  // Half a token must not be what the next start finds.
  if (file.fd >= 0) ::unlink(path.c_str());
  return tl::unexpected(fmt::format("The token file {} cannot be made: {}.", path, reason));
}

bool is_usable(const std::string& token) {
  return token.size() >= token_length_min && token.size() <= token_length_max &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

tl::expected<std::string, std::string> load_or_create_token(const std::string& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  if (file.fd < 0 && errno == ENOENT) return create(path);
  if (file.fd < 0 && errno == ELOOP)
    return tl::unexpected(fmt::format("The token file {} is a link. Name the file itself.", path));
  if (file.fd < 0)
    return tl::unexpected(fmt::format("The token file {} cannot be read: {}.", path, std::strerror(errno)));
  struct stat facts {};
  if (::fstat(file.fd, &facts) != 0 || !S_ISREG(facts.st_mode))
    return tl::unexpected(fmt::format("The token file {} is not a file.", path));
  if (facts.st_mode & 0077)
    return tl::unexpected(
        fmt::format("Others than its owner may read the token file {}. Run: chmod 600 {}", path, path));
  std::array<char, 256> bytes{};
  const ssize_t size = ::read(file.fd, bytes.data(), bytes.size());
  std::string token(bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  token.erase(token.find_last_not_of(" \t\r\n") + 1);
  if (static_cast<std::size_t>(facts.st_size) > bytes.size() || !is_usable(token))
    return tl::unexpected(
        fmt::format("The token file {} must hold one line of {} to {} letters and digits. Remove the file, and a fresh "
                    "one is made.",
                    path, token_length_min, token_length_max));
  return token;
}

}  // namespace startex::access
