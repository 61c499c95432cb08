// Any Cookie header: no session, or one whole token that stands there once.
#include <string>

#include "access/session_cookie.hpp"
#include "fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace startex;
  const auto header = fuzz::text_of(data, size);
  const auto token = access::session_from_cookie(header);
  if (!token) return 0;
  fuzz::require(!token->empty() && token->size() <= 200, "a token has a length");
  fuzz::require(token->find_first_of(" \t\r\n;,=\"\\%") == std::string::npos, "a token is letters");
  fuzz::require(header.find("startex_session=" + *token) != std::string_view::npos, "a token stands in the header");
  for (const auto transport : {access::Transport::plain, access::Transport::tls}) {
    const auto set = access::session_cookie(*token, transport);
    fuzz::require(access::session_from_cookie(set.substr(0, set.find(';'))) == token, "what is set is found again");
  }
  const auto planted = access::session_from_cookie(std::string(header) + "; startex_session=planted");
  fuzz::require(!planted || planted == token, "a planted cookie takes nobody's place");
  return 0;
}
