// What a person or program did that cannot be done, as a value: a stable code and one sentence that says what to do.
// No hint mentions anything the asker may not see; what is not theirs is answered exactly as what is not there.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace startex {

enum class ErrorCode { unauthorised, forbidden, not_found, invalid, conflict, not_running, rate_limited, unavailable };

std::string_view to_text(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string hint;
  std::string pointer;  // where in the params, when one field is at fault
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> refuse(ErrorCode code, std::string hint, std::string pointer = "") {
  return tl::unexpected(Error{code, std::move(hint), std::move(pointer)});
}

}  // namespace startex
