#include "exercise/error.hpp"

namespace startex {

std::string_view to_text(ErrorCode code) {
  switch (code) {
    case ErrorCode::unauthorised:
      return "unauthorised";
    case ErrorCode::forbidden:
      return "forbidden";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::invalid:
      return "invalid";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::not_running:
      return "not_running";
    case ErrorCode::rate_limited:
      return "rate_limited";
    case ErrorCode::unavailable:
      return "unavailable";
  }
  return "invalid";
}

}  // namespace startex
