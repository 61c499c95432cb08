// Files that injects carry: control puts them in, and nobody knows of one before an event has shown it to them.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Files : public Table {
 protected:
  std::string add(const std::string& name, std::int64_t bytes = 1000, const std::string& type = "image/png") {
    const Json file{{"name", name}, {"type", type}, {"bytes", bytes}, {"sha256", std::string(64, 'a')}};
    EXPECT_EQ(ask("control", "media.add", file), "done") << refusal.hint;
    return id_of("media.added", "media");
  }
  Json inject(Json more) const {
    Json params{{"title", "A picture"}, {"body", "See it"}, {"type", "news"}, {"from", "Agency"}, {"to", {"a"}}};
    params.update(more);
    return params;
  }
  bool may_open(const std::string& viewer, const std::string& media) const {
    return stage.state().media.seen(media, *stage.state().seats.viewer(viewer)) != nullptr;
  }
};

TEST_F(Files, AreShownToThoseWhomAnInjectBringsThemAndToNobodyElse) {
  const auto map = add("canary-map.png");
  for (const auto* viewer : {"a", "a.head", "b.head", "observer", "evaluator"}) EXPECT_FALSE(may_open(viewer, map));
  EXPECT_TRUE(may_open("control", map));
  EXPECT_FALSE(sees("a.head", "canary-map"));
  ASSERT_EQ(ask("control", "inject.compose", inject({{"attachments", {map}}})), "done") << refusal.hint;
  const Json attachments = stage.events("inject.released").back().data.at("attachments");
  EXPECT_EQ(attachments,
            Json::array({{{"media", map}, {"name", "canary-map.png"}, {"type", "image/png"}, {"bytes", 1000}}}));
  for (const auto* viewer : {"a", "a.head", "a.aide", "evaluator"}) {
    EXPECT_TRUE(may_open(viewer, map)) << viewer;
    EXPECT_TRUE(sees(viewer, "canary-map")) << viewer;
  }
  for (const auto* viewer : {"b", "b.head", "c.head", "observer"}) {
    EXPECT_FALSE(may_open(viewer, map)) << viewer;
    EXPECT_FALSE(sees(viewer, "canary-map")) << viewer;
    EXPECT_FALSE(sees(viewer, map)) << viewer;
  }
  // Later to others as well: whoever may see one of the two may open it.
  ASSERT_EQ(ask("control", "inject.compose",
                inject({{"title", "The map again"}, {"to", {"b.head"}}, {"attachments", {map}}})),
            "done");
  EXPECT_TRUE(may_open("b.head", map));
  EXPECT_TRUE(may_open("a.head", map));
  EXPECT_FALSE(may_open("b.aide", map));
}

TEST_F(Files, GoWithAnInjectThatIsReleasedLater) {
  const auto map = add("map.png"), paper = add("paper.pdf", 2000, "application/pdf");
  ASSERT_EQ(ask("control", "inject.compose", inject({{"hold", true}, {"attachments", {map}}})), "done");
  const auto id = id_of("inject.composed", "inject");
  EXPECT_FALSE(may_open("a.head", map));
  ASSERT_EQ(ask("control", "inject.edit", {{"inject", id}, {"attachments", {paper, map}}}), "done");
  ASSERT_EQ(ask("control", "inject.release", {{"inject", id}}), "done");
  EXPECT_EQ(stage.events("inject.released").back().data.at("attachments").size(), 2U);
  EXPECT_TRUE(may_open("a.head", paper));
  ASSERT_EQ(ask("control", "inject.edit", {{"inject", "by-hand"}, {"attachments", {map}}}), "done");
  ASSERT_EQ(ask("control", "inject.edit", {{"inject", "by-hand"}, {"attachments", Json::array()}}), "done");
  ASSERT_EQ(ask("control", "inject.release", {{"inject", "by-hand"}}), "done");
  EXPECT_FALSE(stage.events("inject.released").back().data.contains("attachments"));
}

TEST_F(Files, AreLimitedInKindSizeAndNumber) {
  const Json good{{"name", "x"}, {"type", "image/png"}, {"bytes", 10}, {"sha256", std::string(64, 'a')}};
  const auto with = [&](const char* key, Json value) {
    Json file = good;
    file[key] = std::move(value);
    return ask("control", "media.add", file);
  };
  EXPECT_EQ(with("type", "image/svg+xml"), "invalid");
  EXPECT_EQ(with("type", "text/html"), "invalid");
  EXPECT_EQ(with("bytes", limits::media_bytes_max + 1), "invalid");
  EXPECT_EQ(with("bytes", 0), "invalid");
  EXPECT_EQ(with("name", ""), "invalid");
  for (int i = 0; i < 20; ++i) add("large " + std::to_string(i), limits::media_bytes_max);
  EXPECT_EQ(with("name", "one more"), "conflict");
  EXPECT_EQ(ask("control", "inject.compose", inject({{"attachments", {"missing"}}})), "invalid");
  EXPECT_EQ(refusal.pointer, "/attachments");
  EXPECT_EQ(ask("control", "inject.compose", inject({{"attachments", std::vector<std::string>(9, "x")}})), "invalid");
}

}  // namespace
}  // namespace startex::test
