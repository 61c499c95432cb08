// What a person or program did that cannot be done, as a value: a stable code and one sentence that says what to do.
// No hint mentions anything the asker may not see; what is not theirs is answered exactly as what is not there.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "json/json.hpp"

namespace startex {

enum class ErrorCode { unauthorised, forbidden, not_found, invalid, conflict, not_running, rate_limited, unavailable };

std::string_view to_text(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string hint;
  std::string pointer;     // where in the params, when one field is at fault
  Json current = nullptr;  // of a conflict: what stands now, {"version":3}; null where there is nothing to say
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> refuse(ErrorCode code, std::string hint, std::string pointer = "") {
  return tl::unexpected(Error{code, std::move(hint), std::move(pointer), nullptr});
}

// Somebody else was faster: `current` is what to look at before acting again.
inline tl::unexpected<Error> overtaken(std::string hint, Json current) {
  return tl::unexpected(Error{ErrorCode::conflict, std::move(hint), "", std::move(current)});
}

}  // namespace startex
