// A negotiation by two delegations under control's eyes: a draft, two amendments with their redlines, a reservation,
// signatures, commitments in force that move indicators and release a conditional inject, and the breach that follows.
import { expect, test } from "@playwright/test";
import {
  accessible,
  makeExercise,
  picture,
  tab,
  takeSeat,
  type Delegate,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("two delegations agree, keep it, and break it", async ({ browser }) => {
  const violations: string[] = [];
  const control = await (await browser.newContext()).newPage();
  control.on("pageerror", (error) => violations.push(String(error)));

  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  let jp!: Delegate, rok!: Delegate, us!: Delegate;

  await test.step("three heads of delegation sit down and the exercise starts", async () => {
    jp = await takeSeat(
      server,
      browser,
      joinCodes.jp!,
      "Sato",
      "Head of delegation (Cabinet Secretariat)",
    );
    rok = await takeSeat(
      server,
      browser,
      joinCodes.rok!,
      "Kim",
      "Head of delegation (National Security Office)",
    );
    us = await takeSeat(
      server,
      browser,
      joinCodes.us!,
      "Park",
      "Head of delegation (National Security Council)",
    );
    for (const { page } of [jp, rok, us])
      page.on("pageerror", (error) => violations.push(String(error)));
    await control.goto(`${server.address}/control/${id}`);
    await control.getByRole("button", { name: "STARTEX" }).click();
    await control.getByRole("button", { name: "Start the exercise" }).click();
    await expect(jp.page.getByRole("timer").getByText("Running")).toBeVisible();
    // The clock all but stands, so that what follows does not depend on how fast this machine is.
    await control
      .getByRole("button", { name: /^×|Pace/ })
      .first()
      .click();
    await control.getByRole("spinbutton").fill("0.1");
    await control.getByRole("spinbutton").press("Enter");
  });

  const workspace = (page: Delegate["page"]) =>
    page.locator("article[data-agreement]");

  await test.step("Japan drafts, and what is typed survives a reload", async () => {
    await tab(jp.page, "Texts").click();
    await jp.page.getByRole("button", { name: "New agreement" }).click();
    let dialog = jp.page.getByRole("dialog");
    await dialog
      .getByRole("textbox", { name: "Title", exact: true })
      .fill("Sensor arrangement");
    await dialog
      .getByRole("textbox", { name: "Clause 1", exact: true })
      .fill("The parties share warning data. canary-clause");
    await jp.page.reload();
    await tab(jp.page, "Texts").click();
    await jp.page.getByRole("button", { name: "New agreement" }).click();
    dialog = jp.page.getByRole("dialog");
    await expect(
      dialog.getByRole("textbox", { name: "Title", exact: true }),
    ).toHaveValue("Sensor arrangement");
    await dialog
      .getByRole("group", { name: "Parties" })
      .getByRole("checkbox", { name: /Korea/ })
      .check();
    await dialog.getByRole("button", { name: "Another clause" }).click();
    await dialog
      .getByRole("textbox", { name: "Clause 2", exact: true })
      .fill("They meet every month.");
    await dialog
      .getByLabel("Dimension")
      .selectOption({ label: "Shared tracking data" });
    await dialog
      .getByLabel("Level", { exact: true })
      .selectOption({ label: "Real time among three" });
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await picture(jp.page, "agreement-new");
    await accessible(jp.page, "new agreement");
    await dialog.getByRole("button", { name: "Send to the parties" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(
      workspace(jp.page).getByRole("heading", { name: "Sensor arrangement" }),
    ).toBeVisible();
  });

  await test.step("Korea amends, and Japan reads the redline", async () => {
    await tab(rok.page, "Texts").click();
    await rok.page.getByRole("button", { name: /Sensor arrangement/ }).click();
    const text = workspace(rok.page);
    await text
      .getByRole("button", { name: "Propose another text for clause 1" })
      .click();
    await text
      .getByRole("textbox", { name: "Clause 1" })
      .fill("The parties share warning data in real time. canary-clause");
    await text.getByRole("button", { name: "Done" }).click();
    await expect(text.locator("ins")).toContainText("in real time");
    await text.getByRole("textbox", { name: "Note" }).fill("Sooner is safer");
    await text.getByRole("button", { name: /Send 1 change/ }).click();
    await expect(text.getByText("Version 2").first()).toBeVisible();

    const theirs = workspace(jp.page);
    await expect(theirs.getByText("Version 2").first()).toBeVisible();
    await theirs
      .getByLabel("Show what changed since")
      .selectOption({ index: 1 });
    await expect(theirs.locator("ins")).toContainText("in real time");
    await picture(jp.page, "agreement-redline");
    await accessible(jp.page, "redline");
    await theirs
      .getByLabel("Show what changed since")
      .selectOption({ index: 0 });
  });

  await test.step("both write at once: one wins, the other keeps its text and sends it again", async () => {
    const ours = workspace(jp.page);
    await ours
      .getByRole("button", { name: "Propose another text for clause 2" })
      .click();
    await ours
      .getByRole("textbox", { name: "Clause 2" })
      .fill("They meet twice a year.");
    const theirs = workspace(rok.page);
    await theirs
      .getByRole("button", { name: "New clause after clause 2" })
      .click();
    await theirs
      .getByRole("textbox", { name: "New clause" })
      .fill("Neither speaks of it to third parties.");
    // Japan's line is slow: it still has version 2 when it sends.
    await jp.context.setOffline(true);
    await theirs.getByRole("button", { name: /Send 1 change/ }).click();
    await expect(theirs.getByText("Version 3").first()).toBeVisible();
    await ours.getByRole("button", { name: /Send 1 change/ }).click();
    await jp.context.setOffline(false);
    await expect(ours.getByText("Version 3").first()).toBeVisible({
      timeout: 40_000,
    });
    const again = ours.getByRole("button", { name: /as version 4/ });
    await expect(again).toBeEnabled({ timeout: 40_000 });
    await again.click();
    await expect(ours.getByText("Version 4").first()).toBeVisible();
    await expect(ours.getByText("They meet twice a year.")).toBeVisible();
    await expect(
      ours.getByText("Neither speaks of it to third parties."),
    ).toBeVisible();
  });

  await test.step("Korea states a reservation, and both sign", async () => {
    const text = workspace(rok.page);
    await text.getByRole("button", { name: "State a reservation" }).click();
    let dialog = rok.page.getByRole("dialog");
    await dialog
      .getByRole("textbox")
      .fill("As far as our law on military secrets allows.");
    await dialog.getByRole("button", { name: "State a reservation" }).click();
    await expect(
      workspace(jp.page).getByText("As far as our law").first(),
    ).toBeVisible();
    for (const { page } of [rok, jp]) {
      await workspace(page)
        .getByRole("button", { name: "Sign", exact: true })
        .click();
      dialog = page.getByRole("dialog");
      await expect(dialog.getByText("You sign version 4")).toBeVisible();
      await dialog.getByRole("button", { name: "Sign", exact: true }).click();
      await expect(dialog).toHaveCount(0);
    }
    await expect(
      workspace(jp.page).getByText("Concluded").first(),
    ).toBeVisible();
    await picture(jp.page, "agreement-concluded");
    await accessible(jp.page, "agreement");
  });

  await test.step("an indicator moves, and the conditional inject comes by itself", async () => {
    await tab(us.page, "Inbox").click();
    await expect(
      us.page.getByText("who shares what with Tokyo?"),
    ).toBeVisible();
    await tab(us.page, "Posture").click();
    await expect(us.page.locator('[data-indicator="cohesion"]')).toContainText(
      "56",
    );
    await picture(us.page, "posture-board");
    await accessible(us.page, "posture board");
  });

  await test.step("after its lead time the commitment is in force and the posture has followed", async () => {
    await control.getByRole("button", { name: "Jump…" }).click();
    const jump = control.getByRole("dialog");
    await jump.getByRole("spinbutton").first().fill("6");
    await jump.locator("button.primary").click();
    await expect(
      workspace(jp.page).getByText("in force", { exact: false }).first(),
    ).toBeVisible();
    await expect(
      us.page.locator('[data-dimension="tri.data"] [aria-current="step"]'),
    ).toContainText("Real time among three");
    await expect(us.page.locator('[data-indicator="cohesion"]')).toContainText(
      "61",
    );
  });

  await test.step("a later posture breaks it, and control is told", async () => {
    await tab(us.page, "Posture").click();
    await us.page
      .locator('[data-dimension="tri.data"]')
      .getByRole("button", { name: "Propose a change…" })
      .click();
    const dialog = us.page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Warning data, in pairs/ }).check();
    await dialog.getByLabel("Reasons").fill("Too many eyes on one picture.");
    await dialog.getByRole("button", { name: "Propose", exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await control
      .getByRole("list", { name: /What waits/ })
      .getByRole("listitem")
      .filter({ hasText: "Too many eyes" })
      .getByRole("button", { name: "Approve" })
      .click();
    await control.getByRole("button", { name: "Jump…" }).click();
    const jump = control.getByRole("dialog");
    await jump.getByRole("spinbutton").first().fill("20");
    await jump.locator("button.primary").click();
    await expect(
      control
        .getByRole("region", { name: "To be noticed" })
        .getByText(/breaks the commitment in “Sensor arrangement”/),
    ).toBeVisible();
    await expect(
      workspace(jp.page)
        .getByText(/breached/)
        .first(),
    ).toBeVisible();
    await picture(control, "control-breach");
    await accessible(control, "dashboard with a breach");
  });

  await test.step("the third delegation never saw the text", () => {
    expect(us.seen.join()).not.toContain("canary-clause");
    expect(jp.seen.join()).toContain("canary-clause");
  });

  await test.step("Korean and Japanese", async () => {
    for (const [language, page] of [
      ["ko", rok.page],
      ["ja", jp.page],
    ] as const) {
      await page.getByLabel(/Language|언어|言語/).selectOption(language);
      for (const [name, pane] of [
        ["texts", /문서|文書/],
        ["posture", /태세|態勢/],
        ["desk", /업무|業務/],
        ["press", /언론|報道/],
      ] as const) {
        await page
          .getByRole("navigation")
          .getByRole("button", { name: pane })
          .first()
          .click();
        await picture(page, `${name}-${language}`);
      }
    }
  });

  expect(violations).toEqual([]);
});
