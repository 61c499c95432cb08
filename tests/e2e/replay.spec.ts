// The review plays a record again on the screens of then: as oneself, as anybody once control has opened all, side by side,
// and from one file without a server or a network.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";
import {
  accessible,
  makeExercise,
  picture,
  say,
  signIn,
  takeSeat,
  type Delegate,
} from "./people";
import { Server } from "./server";

const server = new Server();
const elsewhere = new Server(); // that takes the record in
test.beforeAll(() => Promise.all([server.start(), elsewhere.start()]));
test.afterAll(() => Promise.all([server.remove(), elsewhere.remove()]));

const TEAMS = {
  us: ["Head of delegation (National Security Council)", "US delegation"],
  rok: ["Head of delegation (National Security Office)", "Korean delegation"],
  jp: ["Head of delegation (Cabinet Secretariat)", "Japanese delegation"],
} as const;
type Team = keyof typeof TEAMS;
const teams = Object.keys(TEAMS) as Team[];

const slider = (page: Page) => page.getByRole("slider");
const screen = (page: Page) => page.locator("section.screen");

// What the server answers to this page when it asks for somebody's replay.
const replayOf = (page: Page, id: string, as: string) =>
  page.evaluate(
    async ([exercise, viewer]) => {
      const answer = await fetch(
        `/api/exercises/${exercise}/replay.html?as=${viewer}`,
      );
      return { status: answer.status, text: await answer.text() };
    },
    [id, as],
  );

