// Files that control puts into the exercise: pictures and documents that injects carry. The bytes are kept beside the
// log by their hash; here is what they are, and who has been shown them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct MediaFile {
  std::string id, name, type, sha256;
  std::int64_t bytes = 0;
  std::vector<Audience> shown;  // the audiences of the events that carried it
};

struct Media {
  std::map<std::string, MediaFile> files;
  std::int64_t bytes = 0;  // of all files

  // Nothing for one that does not exist, or that no event has shown to this viewer.
  const MediaFile* seen(std::string_view id, const Viewer& viewer) const;
};

// The field `attachments` of a command, a list of files' ids.
std::vector<std::string> read_attachments(const Turn& turn, json::Reader& in);
// What those who receive the files are told of them: [{media,name,type,bytes}].
Json attachments_of(const State& state, const std::vector<std::string>& media);

extern const Capability media_capability;

}  // namespace startex::exercise
