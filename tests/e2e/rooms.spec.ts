// Exercises as a whole: a class of parallel worlds led together, a class list that becomes links and cards, the doors,
// a notice, a freeze, and what can be done with an exercise in the list.
import { expect, test, type Page } from "@playwright/test";
import { accessible, makeExercise, picture } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

const list =
  "name;e-mail;team;seat\nSato Ken;sato@example.org;jp;head\nKim Minjun;;rok;\nPark;;us;military\n";

async function act(page: Page, exercise: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${exercise}` }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("a class list becomes personal links, and control keeps the doors", async ({
  browser,
}) => {
  const faults: string[] = [];
  const control = await (await browser.newContext()).newPage();
  control.on("pageerror", (error) => faults.push(String(error)));
  control.on("console", (said) => {
    if (said.text().includes("Content Security Policy"))
      faults.push(said.text());
  });
  const { id } = await makeExercise(server, control, "first-hour");
  await control.reload();

  let links: string[] = [];
  await test.step("the list is looked over, mended, and added", async () => {
    await act(control, "Seminar group B", "Class list and cards");
    await expect(control.getByText("Nobody on the list yet")).toBeVisible();
    await picture(control, "roster-empty");
    await control.getByRole("button", { name: "Add people…" }).click();
    const dialog = control.getByRole("dialog");
    await picture(control, "roster-upload");
    await accessible(control, "adding a class list");
    await dialog
      .getByLabel("Or paste the rows here")
      .fill(list.replace("rok;", "mars;"));
    await dialog.getByRole("button", { name: "Look it over" }).click();
    await expect(dialog.getByText("Line 3:")).toBeVisible();
    await picture(control, "roster-faults");
    await dialog.getByRole("button", { name: "Another list" }).click();
    await dialog.getByLabel("Or paste the rows here").fill(list);
    await dialog.getByRole("button", { name: "Look it over" }).click();
    await expect(dialog.getByRole("row", { name: /Sato Ken/ })).toContainText(
      "Japan",
    );
    await picture(control, "roster-preview");
    await accessible(control, "the list as it was understood");
    await dialog.getByRole("button", { name: "Add 3 people" }).click();
    await expect(control.getByRole("row", { name: /Sato Ken/ })).toContainText(
      "not here yet",
    );
    await picture(control, "roster");
    await accessible(control, "class list");
    const csv = await control.evaluate(
      async (path) => (await fetch(path)).text(),
      `/api/exercises/${id}/roster?format=csv&scheme=http`,
    );
    links = csv.match(/http:\S+/g) ?? [];
    expect(links).toHaveLength(3);
  });

  const sato = await (await browser.newContext()).newPage();
  sato.on("pageerror", (error) => faults.push(String(error)));
  await test.step("a personal link leads to its seat without a word, again and again", async () => {
    await sato.goto(links[0]!);
    await expect(
      sato.getByRole("complementary").getByText("Your seat"),
    ).toBeVisible();
    await expect(sato.getByText("Sato Ken").first()).toBeVisible();
    const laptop = await (await browser.newContext()).newPage();
    await laptop.goto(links[0]!);
    await expect(
      laptop.getByRole("complementary").getByText("Your seat"),
    ).toBeVisible();
    await laptop.context().close();
    await control.reload();
    await expect(control.getByRole("row", { name: /Sato Ken/ })).toContainText(
      "has come in",
    );
  });

  await control.goto(`${server.address}/control/${id}`);
  await test.step("people are moved, and the doors locked", async () => {
    await control.getByRole("tab", { name: "Doors and codes" }).click();
    await control
      .getByRole("combobox", { name: /Sato Ken/ })
      .selectOption({ label: "Adviser for civil protection" });
    await expect(
      sato.getByText("Adviser for civil protection").first(),
    ).toBeVisible();
    await control.getByRole("button", { name: "Lock the doors" }).click();
    const kim = await (await browser.newContext()).newPage();
    await kim.goto(links[1]!);
    await expect(kim.getByText("Ask the facilitator")).toBeVisible();
    await picture(kim, "join-locked");
    await control.getByRole("button", { name: "Open the doors" }).click();
    await kim.getByRole("button", { name: "Join", exact: true }).click();
    await expect(kim.getByText("Kim Minjun").first()).toBeVisible();
    await picture(control, "people-pane");
    await accessible(control, "people");
  });

  await test.step("a notice stands on every screen until it is put away", async () => {
    await control.getByRole("button", { name: "Tell everybody…" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByLabel("Notice").fill("Coffee in five minutes");
    await picture(control, "broadcast");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(
      sato.getByText("Coffee in five minutes").first(),
    ).toBeVisible();
    await picture(sato, "notice");
    await accessible(sato, "notice");
    await sato.getByRole("button", { name: "Put away" }).click();
    await sato.reload();
    await expect(
      sato.getByRole("complementary").getByText("Your seat"),
    ).toBeVisible();
    await expect(sato.getByRole("button", { name: "Put away" })).toHaveCount(0);
  });

  await test.step("a freeze covers every screen, and is lifted", async () => {
    await control.getByRole("button", { name: "STARTEX" }).click();
    await control.getByRole("button", { name: "Start the exercise" }).click();
    await control.getByRole("button", { name: "Freeze…" }).click();
    const dialog = control.getByRole("dialog");
    await dialog
      .getByLabel("Notice that everybody reads")
      .fill("Fire alarm. Leave by the north stairs and meet at the gate.");
    await picture(control, "freeze-dialog");
    await accessible(control, "freezing");
    await dialog.getByRole("button", { name: "Freeze every screen" }).click();
    const cover = sato.getByRole("alert").filter({ hasText: "north stairs" });
    await expect(cover).toBeVisible();
    await sato.keyboard.press("Escape");
    await sato.keyboard.press("Escape");
    await expect(cover).toBeVisible();
    await picture(sato, "frozen");
    await accessible(sato, "frozen");
    await sato.reload();
    await expect(cover).toBeVisible();
    await picture(control, "frozen-control");
    await accessible(control, "frozen, for control");
    await control.getByRole("button", { name: "Lift the freeze" }).click();
    await expect(cover).toHaveCount(0);
    await expect(sato.getByText(/Paused/).first()).toBeVisible();
  });

  await test.step("another code is given, and the old link is dead", async () => {
    await control.goto(`${server.address}/roster/${id}`);
    await control
      .getByRole("button", { name: "New code for Sato Ken" })
      .click();
    await control
      .getByRole("dialog")
      .getByRole("button", { name: "New code" })
      .click();
    await expect(control.getByRole("dialog")).toHaveCount(0);
    const late = await (await browser.newContext()).newPage();
    await late.goto(links[0]!);
    await expect(
      late.getByText("It opens nothing, or no longer"),
    ).toBeVisible();
    await control.emulateMedia({ media: "print" });
    await expect(
      control.getByRole("img", { name: "QR code of Park" }),
    ).toBeVisible();
    await expect(control.getByRole("table")).toBeHidden();
    await control.pdf({ path: "test-results/cards.pdf", format: "A4" });
    await control.emulateMedia({ media: null });
  });
  expect(faults).toEqual([]);
});

test("the worlds of a class are led together, and exercises kept in order", async ({
  browser,
}) => {
  const faults: string[] = [];
  const control = await (await browser.newContext()).newPage();
  control.on("pageerror", (error) => faults.push(String(error)));
  await makeExercise(server, control, "first-hour");
  await control.evaluate(async () => {
    const { exercises } = await (await fetch("/api/exercises")).json();
    await fetch(`/api/exercises/${exercises[0].id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ title: "Autumn" }),
    });
  });
  await control.reload();
  await test.step("six groups play the same scenario", async () => {
    await control.getByRole("button", { name: "New exercise" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("radio", { name: /hour/i }).first().check();
    await dialog.getByLabel(/^Groups that play/).fill("6");
    await dialog.getByRole("button", { name: /^Make|^Create/ }).click();
    await expect(dialog.getByText("Give the class a title")).toBeVisible();
    await dialog.getByLabel(/^Title/).fill("Seminar");
    await picture(control, "new-class");
    await dialog.getByRole("button", { name: /^Make|^Create/ }).click();
    await expect(
      control.getByRole("link", { name: "Seminar – group 6" }),
    ).toBeVisible();
  });
  const bar = control.getByRole("toolbar");
  await test.step("they are started, told and frozen together", async () => {
    await bar.getByRole("button", { name: "Start all" }).click();
    await expect(control.getByText("Start all: 6 of 6 done.")).toBeVisible();
    await expect(
      control.getByRole("row", { name: /Seminar – group 3/ }),
    ).toContainText("Running");
    await bar.getByRole("button", { name: "Tell all…" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Lunch at noon");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(control.getByText("Tell all: 6 of 6 done.")).toBeVisible();
    await bar.getByRole("button", { name: "Freeze all…" }).click();
    await dialog.getByRole("textbox").fill("Fire alarm");
    await dialog.getByRole("button", { name: "Freeze every screen" }).click();
    await expect(
      control.getByRole("row", { name: /Seminar – group 3/ }),
    ).toContainText("Frozen");
    await picture(control, "class-frozen");
    await bar.getByRole("button", { name: "Lift the freeze" }).click();
    await bar.getByRole("button", { name: "Resume all" }).click();
    await expect(control.getByText("Resume all: 6 of 6 done.")).toBeVisible();
    await accessible(control, "class");
    await picture(control, "class");
  });
  await test.step("who cannot says why", async () => {
    await control
      .getByRole("row", { name: /Seminar – group 1/ })
      .getByRole("link")
      .click();
    await control
      .getByRole("button", { name: /PAUSEX|Pause/ })
      .first()
      .click();
    await expect(control.getByText("Paused").first()).toBeVisible();
    await control.goBack();
    await bar.getByRole("button", { name: "Pause all" }).click();
    await expect(control.getByText("Pause all: 5 of 6 done.")).toBeVisible();
    await expect(
      control.getByRole("status").getByText("Seminar – group 1:"),
    ).toBeVisible();
  });
  await test.step("an exercise is copied, renamed, archived, found and deleted", async () => {
    await act(control, "Autumn", "Copy");
    const rows = control.getByRole("row", { name: /Autumn/ });
    await expect(rows).toHaveCount(2);
    await rows
      .first()
      .getByRole("button", { name: /^More for/ })
      .click();
    await picture(control, "exercise-menu");
    await control.getByRole("menuitem", { name: "Rename" }).click();
    await control.getByLabel("Name in the list").fill("Spare");
    await control
      .getByRole("dialog")
      .getByRole("button", { name: "Rename" })
      .click();
    await expect(control.getByRole("link", { name: "Spare" })).toBeVisible();
    await act(control, "Spare", "Archive");
    await expect(control.getByRole("link", { name: "Spare" })).toHaveCount(0);
    await control.getByLabel("Show").selectOption("archived");
    await expect(control.getByRole("link", { name: "Spare" })).toBeVisible();
    await picture(control, "home-archived");
    await act(control, "Spare", "Delete…");
    const dialog = control.getByRole("dialog");
    await accessible(control, "deleting");
    const forGood = dialog.getByRole("button", { name: "Delete for good" });
    await expect(forGood).toBeDisabled();
    const [record] = await Promise.all([
      control.waitForEvent("download"),
      dialog.getByRole("link", { name: "Download the record first" }).click(),
    ]);
    expect(record.suggestedFilename()).toMatch(/\.record\.jsonl$/);
    await dialog.getByRole("textbox").fill("Spare");
    await picture(control, "delete");
    await forGood.click();
    await expect(control.getByText("Nothing here")).toBeVisible();
    await control.getByLabel("Show").selectOption("current");
    await control.getByLabel("Search by title or scenario").fill("group 4");
    await expect(
      control.getByRole("row", { name: /Seminar – group/ }),
    ).toHaveCount(1);
    await control.getByLabel("Search by title or scenario").fill("");
    await act(control, "Seminar – group 2", "Delete…");
    await expect(dialog.getByText("is being played")).toBeVisible();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await accessible(control, "home");
    await picture(control, "home");
  });
  expect(faults).toEqual([]);
});
