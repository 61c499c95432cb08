// One facilitator, and then two of them: who has what in hand, moderation without a mouse, what is alerted, what each team
// is doing, writing to the room, and control's own log.
import { expect, test, type Locator, type Page } from "@playwright/test";
import {
  accessible,
  makeExercise,
  openSide,
  picture,
  say,
  tab,
  takeSeat,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

const waits = (control: Page, text: string): Locator =>
  control
    .getByRole("list", { name: /What waits/ })
    .getByRole("listitem")
    .filter({ hasText: text });
const panel = (control: Page): Locator => control.getByRole("tabpanel");
const section = (control: Page, name: string): Locator =>
  panel(control).getByRole("region", { name, exact: true });

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// Gives the facilitator of this page a name, at the dashboard.
async function sayName(control: Page, name: string): Promise<void> {
  await openSide(control, "Control");
  await panel(control).getByLabel("Your name").fill(name);
  await panel(control).getByRole("button", { name: "Say it" }).click();
  await expect(control.getByRole("tablist", { name: "Panes" })).toBeVisible();
  await openSide(control, "Control");
  await expect(
    section(control, "Facilitators here").getByText(name, { exact: true }),
  ).toBeVisible();
}

test("a control team runs a room from its dashboards", async ({ browser }) => {
  const faults: string[] = [];
  const kim = await (await browser.newContext()).newPage();
  kim.on("pageerror", (error) => faults.push(String(error)));
  const { id, joinCodes } = await makeExercise(server, kim, "iron-dome");
  const jp = await takeSeat(
    server,
    browser,
    joinCodes.jp!,
    "Sato",
    "Ministry of Foreign Affairs",
  );
  const rok = await takeSeat(
    server,
    browser,
    joinCodes.rok!,
    "Yoon",
    "Ministry of Foreign Affairs",
  );
  await kim.goto(`${server.address}/control/${id}`);
  await kim.getByRole("button", { name: "STARTEX" }).click();
  await kim.getByRole("button", { name: "Start the exercise" }).click();
  await expect(jp.page.getByRole("timer").getByText("Running")).toBeVisible();

  const lee = await (await browser.newContext()).newPage();
  lee.on("pageerror", (error) => faults.push(String(error)));
  await lee.goto(`${server.address}/control#token=${server.token}`);
  await expect(lee.getByRole("button", { name: "New exercise" })).toBeVisible();
  await lee.goto(`${server.address}/control/${id}`);

  await test.step("facilitators say their names, see each other, and take areas", async () => {
    await sayName(kim, "Kim");
    await sayName(lee, "Lee");
    await expect(
      section(kim, "Facilitators here").getByText("Lee"),
    ).toBeVisible();
    await kim.getByRole("button", { name: "Take: Moderation" }).click();
    await expect(section(lee, "Who looks after what")).toContainText(
      "Moderation",
    );
    await expect(section(lee, "Who looks after what")).toContainText("Kim");
    await section(lee, "Who looks after what")
      .getByRole("button", { name: "Take over" })
      .click();
    await expect(section(kim, "Who looks after what")).toContainText("Lee");
    await panel(kim)
      .getByLabel("A note for the other facilitators")
      .fill("Let Seoul speak first. canary-note");
    await panel(kim).getByRole("button", { name: "Write" }).click();
    await expect(panel(lee).getByText("canary-note")).toBeVisible();
    await picture(lee, "control-team");
    await accessible(lee, "control team");
  });

  await test.step("what is in one's hands is seen by the other, and handed over", async () => {
    await say(jp.page, "Korea – Japan", "We should talk. canary-first");
    const mine = waits(kim, "canary-first");
    await mine.getByRole("button", { name: "Take in hand" }).click();
    await expect(mine.getByText("You have it")).toBeVisible();
    await expect(
      waits(lee, "canary-first").getByText("Kim has it"),
    ).toBeVisible();
    await mine.getByLabel("Hand over…").selectOption("Lee");
    await expect(
      waits(lee, "canary-first").getByText("You have it"),
    ).toBeVisible();
    // With its context: what was said before, and what control notes about it.
    await waits(lee, "canary-first").getByRole("button").first().click();
    await expect(
      waits(lee, "canary-first").getByText("it is the first in this channel"),
    ).toBeVisible();
    await waits(lee, "canary-first")
      .getByLabel("A note for the other facilitators")
      .fill("Ask for a date");
    await lee.keyboard.press("Enter");
    await expect(waits(kim, "canary-first")).toContainText("1 note");
    await picture(lee, "queue-in-hand");
    await accessible(lee, "queue with an item in hand");
  });

  await test.step("of two who decide the same, the second is told who did", async () => {
    await waits(kim, "canary-first")
      .getByRole("button", { name: "Return", exact: true })
      .click();
    await kim.getByRole("dialog").getByRole("textbox").fill("Too early");
    await waits(lee, "canary-first")
      .getByRole("button", { name: "Approve", exact: true })
      .click();
    await expect(
      rok.page
        .getByRole("navigation")
        .getByRole("button", { name: /Korea – Japan/ }),
    ).toBeVisible();
    await expect(
      waits(lee, "canary-first").getByRole("button", {
        name: "Approve",
        exact: true,
      }),
    ).toHaveCount(0);
    await kim
      .getByRole("dialog")
      .getByRole("button", { name: "Return", exact: true })
      .click();
    await expect(kim.getByText(/already been sent.*Lee/)).toBeVisible();
    await kim.keyboard.press("Escape");
  });

  await test.step("moderation needs no mouse", async () => {
    for (const text of ["canary-pass", "canary-mend", "canary-back"])
      await say(jp.page, "Korea – Japan", `A line, ${text}`);
    await expect(waits(kim, "canary-back")).toBeVisible();
    await kim.locator("body").click({ position: { x: 2, y: 2 } });
    await kim.keyboard.press("1");
    await kim.keyboard.press("a");
    await expect(
      waits(kim, "canary-pass").getByRole("button", {
        name: "Approve",
        exact: true,
      }),
    ).toHaveCount(0);
    await expect(waits(kim, "canary-mend")).toHaveClass(/chosen/);
    await kim.keyboard.press("e");
    const edit = kim.getByRole("dialog");
    await expect(edit.getByRole("textbox")).toBeFocused();
    await kim.keyboard.press("Control+a");
    await kim.keyboard.type("A better line, canary-mended");
    await accessible(kim, "editing a message");
    await kim.keyboard.press("Tab");
    await kim.keyboard.press("Tab");
    await kim.keyboard.press("Enter");
    await expect(edit).toHaveCount(0);
    await expect(waits(kim, "canary-back")).toHaveClass(/chosen/);
    await kim.keyboard.press("x");
    await expect(kim.getByRole("dialog").getByRole("textbox")).toBeFocused();
    await kim.keyboard.type("Say it to us first");
    await kim.keyboard.press("Tab");
    await kim.keyboard.press("Tab");
    await kim.keyboard.press("Enter");
    await expect(kim.getByRole("dialog")).toHaveCount(0);
    await say(rok.page, "Korea – Japan", "We have read you.");
    await expect(rok.page.getByText("canary-mended")).toBeVisible();
    await expect(jp.page.getByText("Say it to us first")).toBeVisible();
    expect(rok.seen.join("\n")).not.toContain("canary-back");
    expect(rok.seen.join("\n") + jp.seen.join("\n")).not.toContain("Lee");
  });

  await test.step("the log shows control's own acts, whose, and what was changed", async () => {
    await openSide(kim, "Log");
    await kim.getByLabel("Whose acts").selectOption({ label: "Kim" });
    const log = kim
      .getByRole("log", { name: "Log" })
      .or(panel(kim).getByRole("log"));
    await expect(
      log.first().locator("ins").getByText("better").first(),
    ).toBeVisible();
    await expect(log.first().getByText("Control · Kim").first()).toBeVisible();
    await accessible(kim, "log of control's acts");
    await picture(kim, "control-log");
  });

  await test.step("an inject is written from a form, seen as its reader will, and sent from the keyboard", async () => {
    await kim.locator("body").click({ position: { x: 2, y: 2 } });
    await kim.keyboard.press("i");
    const dialog = kim.getByRole("dialog");
    await dialog.getByLabel("Begin from").selectOption({ label: "News flash" });
    await dialog
      .getByRole("combobox", { name: "From", exact: true })
      .selectOption({ label: "World press" });
    await dialog.getByRole("checkbox", { name: /All of Japan/ }).check();
    await dialog
      .getByRole("checkbox", { name: /All of Republic of Korea/ })
      .check();
    await dialog.getByLabel("Title").fill("Breaking: canary-flash");
    await dialog
      .getByLabel("As which recipient")
      .selectOption({ label: "Japan" });
    const preview = dialog.getByRole("region", {
      name: "As its recipients read it",
    });
    await expect(
      preview.getByRole("heading", { name: "Breaking: canary-flash" }),
    ).toBeVisible();
    await expect(preview.getByText("Read by Sato")).toBeVisible();
    // With a picture; what is no picture and no document is refused with the reason.
    await dialog.locator("input[type=file]").setInputFiles([
      { name: "map.png", mimeType: "image/png", buffer: PICTURE },
      {
        name: "tool.exe",
        mimeType: "application/x-msdownload",
        buffer: PICTURE,
      },
    ]);
    await expect(
      dialog.getByText("tool.exe: only PNG, JPEG, GIF, WebP and PDF"),
    ).toBeVisible();
    await expect(preview.getByRole("img", { name: "map.png" })).toBeVisible();
    await accessible(kim, "composing");
    await picture(kim, "compose");
    await dialog.getByLabel("Title").focus();
    await kim.keyboard.press("Control+Enter");
    await expect(dialog).toHaveCount(0);
    await tab(jp.page, "Inbox").click();
    await expect(
      jp.page.getByRole("heading", { name: "Breaking: canary-flash" }),
    ).toBeVisible();
    const shown = jp.page.getByRole("img", { name: "map.png" });
    await expect
      .poll(() =>
        shown.evaluate((image) => (image as HTMLImageElement).naturalWidth),
      )
      .toBe(1);
  });

  await test.step("a message goes out as an entity, in any channel", async () => {
    await kim.keyboard.press("i");
    const dialog = kim.getByRole("dialog");
    await dialog.getByLabel("Message", { exact: true }).check();
    await dialog
      .getByRole("combobox", { name: "Channel" })
      .selectOption({ label: "Press room" });
    await dialog
      .getByRole("combobox", { name: "As", exact: true })
      .selectOption({ label: "World press" });
    await dialog.getByRole("textbox").fill("Any comment? canary-question");
    await accessible(kim, "writing a message");
    await kim.keyboard.press("Control+Enter");
    await expect(dialog).toHaveCount(0);
    await say(jp.page, "Press room", "Later.");
    await expect(jp.page.getByText("canary-question")).toBeVisible();
  });

  await test.step("a team's card tells what it has not answered, where it stands and what it says among itself", async () => {
    await say(jp.page, "Japanese delegation", "Among us only");
    await openSide(kim, "Teams");
    const japan = section(kim, "Japan");
    await japan.getByRole("button", { name: /Japan/ }).first().click();
    await expect(
      japan.getByRole("button", { name: "Breaking: canary-flash" }),
    ).toBeVisible();
    await expect(japan.getByText("Among us only")).toBeVisible();
    await expect(
      japan.getByText("1 of 1 here").or(japan.getByText("1/1")).first(),
    ).toBeVisible();
    await picture(kim, "team-card");
    await accessible(kim, "team card");
    const opened = kim.waitForEvent("popup");
    await japan
      .getByRole("link", { name: /Ministry of Foreign Affairs/ })
      .click();
    const see = await opened;
    await expect(
      see.getByText("You see what Japan: Ministry of Foreign Affairs sees."),
    ).toBeVisible();
    await tab(see, "Japanese delegation").click();
    await expect(see.getByText("Among us only")).toBeVisible();
    await expect(see.getByLabel("Message to Japanese delegation")).toHaveCount(
      0,
    );
    await accessible(see, "seen as a seat");
    await see.close();
  });

  await test.step("alerts come by thresholds of one's own, lead somewhere, and go when dismissed", async () => {
    await kim.getByRole("button", { name: "When to alert" }).click();
    const dialog = kim.getByRole("dialog");
    await dialog.getByLabel("An inject is unacknowledged").fill("0.01");
    await dialog.getByLabel("Somebody with a seat is gone").fill("0.01");
    await dialog.getByLabel("A team is silent").fill("0");
    await dialog.getByLabel("Anything else waits for control").fill("0");
    await dialog.getByRole("group").getByLabel("above").first().fill("1");
    await accessible(kim, "when to alert");
    await picture(kim, "alert-settings");
    await dialog.getByRole("button", { name: "Keep" }).click();
    const alerts = kim.getByRole("region", { name: "To be noticed" });
    await alerts.getByText(/more$/).click();
    await expect(alerts.getByText(/Japan has not acknowledged/)).toBeVisible();
    await expect(alerts.getByText(/, above 1$/)).toBeVisible();
    await rok.context.close();
    await expect(alerts.getByText(/1 person is gone.*Yoon/)).toBeVisible();
    await picture(kim, "alerts");
    await accessible(kim, "alerts");
    const first = alerts.locator(".alert").filter({ hasText: "Japan has not" });
    await first.getByRole("button", { name: "Go there" }).click();
    // To the one that has waited longest.
    await expect(
      kim.getByRole("region", {
        name: "The order and its sixty days",
        exact: true,
      }),
    ).toBeVisible();
    await first.getByRole("button", { name: "Dismiss" }).click();
    await expect(alerts.getByText(/Japan has not acknowledged/)).toHaveCount(0);
    await kim.reload();
    await expect(alerts).toContainText(", above 1");
    await expect(alerts.getByText(/Japan has not acknowledged/)).toHaveCount(0);
  });
  await test.step("the review shows the same desk, and nothing on it can be done", async () => {
    await kim.goto(`${server.address}/review/${id}`);
    const then = kim.getByRole("region", { name: /^The screen of Control/ });
    await expect(
      then.getByRole("heading", { name: "Waits for you" }),
    ).toBeVisible();
    for (const act of ["ENDEX", "Release", "Approve", "Undo last change"])
      await expect(
        then.getByRole("button", { name: act, exact: true }),
      ).toHaveCount(0);
    await expect(
      then.getByRole("tab", { name: "Control", exact: true }),
    ).toHaveCount(0);
  });
  expect(faults).toEqual([]);
});
