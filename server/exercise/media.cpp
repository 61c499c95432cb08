#include "exercise/media.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Outcome add(Turn& turn, json::Reader& in) {
  const auto name = in.text("name", limits::title_max);
  const auto type = in.choice("type", {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"});
  const auto bytes = in.integer("bytes", 1, limits::media_bytes_max);
  const auto sha256 = in.text("sha256", 64);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Media& media = turn.state().media;
  if (media.files.size() >= limits::media_max || media.bytes + bytes > limits::media_total_max)
    return refuse(ErrorCode::conflict, "The exercise holds as many files as it can: 500, and 100 MiB together.");
  const std::string id = turn.id("media", {name, sha256});
  if (media.files.contains(id)) return refuse(ErrorCode::conflict, "This very file was added a moment ago.");
  turn.emit("media.added", Audience::control_only(),
            {{"media", id}, {"name", name}, {"type", type}, {"bytes", bytes}, {"sha256", sha256}});
  return {};
}

void added(State& state, const Event& event) {
  const Json& data = event.data;
  MediaFile file{data.at("media").get<std::string>(),  data.at("name").get<std::string>(),
                 data.at("type").get<std::string>(),   data.at("sha256").get<std::string>(),
                 data.at("bytes").get<std::int64_t>(), {}};
  state.media.bytes += file.bytes;
  state.media.files[file.id] = std::move(file);
}

void planned(State& state, const Event& event) {
  if (event.data.contains("attachments"))
    state.injects.injects[event.data.at("inject").get<std::string>()].attachments =
        event.data.at("attachments").get<std::vector<std::string>>();
}

void shown(State& state, const Event& event) {
  for (const Json& attachment : event.data.value("attachments", Json::array())) {
    const auto file = state.media.files.find(attachment.at("media").get<std::string>());
    if (file == state.media.files.end()) continue;
    auto& audiences = file->second.shown;
    if (std::ranges::find(audiences, event.audience) == audiences.end()) audiences.push_back(event.audience);
  }
}

}  // namespace

const MediaFile* Media::seen(std::string_view id, const Viewer& viewer) const {
  const auto it = files.find(std::string(id));
  if (it == files.end()) return nullptr;
  const auto& audiences = it->second.shown;
  const bool may =
      viewer.role == Role::control ||
      std::any_of(audiences.begin(), audiences.end(), [&](const auto& audience) { return may_see(audience, viewer); });
  return may ? &it->second : nullptr;
}

std::vector<std::string> read_attachments(const Turn& turn, json::Reader& in) {
  auto media = in.optional_texts("attachments", limits::attachments_max, limits::id_max);
  const auto& files = turn.state().media.files;
  if (!std::ranges::all_of(media, [&](const auto& id) { return files.contains(id); }))
    in.fault("attachments", "A file here is not one of the exercise. Add it first.");
  return media;
}

Json attachments_of(const State& state, const std::vector<std::string>& media) {
  Json out = Json::array();
  for (const auto& id : media) {
    const auto it = state.media.files.find(id);
    if (it == state.media.files.end()) continue;
    const MediaFile& file = it->second;
    out.push_back({{"media", file.id}, {"name", file.name}, {"type", file.type}, {"bytes", file.bytes}});
  }
  return out;
}

const Capability media_capability{
    "media",
    {{"media.add", Who::server, When::always, "Control adds a picture or a document for injects to carry", add}},
    {
        {"media.added", added},
        {"inject.composed", planned},
        {"inject.edited", planned},
        {"inject.released", shown},
    },
};

}  // namespace startex::exercise
