// The after-action report and the grade book as files.
#include "access/tokens.hpp"
#include "publish/html.hpp"
#include "publish/workbook.hpp"
#include "review/contributions.hpp"
#include "review/report.hpp"
#include "runtime/api.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

constexpr std::string_view csv_type = "text/csv; charset=utf-8";

// One section a line.
std::string to_jsonl(const review::AfterAction& report) {
  std::string out;
  const Json whole = review::to_json(report);
  for (const auto* list : {"sections", "evidence"})
    for (const Json& one : whole.at(list)) out += json::to_text(one) + '\n';
  return out;
}

net::Response as_page(const review::AfterAction& report) {
  net::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  response.body = publish::to_html(report);
  return response;
}

net::Response report_as(const std::string& format, const review::AfterAction& report,
                        const std::filesystem::path& scratch) {
  const auto name = report.exercise + "-report.";
  if (format == "html") return as_page(report);
  if (format == "csv") return file_response(std::string(csv_type), name + format, review::to_csv(report));
  if (format == "md") return file_response("text/markdown; charset=utf-8", name + format, review::to_markdown(report));
  if (format == "jsonl") return file_response("application/x-ndjson", name + format, to_jsonl(report));
  if (format == "json") return json_response(200, review::to_json(report));
  auto book = publish::to_xlsx(report, scratch);
  if (book)
    return file_response("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + format,
                         std::move(*book));
  telemetry::error("a report could not be written: {}", book.error());
  return net::problem(503, "unavailable", "The workbook could not be written",
                      "The operator finds the reason in the server's log. The other formats need no disk.");
}

}  // namespace

void Api::report(Call call) {
  const auto format = query(call.request, "format", "json");
  const auto language = query(call.request, "language", "en");
  if (format != "html" && format != "json" && format != "jsonl" && format != "csv" && format != "xlsx" &&
      format != "md") {
    call.reply(net::problem(422, "invalid", "No such format", "\"format\" is html, json, jsonl, csv, xlsx or md."));
    return;
  }
  const auto scratch = parts_.exercises / ("report." + access::new_id() + ".xlsx");
  const auto exercise = call.params.at("id");
  with_rows(exercise, std::move(call), [format, language, scratch](Call asked, const std::vector<std::string>& rows) {
    const auto report = review::after_action(rows, language);
    asked.reply(report ? report_as(format, *report, scratch) : log_unreadable());
  });
}

void Api::gradebook(Call call) {
  const auto exercise = call.params.at("id");
  std::vector<review::Listed> list;
  for (const auto& code : parts_.catalog.roster_of(exercise))
    list.push_back({code.id, code.name, code.email, code.role, code.team, code.seat});
  with_rows(exercise, std::move(call), [list = std::move(list)](Call asked, const std::vector<std::string>& rows) {
    const auto contributions = review::contributions(rows);
    asked.reply(contributions ? file_response(std::string(csv_type), asked.params.at("id") + "-gradebook.csv",
                                              review::gradebook_csv(*contributions, list))
                              : log_unreadable());
  });
}

}  // namespace startex::runtime
