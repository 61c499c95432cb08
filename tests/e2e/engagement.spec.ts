// A salvo against the defence as it stands: control's preview, the sensor report at once, the assessment an hour later,
// and control's own word.
import { expect, test } from "@playwright/test";
import {
  accessible,
  makeExercise,
  openSide,
  picture,
  tab,
  takeSeat,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("control flies a salvo, and the teams are told in two steps", async ({
  browser,
}) => {
  const control = await (await browser.newContext()).newPage();
  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  const { page, seen } = await takeSeat(
    server,
    browser,
    joinCodes.rok!,
    "Kim",
    "Head of delegation (National Security Office)",
  );
  await control.goto(`${server.address}/control/${id}`);
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  await expect(page.getByRole("timer").getByText("Running")).toBeVisible();
  await control
    .getByRole("button", { name: /^×|Pace/ })
    .first()
    .click();
  await control.getByRole("spinbutton").fill("0.1");
  await control.getByRole("spinbutton").press("Enter");

  await openSide(control, "Engagements");
  const pane = control.getByRole("region", { name: "Engagements" });
  await pane.getByRole("button", { name: "Add a line" }).click();
  await pane.getByLabel("How many, line 1").fill("12");
  await pane.getByLabel("Threat, line 1").selectOption({ index: 1 });
  await pane.getByRole("button", { name: "Preview" }).click();
  await expect(pane.getByText(/expected to leak; 100,000 trials/)).toBeVisible();
  await picture(control, "engagement-preview");
  await accessible(control, "engagement preview");

  await pane.getByLabel("What it is called").fill("A night salvo");
  await pane
    .getByLabel("Sensor report (teams read it at once)")
    .fill("Launches toward the south.");
  await pane.getByRole("button", { name: "Let it fly" }).click();
  await expect(pane.getByText(/12 launched:/)).toBeVisible();
  await tab(page, "Inbox").click();
  await expect(page.getByText("Sensors report 12 launches.")).toBeVisible();
  await expect(page.getByText("Launches toward the south.")).toBeVisible();
  await expect(
    page.getByText("The assessment is not there yet."),
  ).toBeVisible();
  expect(seen.join()).not.toContain('"fates"');

  await pane.getByRole("button", { name: /Overrule the dice/ }).click();
  await pane
    .getByLabel("What happened (the teams read it)")
    .fill("Two came down in open country.");
  await pane.getByLabel("Reason (control reads it)").fill("For the story");
  await pane.getByRole("button", { name: "Overrule the dice" }).click();
  await expect(pane.getByText("Your word:")).toBeVisible();
  await control.getByRole("button", { name: "Jump…" }).click();
  const jump = control.getByRole("dialog");
  await jump.getByRole("spinbutton").first().fill("1");
  await jump.locator("button.primary").click();
  await expect(page.getByText("Two came down in open country.")).toBeVisible();
  expect(seen.join()).not.toContain("For the story");
  await picture(page, "engagement-inbox");
  await accessible(page, "engagement in the inbox");
  await tab(page, "Posture").click();
  await page.getByText("Sites, what covers them, and what came down").click();
  await page.getByText("The same as a table").click();
  await picture(page, "engagement-schematic");
  await accessible(page, "schematic");
  await page.locator("figure.schematic").scrollIntoViewIfNeeded();
  await picture(page, "engagement-map");
});
