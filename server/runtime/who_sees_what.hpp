// The table of who may do and see what, written from the server's own registries, so that it cannot differ from them.
#pragma once

#include <string>

namespace startex::runtime {

// The text of docs/who-sees-what.md.
std::string who_sees_what();

}  // namespace startex::runtime
