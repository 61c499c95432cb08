// Trying it alone, rehearsing a scenario, and choosing a pacing: what somebody does before there is a class.
import { expect, test } from "@playwright/test";
import { accessible, picture, signIn } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("one press on the list of exercises opens one that lives", async ({
  page,
}) => {
  await signIn(server, page);
  await accessible(page, "the list of exercises, with a play for one");
  await picture(page, "try-alone");
  await page.getByRole("button", { name: "Try it alone: Hotline" }).click();
  await expect(page.getByText("Running").first()).toBeVisible();
  // Within the first half minute somebody asks, and waits for an answer.
  await expect(
    page.getByText(/One object, or two\? A ferry captain/).first(),
  ).toBeVisible({ timeout: 30_000 });
  await picture(page, "hotline-asked");
});

test("a scenario is rehearsed before anybody plays it", async ({ page }) => {
  await signIn(server, page);
  await page.getByRole("button", { name: "New exercise" }).click();
  await page.getByRole("radio", { name: /^The first hour/ }).check();
  await page
    .getByRole("button", { name: "Rehearse “The first hour” …" })
    .click();
  const dialog = page.getByRole("dialog", {
    name: "Rehearsal: The first hour",
  });
  await dialog.getByLabel("Number of the dice").fill("7");
  await dialog.getByRole("button", { name: "Rehearse", exact: true }).click();
  await expect(
    dialog.getByText(
      "It plays to ENDEX, and everything went out or waits by design.",
    ),
  ).toBeVisible({ timeout: 60_000 });
  const row = dialog.getByRole("row", { name: /Something has been launched/ });
  await expect(row).toContainText("D+0 06:20");
  await expect(row).toContainText("On schedule");
  await expect(dialog.getByText("Longest silences")).toBeVisible();
  await accessible(page, "rehearsal");
  await picture(page, "rehearsal");

  await dialog.getByLabel("Nobody at the table").check();
  await dialog.getByRole("button", { name: "Rehearse", exact: true }).click();
  await expect(
    dialog.getByRole("row", { name: /Eight o'clock has passed/ }),
  ).toContainText("Its condition held", { timeout: 60_000 });
});

test("a rehearsal that takes long can be stopped", async ({ page }) => {
  await signIn(server, page);
  await page.getByRole("button", { name: "New exercise" }).click();
  await page.getByRole("radio", { name: /^Iron Dome for America/ }).check();
  await page.getByRole("button", { name: /^Rehearse “Iron Dome/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Rehearsal: Iron Dome/ });
  const asked = page.waitForRequest(
    (request) =>
      request.method() === "DELETE" && request.url().includes("/rehearsals/"),
  );
  const begun = page.waitForResponse(
    (response) =>
      response.request().method() === "POST" && response.status() === 202,
  );
  await dialog.getByRole("button", { name: "Rehearse", exact: true }).click();
  await begun;
  // At once: on a slow machine the rehearsal would end while a click waits for a button that stands still.
  await dialog
    .getByRole("button", { name: "Stop the rehearsal" })
    .dispatchEvent("click");
  await asked;
  await expect(dialog.getByText("The rehearsal was stopped.")).toBeVisible();
});

test("the flagship is made with the pacing that fits the class", async ({
  page,
}) => {
  await signIn(server, page);
  await page.getByRole("button", { name: "New exercise" }).click();
  await page.getByRole("radio", { name: /^Iron Dome for America/ }).check();
  await expect(page.getByRole("radio", { name: /^90 minutes/ })).toBeChecked();
  await page.getByRole("radio", { name: /^180 minutes/ }).check();
  await picture(page, "pacing");
  const asked = page.waitForRequest(
    (request) =>
      request.method() === "POST" && request.url().endsWith("/api/exercises"),
  );
  await page.getByRole("button", { name: "Make the exercise" }).click();
  expect((await asked).postDataJSON()).toMatchObject({
    scenario: "iron-dome",
    pacing: "hundred-eighty",
  });
});
