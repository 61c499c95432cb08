// The room is led, and a seat played, without a mouse: everything is reached with Tab, what is open keeps the focus and
// gives it back, and where the focus is can be seen.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { openSide, signIn } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

const focused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

// What shows where the focus is: an outline or a ring, and not only a colour of the text.
const shown = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const style = getComputedStyle(element);
    return (
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== "none"
    );
  });

// Presses Tab until it is there.
async function reach(page: Page, target: Locator, most = 120): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < most && !(await focused(target)); i++)
    await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
  expect(await shown(target), `the focus is not seen on ${target}`).toBe(true);
}

const inside = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      document.activeElement?.closest("[role=dialog], [role=alertdialog]") !==
      null,
  );

// Goes all around in the open dialog and closes it.
async function around(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName(/./);
  await expect.poll(() => inside(page), name).toBe(true);
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    expect(await inside(page), `Tab leaves ${name}`).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

test("an exercise is made, steered, moderated and ended from the keyboard", async ({
  browser,
}) => {
  const faults: string[] = [];
  const control = await (await browser.newContext()).newPage();
  const jp = await (await browser.newContext()).newPage();
  for (const page of [control, jp])
    page.on("pageerror", (error) => faults.push(String(error)));
  await signIn(server, control);
  const button = (name: string | RegExp) =>
    control.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = control.getByRole("dialog");

  // Opens what a button opens, goes around in it: the button has the focus again.
  const visit = async (opener: Locator, name: string) => {
    await reach(control, opener);
    await control.keyboard.press("Enter");
    await around(control, name);
    await expect(opener, `${name} gives the focus back`).toBeFocused();
  };

  let code = "";
  await test.step("it is made", async () => {
    await visit(button("New exercise"), "the new exercise");
    await control.keyboard.press("Enter");
    await reach(control, dialog.getByRole("radio", { name: /first hour/i }));
    await reach(control, dialog.getByLabel(/^Title/));
    await control.keyboard.type("Without a mouse");
    await control.keyboard.press("Enter");
    await expect(dialog).toHaveAccessibleName("Join codes: Without a mouse");
    code = await dialog
      .getByRole("region", { name: "Japan" })
      .locator(".code")
      .innerText();
    await reach(control, dialog.getByRole("button", { name: "Open" }));
    await control.keyboard.press("Enter");
    await expect(control.getByRole("heading", { level: 1 })).toHaveText(
      "Without a mouse",
    );
  });

  await test.step("a seat is taken", async () => {
    await jp.goto(server.address);
    await reach(jp, jp.getByLabel("Join code"));
    await jp.keyboard.type(code);
    await reach(jp, jp.getByLabel("Your name"));
    await jp.keyboard.type("Sato");
    await jp.keyboard.press("Enter");
    await reach(
      jp,
      jp
        .getByRole("complementary")
        .getByRole("button", { name: "Sit here: Head of the crisis cell" }),
    );
    await jp.keyboard.press("Enter");
    await expect(
      jp.getByRole("complementary").getByText("Your seat"),
    ).toBeVisible();
  });

  await test.step("what the head of the dashboard opens keeps the focus and gives it back", async () => {
    for (const name of [
      "STARTEX",
      "Join codes",
      "Hold everything",
      "Shift…",
      "New inject",
      "Keys",
    ])
      await visit(button(name), name);
    await reach(control, button("STARTEX"));
    await control.keyboard.press("Enter");
    await expect(
      dialog.getByRole("button", { name: "Start the exercise" }),
    ).toBeFocused();
    await control.keyboard.press("Enter");
    await expect(jp.getByRole("timer").getByText("Running")).toBeVisible();
    for (const name of ["ENDEX", "Jump…", "Next move…"])
      await visit(button(name), name);
  });

  await test.step("an inject's menu, and what it opens", async () => {
    await reach(control, button("Pause"));
    await control.keyboard.press("Enter");
    await expect(button("Resume")).toBeFocused();
    await control.keyboard.press("/");
    await expect(control.getByLabel("Search injects")).toBeFocused();
    await control.keyboard.type("rumour");
    const more = button(/^What to do with “Rumour/);
    for (const act of ["Edit", "Move to…", "Skip"]) {
      await reach(control, more);
      await control.keyboard.press("Enter");
      const item = control.getByRole("menuitem", { name: act });
      await expect(item).toBeVisible();
      for (let i = 0; i < 12 && !(await focused(item)); i++)
        await control.keyboard.press("ArrowDown");
      await expect(item).toBeFocused();
      await control.keyboard.press("Enter");
      await around(control, act);
      await expect(more, `${act} gives the focus back`).toBeFocused();
    }
  });

  await test.step("the panes of the side column are gone through with arrows", async () => {
    const groups = control.getByRole("tablist", { name: "Panes" });
    await reach(control, groups.getByRole("tab", { selected: true }));
    for (const name of ["State", "Voices", "Record", "People"]) {
      await control.keyboard.press("ArrowRight");
      await expect(
        groups.getByRole("tab", { name, selected: true }),
      ).toBeFocused();
    }
  });

  await test.step("a delegation writes, control sends it, and says something to all", async () => {
    await reach(control, button("Resume"));
    await control.keyboard.press("Enter");
    await openSide(control, "Channels");
    const channel = control
      .getByRole("tabpanel")
      .getByRole("listitem")
      .filter({ hasText: "All three" });
    await reach(control, channel.getByRole("button", { name: "Held for you" }));
    await control.keyboard.press("Enter");
    await reach(
      jp,
      jp.getByRole("navigation").getByRole("button", { name: /^All three/ }),
    );
    await jp.keyboard.press("Enter");
    await reach(jp, jp.getByLabel("Message to All three"));
    await jp.keyboard.type("We have seen one object.");
    await jp.keyboard.press("Enter");
    const waits = control
      .getByRole("list", { name: /What waits/ })
      .getByRole("listitem")
      .filter({ hasText: "one object" });
    await expect(waits).toBeVisible();
    await control.keyboard.press("1");
    await control.keyboard.press("a");
    await expect(jp.getByText("We have seen one object.")).toBeVisible();
    await expect(jp.getByText(/waits for control/i)).toHaveCount(0);
  });

  await test.step("it is frozen, goes on, and ends", async () => {
    await openSide(control, "Doors and codes");
    await visit(button("Freeze…"), "freezing");
    await control.keyboard.press("Enter");
    await control.keyboard.type("Fire alarm");
    await reach(
      control,
      dialog.getByRole("button", { name: "Freeze every screen" }),
    );
    await control.keyboard.press("Enter");
    await expect(
      jp.getByRole("alert").filter({ hasText: "Fire alarm" }),
    ).toBeVisible();
    await reach(control, button("Lift the freeze"));
    await control.keyboard.press("Enter");
    await expect(
      jp.getByRole("alert").filter({ hasText: "Fire alarm" }),
    ).toHaveCount(0);
    await reach(control, button("ENDEX"));
    await control.keyboard.press("Enter");
    await reach(
      control,
      dialog.getByRole("button", { name: "End the exercise" }),
    );
    await control.keyboard.press("Enter");
    await expect(jp.getByText("the exercise has ended")).toBeVisible();
  });

  await test.step("what a screen reader is told of the dashboard: its places and their names", async () => {
    await expect(control.locator("body")).toMatchAriaSnapshot(`
      - banner:
        - heading "Without a mouse" [level=1]
        - timer "Exercise time"
        - group
      - main:
        - region "MSEL":
          - heading "MSEL" [level=2]
          - list "Injects"
        - region "Waits for you":
          - heading "Waits for you" [level=2]
        - region "Messages":
          - heading "Messages" [level=2]
        - tablist "Panes"
        - tabpanel "Doors and codes"
    `);
  });
  expect(faults).toEqual([]);
});
