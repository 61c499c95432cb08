// A record of one viewer together with the page that plays it, as one file that opens without a server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace startex::review {

// `page` is the web client's replay-template.html, which holds one empty <script id="startex-record">; `exported` the
// viewer's log as JSONL (perspective.hpp). Nothing is added to what the viewer received but the exercise's id and the
// viewer's name. Nothing when the page has no place for a record.
std::optional<std::string> one_file(std::string_view page, std::string_view exported, std::string_view exercise,
                                    std::string_view as);

}  // namespace startex::review
