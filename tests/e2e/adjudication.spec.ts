// Everything else that delegations ask of control and of each other: requests, actions, polls, statements, back-channels
// and a joint document, decided and answered at control's queue.
import { expect, test, type Page } from "@playwright/test";
import {
  accessible,
  makeExercise,
  openSide,
  picture,
  tab,
  takeSeat,
  type Delegate,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

const waits = (control: Page, text: string) =>
  control
    .getByRole("list", { name: /What waits/ })
    .getByRole("listitem")
    .filter({ hasText: text });

test("control decides what delegations do, and the room votes", async ({
  browser,
}) => {
  const violations: string[] = [];
  const control = await (await browser.newContext()).newPage();
  control.on("pageerror", (error) => violations.push(String(error)));
  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  const seats = {
    us: ["Park", "Head of delegation (National Security Council)"],
    rok: ["Kim", "Head of delegation (National Security Office)"],
    jp: ["Sato", "Head of delegation (Cabinet Secretariat)"],
  } as const;
  const people = {} as Record<keyof typeof seats, Delegate>;
  for (const team of ["us", "rok", "jp"] as const) {
    const [name, seat] = seats[team];
    people[team] = await takeSeat(
      server,
      browser,
      joinCodes[team]!,
      name,
      seat,
    );
    people[team].page.on("pageerror", (error) =>
      violations.push(String(error)),
    );
  }
  const { us, rok, jp } = people;
  await control.goto(`${server.address}/control/${id}`);
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  await expect(jp.page.getByRole("timer").getByText("Running")).toBeVisible();

  await test.step("a request is kept as a draft, asked, answered to its asker, and told to one more without the question", async () => {
    await tab(jp.page, "Desk").click();
    await jp.page
      .getByLabel("What do you need to know?")
      .fill("Where was the glider lost? canary-question");
    await jp.page.reload();
    await tab(jp.page, "Desk").click();
    await expect(jp.page.getByLabel("What do you need to know?")).toHaveValue(
      /canary-question/,
    );
    await jp.page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(jp.page.getByText("waits for an answer")).toBeVisible();
    const item = waits(control, "canary-question");
    await item.getByRole("button", { name: "Answer…" }).click();
    const dialog = control.getByRole("dialog");
    await dialog
      .getByRole("textbox")
      .first()
      .fill("Between two radars, off the coast. canary-reply");
    await dialog.getByText("Tell others too").first().click();
    await dialog
      .getByRole("checkbox", { name: /All of United States/ })
      .check();
    await accessible(control, "answering");
    await dialog.getByRole("button", { name: "Answer", exact: true }).click();
    await expect(jp.page.getByText("canary-reply")).toBeVisible();
    await tab(us.page, "Desk").click();
    await expect(us.page.getByText("canary-reply")).toBeVisible();
    await tab(rok.page, "Desk").click();
  });

  await test.step("an action is argued, its probability estimated, and decided by a draw", async () => {
    await rok.page.getByRole("button", { name: "New action" }).click();
    const dialog = rok.page.getByRole("dialog");
    await dialog.getByLabel("What you do, in a line").fill("Quiet envoy");
    await dialog
      .getByLabel("How you do it")
      .fill("We send somebody whom Beijing knows.");
    await dialog.getByLabel("Intended effect").fill("No customs inspections.");
    await dialog.getByLabel("Reason 1").fill("It worked before.");
    await dialog.getByText("All delegations may read it").click();
    await accessible(rok.page, "new action");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await expect(dialog).toHaveCount(0);
    const card = us.page
      .locator("[data-action]")
      .filter({ hasText: "Quiet envoy" });
    await card.getByRole("combobox").selectOption("against");
    await card
      .getByLabel("A reason for or against")
      .fill("Everybody will know by noon.");
    await card.getByRole("button", { name: "Say it" }).click();
    await expect(rok.page.getByText("Everybody will know")).toBeVisible();
    await picture(control, "control-queue");
    await waits(control, "Quiet envoy")
      .getByRole("button", { name: "Ask for probabilities" })
      .click();
    await card.getByRole("slider").fill("40");
    await card.getByRole("button", { name: "Give it" }).click();
    await expect(card.getByRole("button", { name: "Change it" })).toBeVisible();
    await waits(control, "Quiet envoy")
      .getByRole("button", { name: "Decide…" })
      .click();
    const decide = control.getByRole("dialog");
    await decide.getByRole("radio").nth(2).check();
    await decide
      .locator("textarea")
      .fill("The envoy was received. canary-outcome");
    await picture(control, "control-decide");
    await accessible(control, "deciding");
    await decide.locator("button.primary").click();
    await expect(decide).toHaveCount(0);
    await expect(rok.page.getByText("canary-outcome")).toBeVisible();
    await expect(card.getByText(/odds 40 %, rolled \d+/)).toBeVisible();
    await picture(us.page, "desk");
    await accessible(us.page, "desk");
  });

  await test.step("the room votes, and reads the result", async () => {
    await openSide(control, "Polls");
    await control.getByRole("button", { name: "Open a poll" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByLabel("Question").fill("Do we meet before day 30?");
    await dialog.getByLabel("Options, one a line").fill("Yes\nNo");
    await dialog.getByRole("checkbox", { name: /Everybody/i }).check();
    await accessible(control, "opening a poll");
    await dialog.getByRole("button", { name: "Open the poll" }).click();
    await expect(dialog).toHaveCount(0);
    for (const { page } of [us, rok, jp]) {
      await tab(page, "Desk").click();
      await page.getByRole("button", { name: "Yes", exact: true }).click();
    }
    await expect(
      control.getByRole("tabpanel").getByText("Do we meet before day 30?"),
    ).toBeVisible();
    await control.getByRole("button", { name: "Close the poll" }).click();
    await expect(jp.page.getByText("3 votes")).toBeVisible();
    await expect(jp.page.getByText(/has won/)).toBeVisible();
  });

  await test.step("a statement is published, and the world replies", async () => {
    await tab(rok.page, "Press").click();
    await rok.page.getByRole("button", { name: "Speak to the press" }).click();
    await rok.page.getByLabel("Headline").fill("Seoul stays calm");
    await rok.page.getByLabel("Statement").fill("We watch, and we are ready.");
    await rok.page.getByRole("button", { name: "Publish" }).click();
    await openSide(control, "Press");
    await control.getByRole("button", { name: "Reply" }).first().click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("combobox").selectOption({ label: "World press" });
    await dialog.getByLabel("Title").fill("Calm, or silent?");
    await dialog.locator("textarea").fill("Markets read it both ways.");
    await dialog.getByRole("button", { name: "Publish" }).click();
    await expect(rok.page.getByText("Calm, or silent?")).toBeVisible();
    await expect(rok.page.getByText("on “Seoul stays calm”")).toBeVisible();
    await picture(rok.page, "press");
    await accessible(rok.page, "press");
  });

  await test.step("a back-channel is its members' own until control cuts it", async () => {
    await tab(rok.page, "Talk").click();
    await rok.page
      .getByRole("navigation")
      .getByRole("button", { name: "New back-channel" })
      .click();
    const dialog = rok.page.getByRole("dialog");
    await dialog.getByLabel("What it is about").fill("Between neighbours");
    await dialog
      .getByRole("group", { name: /Japan/ })
      .getByRole("checkbox", { name: /Head of delegation/ })
      .check();
    await accessible(rok.page, "new back-channel");
    await dialog.getByRole("button", { name: "Open it" }).click();
    await expect(dialog).toHaveCount(0);
    await rok.page
      .getByLabel("Message to Between neighbours")
      .fill("Call me. canary-back");
    await rok.page.keyboard.press("Enter");
    await jp.page
      .getByRole("navigation")
      .getByRole("button", { name: /Between neighbours/ })
      .click();
    await expect(jp.page.getByText("canary-back")).toBeVisible();
    await openSide(control, "Channels");
    await control
      .getByRole("tabpanel")
      .locator("li, tr, section")
      .filter({ hasText: "Between neighbours" })
      .last()
      .getByRole("button", { name: /Cut/ })
      .click();
    await expect(jp.page.getByText("the line is dead").first()).toBeVisible();
    await picture(jp.page, "back-channel-cut");
  });

  await test.step("three delegations write one statement, sign it and publish it", async () => {
    const page = (of: Delegate) => of.page.locator("article[data-document]");
    for (const one of [us, rok, jp]) {
      await tab(one.page, "Texts").click();
      await one.page
        .getByRole("button", { name: /Joint statement of the three/ })
        .click();
    }
    await page(us)
      .getByLabel("Add a clause")
      .fill("The three governments met in good faith.");
    await page(us).getByRole("button", { name: "Add it" }).click();
    await expect(page(jp).getByText("met in good faith")).toBeVisible();
    const last = page(jp).locator("li[data-clause]").last();
    await last.getByRole("button", { name: /^Write clause/ }).click();
    await expect(page(rok).getByText("is writing")).toBeVisible();
    await last
      .getByRole("textbox")
      .fill("The three governments met in good faith and will meet again.");
    await last.getByRole("button", { name: "Write it so" }).click();
    await expect(page(rok).getByText("will meet again")).toBeVisible();
    const theirs = page(rok).locator("li[data-clause]").last();
    await theirs.getByRole("button", { name: /^Suggest for clause/ }).click();
    await theirs
      .getByRole("textbox")
      .fill("The three governments met, and will meet again.");
    await theirs.getByRole("button", { name: "Suggest it" }).click();
    await picture(us.page, "document");
    await accessible(us.page, "document");
    await page(us).getByRole("button", { name: "Take it over" }).click();
    await expect(
      page(jp).getByText("The three governments met, and will meet again."),
    ).toBeVisible();
    await page(us)
      .getByRole("button", { name: "Freeze for signature" })
      .click();
    await us.page
      .getByRole("dialog")
      .getByRole("button", { name: "Freeze for signature" })
      .click();
    for (const one of [us, rok, jp]) {
      await page(one)
        .getByRole("button", { name: "Sign this edition" })
        .click();
      await one.page
        .getByRole("dialog")
        .getByRole("button", { name: "Sign this edition" })
        .click();
      await expect(one.page.getByRole("dialog")).toHaveCount(0);
    }
    await page(jp)
      .getByRole("button", { name: "Publish", exact: true })
      .click();
    await jp.page
      .getByRole("dialog")
      .getByRole("button", { name: "Publish", exact: true })
      .click();
    await expect(page(us).getByText("Published").first()).toBeVisible();
  });

  await test.step("control moves a meter by hand, with its reason", async () => {
    await openSide(control, "Rules");
    await control
      .getByRole("button", { name: /^Adjust/ })
      .first()
      .click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("spinbutton").fill("7");
    await dialog
      .locator("textarea, input[type=text], input:not([type])")
      .last()
      .fill("A calm week");
    await dialog.locator("button.primary").click();
    await expect(dialog).toHaveCount(0);
    await picture(control, "control-rules");
    await accessible(control, "rules");
    await openSide(control, "Agreements");
    await openSide(control, "Posture");
    await picture(control, "control-posture");
  });

  await test.step("control sees exactly what a seat sees, and only looks", async () => {
    await openSide(control, "Teams");
    const [eyes] = await Promise.all([
      control.context().waitForEvent("page"),
      control
        .getByRole("link", { name: /See as Japan: Head of delegation/ })
        .click(),
    ]);
    await expect(eyes.getByText("You see what Japan: Head")).toBeVisible();
    await tab(eyes, "Desk").click();
    await expect(eyes.getByText("canary-reply")).toBeVisible();
    await expect(eyes.getByLabel("What do you need to know?")).toHaveCount(0);
    await expect(
      eyes.getByRole("button", { name: "Ask", exact: true }),
    ).toHaveCount(0);
    await picture(eyes, "see-as");
    await accessible(eyes, "seeing as a seat");
    await eyes.close();
  });

  await test.step("nothing reached whom it was not for", () => {
    expect(us.seen.join()).not.toMatch(/canary-(question|back)/);
    expect(rok.seen.join()).not.toMatch(/canary-(question|reply)/);
  });
  expect(violations).toEqual([]);
});
