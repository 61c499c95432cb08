// What the sources promise about themselves, as functions over text: every rule takes a file's path and text and names
// each fault with its line, so that a test can feed it a planted sample as well as the tree.
#pragma once

#include <string>
#include <vector>

namespace startex::architecture {

struct Source {
  std::string path;  // from the project's root: "server/net/server.cpp"
  std::string text;
};

// "server/net/server.cpp:12: ..." one a fault; empty when the rule is kept. Rules look only at the paths they speak of.
using Faults = std::vector<std::string>;

// A folder of server/ includes only the folders that the table allows it.
Faults folder_faults(const Source& source);
// A folder of server/ includes only the libraries that the table allows it; a library nobody knows is a fault, too.
Faults library_faults(const Source& source);
// The rules (server/exercise) and the actor (server/engine) read no clock, draw no chance, block on nothing.
Faults purity_faults(const Source& source);
// The wall clock is read in one file.
Faults wall_clock_faults(const Source& source);
// A statement with co_await holds no lambda, brace initialiser or ?: (g++ 12 miscompiles them).
Faults coroutine_faults(const Source& source);
// Tests wait for what they test, and do not sleep; those with sockets or processes may wait for readiness.
Faults sleep_faults(const Source& source);

Faults all_faults(const Source& source);

// The text with comments blanked, and strings and characters emptied when `strings_too`; line numbers stay.
std::string code_of(const std::string& text, bool strings_too);

// Every C++ file below `folder` of the project at `root`.
std::vector<Source> sources_below(const std::string& root, const std::string& folder);

}  // namespace startex::architecture
