// The flagship's guide, followed by somebody who has read nothing else: everything that it names is where it says.
import { expect, test } from "@playwright/test";
import { accessible, openSide, picture, tab, takeSeat } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("the flagship is run by its guide alone", async ({ browser }) => {
  const control = await (await browser.newContext()).newPage();
  let id = "";
  let codes: Record<string, string> = {};

  await test.step("the day before: read the guide, choose the pacing, make the exercise", async () => {
    await control.goto(`${server.address}/control#token=${server.token}`);
    await control.getByRole("button", { name: "New exercise" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Iron Dome for America/ }).check();
    await dialog.getByText("Read the guide to “Iron Dome for America").click();
    await expect(
      dialog.getByRole("heading", { name: "Prepare" }),
    ).toBeVisible();
    await picture(control, "guide-new");
    await expect(
      dialog.getByRole("radio", { name: /180 minutes/ }),
    ).toBeVisible();
    await expect(
      dialog.getByRole("radio", { name: /To fit a class/ }),
    ).toBeVisible();
    await dialog.getByRole("radio", { name: /90 minutes/ }).check();
    await dialog.getByRole("button", { name: "Make the exercise" }).click();
    const share = control.getByRole("dialog");
    await expect(share.getByText("Evaluators")).toBeVisible();
    await share.locator("button.primary").click();
    await expect(control).toHaveURL(/\/control\/[a-z0-9]+$/);
    id = control.url().split("/").at(-1)!;
    codes = await control.evaluate(
      async (one) =>
        (await (await fetch(`/api/exercises/${one}`)).json()).joinCodes,
      id,
    );
  });

  await test.step("the guide lies beside the dashboard", async () => {
    const beside = control.context().waitForEvent("page");
    await control.getByRole("link", { name: "Guide" }).click();
    const guide = await beside;
    await expect(
      guide.getByRole("heading", { name: "The two computations" }),
    ).toBeVisible();
    await picture(guide, "guide");
    await accessible(guide, "the guide");
    await guide.close();
  });

  const rok = await takeSeat(
    server,
    browser,
    codes.rok!,
    "Kim",
    "Head of delegation (National Security Office)",
  );
  const jp = await takeSeat(
    server,
    browser,
    codes.jp!,
    "Sato",
    "Head of delegation (Cabinet Secretariat)",
  );

  await test.step("in the room: the questionnaire, the briefs, STARTEX", async () => {
    await openSide(control, "Questionnaires");
    const asked = control.getByRole("region", { name: "Questionnaires" });
    await asked
      .locator("section", { hasText: "Before the first day" })
      .getByRole("button", { name: "Open" })
      .click();
    await expect(
      jp.page.getByRole("button", { name: "Answer", exact: true }),
    ).toBeVisible();
    await picture(jp.page, "guide-briefs");
    await control.getByRole("button", { name: "STARTEX" }).click();
    await control.getByRole("button", { name: "Start the exercise" }).click();
    await expect(
      rok.page.getByRole("timer").getByText("Running"),
    ).toBeVisible();
    await expect(
      control.getByRole("button", { name: "Pace ×960" }),
    ).toBeVisible();
  });

  await test.step("the held channels, and an inject that is left out", async () => {
    await openSide(control, "Channels");
    await picture(control, "guide-channels");
    await expect(
      control.getByRole("tabpanel").getByText("Korea – Japan").first(),
    ).toBeVisible();
    await control
      .getByRole("searchbox", { name: "Search injects" })
      .fill("A study of allied cost");
    await control
      .getByRole("button", { name: "What to do with “A study of allied cost”" })
      .click();
    await control.getByRole("menuitem", { name: /Skip/ }).click();
    await control
      .getByRole("dialog")
      .locator("button.primary, button.danger")
      .click();
    await control.getByRole("searchbox", { name: "Search injects" }).fill("");
  });

  await test.step("day 28: the first computation", async () => {
    const jump = control.getByRole("dialog");
    for (const day of ["12", "28"]) {
      await control.getByRole("button", { name: "Jump…" }).click();
      await jump.getByRole("spinbutton").first().fill(day);
      if (day === "28") await picture(control, "guide-jump");
      await jump.locator("button.primary").click();
      await expect(jump).toHaveCount(0);
    }
    await expect(control.getByText(/Move 2 of 3/)).toBeVisible();
    await control.getByRole("button", { name: "Pause", exact: true }).click();
    await openSide(control, "Engagements");
    const pane = control.getByRole("region", { name: "Engagements" });
    await pane.getByRole("button", { name: "Add a line" }).click();
    await pane.getByLabel("How many, line 1").fill("6");
    await pane.getByLabel("Threat, line 1").selectOption("srbm");
    await pane.getByLabel("Target, line 1").selectOption("busan");
    await pane.getByRole("button", { name: "Preview" }).click();
    await expect(
      pane.getByText(/expected to leak; 100,000 trials/),
    ).toBeVisible();
    await pane
      .getByLabel("What it is called")
      .fill("The same salvo, turned south");
    await pane
      .getByLabel("Sensor report (teams read it at once)")
      .fill("Six objects from the west of North Korea, southward. Computed.");
    await pane.getByRole("button", { name: "Let it fly" }).click();
    await expect(pane.getByText(/6 launched:/)).toBeVisible();
    await picture(control, "guide-computed");
    await tab(rok.page, "Inbox").click();
    await expect(
      rok.page.getByText("Six objects from the west of North Korea"),
    ).toBeVisible();
  });

  await test.step("a call from home, and a meter moved by hand", async () => {
    await control.getByRole("button", { name: "Resume" }).click();
    await control.getByRole("button", { name: "New inject" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("combobox", { name: /^Type/ }).selectOption("call");
    await dialog
      .getByRole("combobox", { name: /^From/ })
      .selectOption("governor");
    await dialog.getByRole("checkbox", { name: /All of Japan/ }).check();
    await dialog
      .getByRole("textbox", { name: /^Title/ })
      .fill("The governor calls");
    await dialog
      .getByRole("textbox", { name: /^Text/ })
      .fill("What is being built on my island?");
    await dialog.getByRole("button", { name: "Release now" }).click();
    await expect(dialog).toHaveCount(0);
    await openSide(control, "Posture");
    await picture(control, "guide-posture");
  });

  await test.step("day 60: ENDEX, the hotwash, the review as Japan on day 12", async () => {
    await control.getByRole("button", { name: "Jump…" }).click();
    const jump = control.getByRole("dialog");
    await jump.getByRole("spinbutton").first().fill("59");
    await jump.locator("button.primary").click();
    await expect(jump).toHaveCount(0);
    await expect(control.getByText(/Move 3 of 3/)).toBeVisible();
    await picture(control, "guide-day-59");
    await control.getByRole("button", { name: "ENDEX" }).click();
    await control
      .getByRole("dialog")
      .locator("button.primary, button.danger")
      .click();
    await openSide(control, "Questionnaires");
    await control
      .getByRole("region", { name: "Questionnaires" })
      .locator("section", { hasText: "Hotwash" })
      .getByRole("button", { name: "Open" })
      .first()
      .click();
    await expect(
      jp.page.getByRole("button", { name: "Answer", exact: true }).first(),
    ).toBeVisible();
    await picture(jp.page, "guide-hotwash");
    await control
      .getByRole("button", { name: "Open the review for participants" })
      .click();
    await picture(control, "guide-open-review");
    await control.getByRole("dialog").locator("button.primary").click();
    await control.getByRole("link", { name: "Review" }).click();
    await control
      .getByRole("combobox", { name: "As", exact: true })
      .selectOption({ label: "Japan, without a seat" });
    await control.getByLabel("Go to a moment").fill("D+12 14:00");
    await control.getByLabel("Go to a moment").press("Enter");
    await expect(control.getByText(/D\+12 \d/).first()).toBeVisible();
    await picture(control, "guide-review");
  });
});
