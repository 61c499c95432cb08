#include "publish/html.hpp"

#include <fmt/format.h>
#include <md4c-html.h>

#include "exercise/report.hpp"
#include "review/report_words.hpp"

namespace startex::publish {
namespace {

constexpr std::string_view style = R"(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:2rem 1.25rem;color:#1b1f24;background:#fff;
 font:16px/1.55 system-ui,"Noto Sans","Noto Sans CJK KR","Noto Sans CJK JP",sans-serif;overflow-wrap:anywhere}
h1{margin:.2rem 0 1rem;font-size:1.8rem;line-height:1.2}
h2{margin:2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid #1f4fa3;font-size:1.25rem}
.marking{margin:0;padding:.3rem .6rem;background:#ffe08a;color:#3b2f00;text-align:center;font-weight:700;letter-spacing:.04em}
table{width:100%;border-collapse:collapse;font-size:.9rem}
th,td{padding:.3rem .5rem;border:1px solid #c4cad1;text-align:left;vertical-align:top}
td{overflow-wrap:break-word}
th{background:#eef2f8;overflow-wrap:normal}
td p{margin:0}
.plan{table-layout:fixed;min-width:46rem}
.plan th:nth-child(1){width:28%}
.plan th:nth-child(2){width:18%}
ul{padding-left:1.4rem}
ol{padding-left:2.2rem}
li{margin-block:.25rem}
a{color:#1f4fa3}
.cited{list-style:none;padding:0;font-size:.88rem}
.cited li{display:grid;grid-template-columns:4.5rem 1fr}
.wide{overflow-x:auto}
@page{size:A4;margin:18mm 16mm}
@media print{
 body{max-width:none;padding:0;font-size:10.5pt}
 h2{break-after:avoid}
 tr,li,p{break-inside:avoid}
 thead{display:table-header-group}
 a{color:inherit;text-decoration:none}
 .wide{overflow:visible}
 .plan{font-size:8pt;min-width:0}
 .plan :is(th,td){padding:.2rem .25rem}
 .plan th{font-size:7.5pt}
})";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  return out;
}

// "[#58, #61]" becomes links to the events at the end of the page.
std::string linked(const std::string& html, const review::AfterAction& report) {
  std::string out;
  std::size_t at = 0;
  for (auto open = html.find("[#"); open != std::string::npos; open = html.find("[#", at)) {
    const auto close = html.find(']', open);
    if (close == std::string::npos) break;
    out += html.substr(at, open - at);
    const auto whole = html.substr(open, close - open + 1);
    std::string links;
    for (const auto n : exercise::references_in(whole))
      if (report.cited.contains(n)) links += fmt::format("{0}<a href=\"#e{1}\">#{1}</a>", links.empty() ? "" : ", ", n);
    out += links.empty() ? whole : "[" + links + "]";
    at = close + 1;
  }
  return out + html.substr(at);
}

std::string from_markdown(const std::string& text) {
  std::string out;
  const auto append = [](const MD_CHAR* bytes, MD_SIZE size, void* to) {
    static_cast<std::string*>(to)->append(bytes, size);
  };
  md_html(text.data(), static_cast<MD_SIZE>(text.size()), append, &out, MD_FLAG_TABLES | MD_FLAG_NOHTML, 0);
  return out;
}

std::string plan(const review::Section& section, const review::AfterAction& report) {
  std::string out = "<div class=\"wide\"><table class=\"plan\"><thead><tr>";
  const auto columns = review::plan_columns(report.language);
  for (const auto& [field, title] : columns) out += "<th scope=\"col\">" + escaped(title) + "</th>";
  out += "</tr></thead><tbody>";
  for (const Json& row : section.rows) {
    out += "<tr>";
    for (const auto& [field, title] : columns) {
      const auto value = row.value(field, "");
      const auto text = field == "element" ? escaped(review::element_name(report.language, value))
                        : field == "issue" ? from_markdown(value)
                                           : escaped(value);
      out += "<td>" + text + "</td>";
    }
    out += "</tr>";
  }
  return out + "</tbody></table></div>";
}

}  // namespace

std::string to_html(const review::AfterAction& report) {
  const auto title = escaped(review::word(report.language, "report")) + ": " + escaped(report.title);
  auto out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\"><title>{}</title><style>{}</style></head>"
      "<body>\n<p class=\"marking\">{}</p>\n<h1>{}</h1>\n",
      report.language, title, style, escaped(report.marking), title);
  for (const auto& section : report.sections) {
    const auto body = section.rows.is_array() ? plan(section, report) : from_markdown(section.text);
    out += fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", section.id, escaped(section.title),
                       linked(body, report));
  }
  out +=
      fmt::format("<section><h2>{}</h2>\n<ul class=\"cited\">\n", escaped(review::word(report.language, "evidence")));
  for (const auto& [n, event] : report.cited)
    out += fmt::format("<li id=\"e{0}\"><b>#{0}</b><span>{1} · {2} · {3}</span></li>\n", n, escaped(event.at),
                       escaped(event.who), escaped(event.what));
  return out + fmt::format("</ul></section>\n<p class=\"marking\">{}</p>\n</body></html>\n", escaped(report.marking));
}

}  // namespace startex::publish
