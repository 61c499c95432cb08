// A record in figures: the drawings of a class that was played, the way from a figure to its event, the files, and what a
// participant may see of it.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { accessible, picture } from "./people";
import { playClass, type Played } from "./played";
import { Server } from "./server";

const server = new Server();
let played: Played;
test.beforeAll(async ({ browser }) => {
  await server.start();
  played = await playClass(server, browser);
});
test.afterAll(() => server.remove());

const figure = (page: Page, title: string) =>
  page.getByRole("region", { name: title, exact: true }).first();

test("the figures are drawn, named, linked to their events and can be saved", async () => {
  const { control, id } = played;
  const faults: string[] = [];
  control.on("pageerror", (error) => faults.push(String(error)));
  control.on("console", (line) => {
    if (line.type() === "error") faults.push(line.text());
  });
  await control.goto(`${server.address}/review/${id}?tab=measures`);
  const response = figure(control, "How fast each delegation responded");
  await expect(response.getByRole("img")).toBeVisible();
  await picture(control, "measures");
  await accessible(control, "measures");

  await test.step("each figure is a picture with the same as a table", async () => {
    for (const title of [
      "Where postures stood",
      "What the indicators showed",
      "How much of the talking each seat did",
      "How many acted at once",
    ])
      await expect(figure(control, title).getByRole("img")).toBeVisible();
    await response.getByText(/^As a table/).click();
    await expect(
      response.getByRole("columnheader", { name: "delegation" }),
    ).toBeVisible();
  });

  await test.step("who talked to whom stands in a matrix beside the picture", async () => {
    const network = figure(control, "Who talked to whom");
    await expect(
      network.getByRole("button", { name: /from United States to Japan/ }),
    ).toBeVisible();
    await network.getByRole("slider").fill("0");
    await expect(network.getByText(/^From 0/)).toBeVisible();
  });

  await test.step("who moved in the agreement is said clause by clause", async () => {
    const moved = figure(control, "Who moved in the agreements");
    await expect(
      moved.getByRole("heading", { name: "Launch data pact concluded" }),
    ).toBeVisible();
    await expect(moved.getByText("clause 1").first()).toBeVisible();
    await expect(moved.locator("del").first()).toContainText("all");
  });

  await test.step("pictures and tables are saved as files", async () => {
    for (const [format, begins] of [
      ["SVG", "<svg"],
      ["PNG", "\x89PNG"],
      ["CSV", "inject,number,title"],
    ] as const) {
      const saving = control.waitForEvent("download");
      await response
        .getByRole(format === "CSV" ? "link" : "button", {
          name: `Save ${format}`,
        })
        .click();
      const bytes = readFileSync((await (await saving).path())!, "latin1");
      expect(bytes.startsWith(begins), format).toBe(true);
      if (format === "SVG") expect(bytes).not.toContain("var(--");
    }
  });

  await test.step("a row leads to its event in the replay", async () => {
    await response
      .getByRole("button", { name: /^To event/ })
      .first()
      .click();
    await expect(control.getByRole("slider").first()).toBeVisible();
    await expect(control).toHaveURL(/[?&]n=\d+/);
  });
  expect(faults).toEqual([]);
});

test("a participant sees the figures of its own record and of no other", async () => {
  const { kim, id } = played;
  await kim.goto(`${server.address}/review/${id}?tab=measures`);
  await expect(
    figure(kim, "How fast each delegation responded").getByRole("img"),
  ).toBeVisible();
  const status = (as: string) =>
    kim.evaluate(
      async ([exercise, viewer]) =>
        (await fetch(`/api/exercises/${exercise}/measures?as=${viewer}`))
          .status,
      [id, as] as const,
    );
  expect(await status("rok.head")).toBe(200);
  expect(await status("jp.head")).toBe(404);
  expect(await status("control")).toBe(404);
});