test("a record is played again, on the server's page and from one file", async ({
  browser,
}, info) => {
  const control = await (await browser.newContext()).newPage();
  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  const people = {} as Record<Team, Delegate>;
  for (const team of teams)
    people[team] = await takeSeat(
      server,
      browser,
      joinCodes[team]!,
      `Head ${team}`,
      TEAMS[team][0],
    );
  await control.goto(`${server.address}/control/${id}`);
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  for (const team of teams) {
    await expect(
      people[team].page.getByRole("timer").getByText("Running"),
    ).toBeVisible();
    await say(people[team].page, TEAMS[team][1], `canary-${team}`);
    await expect(
      people[team].page.getByText(`canary-${team}`).first(),
    ).toBeVisible();
  }
  await control.getByRole("button", { name: "ENDEX" }).click();
  await control.getByRole("button", { name: "End the exercise" }).click();
  const { page } = people.jp;
  await expect(page.getByText("ENDEX: the exercise has ended.")).toBeVisible();
  expect((await replayOf(page, id, "jp.head")).status).toBe(409);

  await test.step("control sees what it saw, and what a seat had not received", async () => {
    await control.goto(`${server.address}/review/${id}`);
    await expect(
      screen(control).getByRole("heading", { name: "Waits for you" }),
    ).toBeVisible();
    await slider(control).press("Home");
    await expect(control.getByText(/^#0 \//)).toBeVisible();
    await control.getByLabel("Beside it").selectOption("jp.head");
    await expect(screen(control)).toHaveCount(2);
    await control.getByLabel("Go to a moment").fill("#9999");
    await control.getByLabel("Go to a moment").press("Enter");
    await control.getByLabel(/Only what .* did not receive/).check();
    const list = control.getByRole("list", { name: "Log" });
    await control
      .getByRole("searchbox", { name: "Search the log" })
      .fill("canary");
    await expect(list.getByText("canary-us")).toBeVisible();
    await expect(list.getByText("canary-jp")).toHaveCount(0);
    await accessible(control, "replay, two side by side");
    await picture(control, "replay-control");
    await control.getByRole("button", { name: "Clear" }).click();
    await control.getByLabel("What to jump to").selectOption("Messages");
    await control.getByRole("button", { name: "The one before" }).click();
    await expect(list.locator(".now")).toContainText("canary-jp");
    await control.getByRole("button", { name: "The one before" }).click();
    await expect(list.locator(".now")).toContainText("canary-rok");
    await control.getByRole("button", { name: "The next one" }).click();
    await expect(list.locator(".now")).toContainText("canary-jp");
    await expect(
      screen(control).last().getByRole("button", { name: "Inbox" }),
    ).toBeVisible();
  });

  await test.step("the record is checked, taken home, taken in again, and gone on from", async () => {
    await control.getByRole("button", { name: "Files and record" }).click();
    const files = control.getByRole("dialog");
    await files.getByRole("button", { name: "Check the record" }).click();
    await expect(files.getByText(/Nothing was changed/)).toBeVisible();
    await expect(files.getByText(/signed, the last at event/)).toBeVisible();
    await accessible(control, "files and record");
    await picture(control, "review-files");
    const saving = control.waitForEvent("download");
    await files.getByRole("link", { name: "Download the record" }).click();
    const record = (await (await saving).path())!;
    await files.getByLabel("Title of the new exercise").fill("What if");
    await files.getByRole("button", { name: "Fork" }).click();
    await files.getByRole("link", { name: "Open it" }).click();
    await expect(
      control.getByRole("heading", { name: "What if" }),
    ).toBeVisible();
    await expect(control.getByRole("timer").getByText("Paused")).toBeVisible();

    await control.getByRole("link", { name: "All exercises" }).click();
    await expect(
      control.getByText(/forked from Seminar group B after event \d+/),
    ).toBeVisible();

    const other = await (await browser.newContext()).newPage();
    await signIn(elsewhere, other);
    await other.locator("input[type=file]").setInputFiles(record);
    await expect(other.getByText(/was taken in and checked/)).toBeVisible();
    await expect(
      other.getByRole("link", { name: "Seminar group B" }),
    ).toBeVisible();
    await other.locator("input[type=file]").setInputFiles({
      name: "broken.jsonl",
      mimeType: "application/x-ndjson",
      buffer: Buffer.from(
        readFileSync(record, "utf8").replace("canary-rok", "canary-r0k"),
      ),
    });
    await expect(
      other.getByText(/This record was not taken in|line/i).first(),
    ).toBeVisible();
    await other.context().close();
    await control.goto(`${server.address}/review/${id}`);
  });

  await test.step("a participant sees its own record once the review is open", async () => {
    await control
      .getByRole("banner")
      .getByRole("button", { name: "Open the review for participants" })
      .click();
    await control.getByRole("dialog").locator("button.primary").click();
    await page.getByRole("link", { name: "Open my review" }).click();
    await expect(slider(page)).toBeVisible();
    await page
      .getByRole("searchbox", { name: "Search the log" })
      .fill("canary");
    await page
      .getByRole("listitem")
      .filter({ hasText: "canary-jp" })
      .getByRole("button")
      .click();
    await screen(page)
      .getByRole("button", { name: "Japanese delegation", exact: true })
      .click();
    await expect(screen(page).getByText("canary-jp")).toBeVisible();
    await slider(page).press("ArrowLeft");
    await expect(screen(page).getByText("canary-jp")).toHaveCount(0);
    await page.locator("body").press("]");
    await accessible(page, "replay of a participant");
    await picture(page, "replay-participant");
    expect((await replayOf(page, id, "us.head")).status).toBe(404);
    expect((await replayOf(page, id, "control")).status).toBe(404);
  });

  await test.step("one file holds a team's record and nothing of others, and plays with the network off", async () => {
    const file = await replayOf(page, id, "jp.head");
    expect(file.status).toBe(200);
    expect(file.text).toContain("canary-jp");
    for (const other of ["us", "rok"])
      expect(file.text).not.toContain(`canary-${other}`);
    const path = info.outputPath("replay.html");
    writeFileSync(path, file.text);
    const offline = await browser.newContext();
    await offline.setOffline(true);
    const alone = await offline.newPage();
    const faults: string[] = [];
    alone.on("console", (said) => {
      if (said.type() === "error") faults.push(said.text());
    });
    alone.on("pageerror", (error) => faults.push(String(error)));
    await alone.goto(`file://${path}`);
    await expect(slider(alone)).toBeVisible();
    await slider(alone).press("Home");
    await alone.getByRole("button", { name: "Play", exact: true }).click();
    await expect(alone.getByText(/^#[1-9]\d* \//)).toBeVisible();
    await alone
      .getByRole("searchbox", { name: "Search the log" })
      .fill("canary");
    await expect(
      alone.getByRole("list", { name: "Log" }).getByText("canary-jp"),
    ).toBeVisible();
    await alone.getByLabel("Language").selectOption("ja");
    await expect(alone.getByRole("searchbox")).toBeVisible();
    await accessible(alone, "one file");
    await picture(alone, "replay-one-file");
    expect(faults).toEqual([]);
  });

  await test.step("opened for all, everybody reads every team's, and never control's", async () => {
    await control
      .getByRole("button", { name: "Open everything to everybody" })
      .click();
    await control.getByRole("dialog").locator("button.primary").click();
    await expect(
      control.getByText("Open: every participant reads every team's"),
    ).toBeVisible();
    await page.reload();
    await page
      .getByRole("combobox", { name: "As", exact: true })
      .selectOption("us.head");
    await expect(page.getByText(/^#\d+ \//)).toBeVisible();
    expect((await replayOf(page, id, "us.head")).status).toBe(200);
    for (const closed of ["control", "evaluator"])
      expect((await replayOf(page, id, closed)).status).toBe(404);
  });
});
