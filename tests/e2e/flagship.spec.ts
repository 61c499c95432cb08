// The flagship exercise by a facilitator and three delegations, each in a browser of its own, from the sign-in link to
// the review. Screens are pictured at 1280 and at 390 pixels along the way.
import { expect, test } from "@playwright/test";
import {
  accessible,
  picture,
  say,
  tab,
  takeSeat,
  type Delegate,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("a facilitator and three delegations play from STARTEX to the review", async ({
  browser,
}) => {
  const violations: string[] = [];
  const controlContext = await browser.newContext();
  const control = await controlContext.newPage();
  control.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  control.on("pageerror", (error) => violations.push(String(error)));

  await test.step("the facilitator signs in and makes the exercise", async () => {
    await control.goto(`${server.address}/control#token=${server.token}`);
    await expect(control).toHaveURL(`${server.address}/control`);
    await picture(control, "control-home");
    await control.getByRole("button", { name: "New exercise" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Iron Dome/ }).check();
    await dialog.getByLabel(/Title of this exercise/).fill("Seminar group A");
    await picture(control, "control-new");
    await accessible(control, "new exercise");
    await dialog.getByRole("button", { name: "Make the exercise" }).click();
    await expect(
      control.getByRole("dialog").getByText("Observers"),
    ).toBeVisible();
    await picture(control, "control-share");
    await accessible(control, "join codes");
  });

  const codes = await control.evaluate(async () => {
    const { exercises } = await (await fetch("/api/exercises")).json();
    return (await fetch(`/api/exercises/${exercises[0].id}`)).json();
  });
  const id: string = codes.id;

  let us!: Delegate, rok!: Delegate, jp!: Delegate;
  await test.step("three delegates join with their codes and take seats", async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(server.address);
    await picture(page, "join");
    await accessible(page, "join");
    await page.getByLabel("Join code").fill("ZZZZ-ZZZZ");
    await page.getByLabel("Your name").fill("Nobody");
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText(
      "Check it with the facilitator",
    );
    await page.context().close();
    us = await takeSeat(
      server,
      browser,
      codes.joinCodes.us,
      "Park",
      "Head of delegation (National Security Council)",
    );
    rok = await takeSeat(
      server,
      browser,
      codes.joinCodes.rok,
      "Kim",
      "Head of delegation (National Security Office)",
    );
    jp = await takeSeat(
      server,
      browser,
      codes.joinCodes.jp,
      "Sato",
      "Head of delegation (Cabinet Secretariat)",
    );
    await picture(us.page, "play-lobby");
    await accessible(us.page, "lobby");
    await expect(
      us.page.getByText("For the head of the US delegation"),
    ).toBeVisible();
    await expect(
      us.page.getByText("For the head of the Korean delegation"),
    ).toHaveCount(0);
  });

  await test.step("STARTEX", async () => {
    await control.goto(`${server.address}/control/${id}`);
    await control.getByRole("button", { name: "STARTEX" }).click();
    await picture(control, "control-startex");
    await control.getByRole("button", { name: "Start the exercise" }).click();
    for (const { page } of [us, rok, jp])
      await expect(page.getByRole("timer").getByText("Running")).toBeVisible();
  });

  await test.step("a scheduled inject comes by itself and is acknowledged", async () => {
    await tab(us.page, "Inbox").click();
    const inject = us.page
      .getByRole("article")
      .filter({ hasText: "The order and its sixty days" });
    await expect(inject).toBeVisible();
    await inject.getByRole("button", { name: "Acknowledge" }).click();
    await expect(inject.getByText("Acknowledged by")).toBeVisible();
    await picture(us.page, "play-inbox");
    await accessible(us.page, "inbox");
    // The clock stands for the rest, so that what follows does not depend on how fast this machine is.
    await control
      .getByRole("button", { name: /^×|Pace/ })
      .first()
      .click();
    await control.getByRole("spinbutton").fill("0.1");
    await control.getByRole("spinbutton").press("Enter");
  });

  await test.step("an ad hoc inject reaches its recipient and nobody else", async () => {
    await control.getByRole("button", { name: "New inject" }).click();
    const dialog = control.getByRole("dialog");
    await dialog
      .getByRole("combobox", { name: /^From/ })
      .selectOption({ label: "World press" });
    await dialog.getByRole("checkbox", { name: /All of Japan/ }).check();
    await dialog
      .getByRole("textbox", { name: /^Title/ })
      .fill("A question before the cameras");
    await dialog
      .getByRole("textbox", { name: /^Text/ })
      .fill("Will Japan **pay**? canary-adhoc");
    await picture(control, "control-compose");
    await accessible(control, "compose");
    await dialog.getByRole("button", { name: "Release now" }).click();
    await expect(dialog).toHaveCount(0);
    await tab(jp.page, "Inbox").click();
    await expect(
      jp.page.getByText("A question before the cameras"),
    ).toBeVisible();
  });

  await test.step("control releases an inject by hand", async () => {
    await control
      .getByRole("searchbox", { name: "Search injects" })
      .fill("inspect Korean");
    await control
      .getByRole("button", { name: /Chinese customs inspect Korean goods/ })
      .first()
      .click();
    await control
      .getByRole("button", { name: "Release", exact: true })
      .first()
      .click();
    await control
      .getByRole("dialog")
      .getByRole("button", { name: "Release", exact: true })
      .click();
    await control.getByRole("searchbox", { name: "Search injects" }).fill("");
    await tab(rok.page, "Inbox").click();
    await expect(
      rok.page.getByText("Chinese customs inspect Korean goods"),
    ).toBeVisible();
  });

  await test.step("a bilateral exchange is held, and goes out when control approves", async () => {
    await say(
      rok.page,
      "Korea – Japan",
      "Shall we share tracks quietly? canary-held",
    );
    await expect(rok.page.getByText("Waits for control")).toBeVisible();
    await picture(rok.page, "play-talk");
    await accessible(rok.page, "talk");
    await expect(
      control
        .getByRole("list", { name: /What waits/ })
        .getByText("canary-held"),
    ).toBeVisible();
    await picture(control, "control-dashboard");
    await accessible(control, "dashboard");
    await control
      .getByRole("list", { name: /What waits/ })
      .getByRole("button", { name: "Approve" })
      .click();
    await jp.page
      .getByRole("navigation")
      .getByRole("button", { name: /Korea – Japan/ })
      .click();
    await expect(jp.page.getByText("canary-held")).toBeVisible();
    await say(jp.page, "Korea – Japan", "Yes, by liaison. canary-answer");
    const answer = control
      .getByRole("list", { name: /What waits/ })
      .getByRole("listitem")
      .filter({ hasText: "canary-answer" });
    await answer.getByRole("button", { name: "Approve" }).click();
    await expect(rok.page.getByText("canary-answer")).toBeVisible();
  });

  await test.step("composing a syllable sends nothing", async () => {
    await jp.page
      .getByRole("navigation")
      .getByRole("button", { name: /Trilateral/ })
      .click();
    const box = jp.page.getByLabel("Message to Trilateral");
    await box.focus();
    const cdp = await jp.context.newCDPSession(jp.page);
    await cdp.send("Input.imeSetComposition", {
      text: "にほん",
      selectionStart: 3,
      selectionEnd: 3,
    });
    await jp.page.keyboard.press("Enter");
    await expect(jp.page.getByRole("log").getByRole("listitem")).toHaveCount(0);
    await box.fill("");
  });

  await test.step("a posture change is proposed, modified, and seen by whom it should be", async () => {
    await tab(rok.page, "Posture").click();
    await rok.page
      .locator('[data-dimension="rok.lowtier"]')
      .getByRole("button", { name: "Propose a change…" })
      .click();
    const dialog = rok.page.getByRole("dialog");
    await dialog
      .getByRole("radio", { name: /US Patriot reinforcement/ })
      .check();
    await dialog
      .getByLabel("Reasons")
      .fill("The capital has nothing against salvos. canary-reasons");
    await picture(rok.page, "play-propose");
    await accessible(rok.page, "propose");
    await dialog.getByRole("button", { name: "Propose", exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await control
      .getByRole("list", { name: /What waits/ })
      .getByRole("button", { name: "Modify" })
      .click();
    const ruling = control.getByRole("dialog");
    await ruling.getByRole("radio", { name: /accelerated/ }).check();
    await picture(control, "control-rule");
    await ruling.locator("button.primary").click();
    await expect(
      rok.page.getByText(/changed to L-SAM and KM-SAM accelerated/),
    ).toBeVisible();
    await picture(rok.page, "play-posture");
    await accessible(rok.page, "posture");
    // Its lead time of seven days passes; the allies see where it stands, and never why.
    await control.evaluate(() => undefined);
    await control.getByRole("button", { name: "Jump…" }).click();
    const jump = control.getByRole("dialog");
    await jump.getByRole("spinbutton").first().fill("9");
    await picture(control, "control-jump");
    await jump.locator("button.primary").click();
    await tab(us.page, "Posture").click();
    await expect(
      us.page.locator('[data-dimension="rok.lowtier"] [aria-current="step"]'),
    ).toContainText("accelerated");
  });

  await test.step("nothing reached a delegation that was not for it", () => {
    expect(us.seen.join()).not.toMatch(/canary-(adhoc|held|answer|reasons)/);
    expect(jp.seen.join()).not.toContain("canary-reasons");
    expect(rok.seen.join()).not.toContain("canary-adhoc");
  });

  await test.step("the server is killed, comes back paused, and everybody resumes", async () => {
    await server.kill("SIGKILL");
    await expect(us.page.getByText(/Reconnecting|Offline/)).toBeVisible();
    await server.start();
    for (const { page } of [us, rok, jp]) {
      await expect(page.getByText("Live", { exact: true })).toBeVisible({
        timeout: 40_000,
      });
      await expect(page.getByText(/The server was restarted/)).toBeVisible();
    }
    await picture(us.page, "play-paused");
    await control.getByRole("button", { name: "Resume" }).click();
    await expect(us.page.getByRole("timer").getByText("Running")).toBeVisible();
  });

  await test.step("ENDEX and the review", async () => {
    await control.getByRole("button", { name: "ENDEX" }).click();
    await control.getByRole("button", { name: "End the exercise" }).click();
    await expect(
      rok.page.getByText("ENDEX: the exercise has ended."),
    ).toBeVisible();
    await control
      .getByRole("button", { name: "Open the review for participants" })
      .click();
    await control.getByRole("dialog").locator("button.primary").click();
    await rok.page.getByRole("link", { name: "Open my review" }).click();
    await rok.page
      .getByRole("searchbox", { name: "Search the log" })
      .fill("canary-held");
    await expect(
      rok.page
        .getByRole("list", { name: "Log" })
        .getByText("canary-held")
        .first(),
    ).toBeVisible();
    await picture(rok.page, "review-participant");
    await control.goto(`${server.address}/review/${id}`);
    await picture(control, "review-control");
    await control
      .getByRole("searchbox", { name: "Search the log" })
      .fill("canary-adhoc");
    await expect(
      control
        .getByRole("list", { name: "Log" })
        .getByText("canary-adhoc")
        .first(),
    ).toBeVisible();
    await accessible(control, "review");
    const verified = await control.evaluate(
      async (exercise) =>
        (await fetch(`/api/exercises/${exercise}/verify`)).json(),
      id,
    );
    expect(verified.ok).toBe(true);
    const refused = await us.page.evaluate(
      async (exercise) =>
        (await fetch(`/api/exercises/${exercise}/log?as=rok.head`)).status,
      id,
    );
    expect(refused).toBe(404);
  });

  await test.step("Korean and Japanese", async () => {
    for (const [language, page] of [
      ["ko", rok.page],
      ["ja", jp.page],
    ] as const) {
      await page.goto(`${server.address}/play`);
      await page.getByLabel(/Language|언어|言語/).selectOption(language);
      await picture(page, `play-${language}`);
    }
  });

  expect(
    violations.filter(
      (one) => !/ERR_CONNECTION|WebSocket|Failed to load resource/.test(one),
    ),
  ).toEqual([]);
});
