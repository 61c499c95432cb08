// The facilitator's plan and clock: the board as table and timeline, every act on an inject, holding everything, shifting,
// and a jump whose consequences are listed first. A recipient's screen says what was read.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { accessible, makeExercise, picture, tab, takeSeat } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

// What a screen looks like, wide and narrow, and that it can be read by everybody.
async function looks(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await accessible(page, name);
}

// The shipped introduction with a plan of our own: so many injects, each an exercise minute or more apart.
async function upload(control: Page, more: number): Promise<string> {
  return control.evaluate(async (count) => {
    const scenario = await (await fetch("/api/scenarios/first-hour")).json();
    scenario.id = `msel-${count}`;
    scenario.title = `MSEL of ${count}`;
    scenario.languages = ["en"];
    delete scenario.translations;
    delete scenario.effects;
    delete scenario.evaluation;
    const teams = scenario.teams.map((team: { id: string }) => team.id);
    const types = ["news", "cable", "call", "intelligence"];
    scenario.objectives = [
      { id: "talk", title: "Talk in time" },
      { id: "agree", title: "Agree on a text" },
    ];
    const two = (value: number) => String(value).padStart(2, "0");
    scenario.injects = Array.from({ length: count }, (_, i) => ({
      id: `plan-${i}`,
      number: `${i + 1}`,
      title: `Planned ${i + 1}`,
      type: types[i % types.length],
      from: "Newsroom",
      to: i % 4 === 3 ? ["all"] : [teams[i % teams.length]],
      body: `The text of inject ${i + 1}.`,
      objective: i % 2 ? "talk" : "agree",
      ...(i % 3 ? {} : { expectedAction: "The delegation answers." }),
      ...(i % 10 === 9
        ? {}
        : {
            at: `D+${1 + Math.floor(i / 60)} ${two(8 + Math.floor((i % 60) / 5))}:${two((i % 5) * 12)}`,
          }),
    }));
    const made = await fetch("/api/scenarios", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(scenario),
    });
    const answer = await made.json();
    if (!made.ok) throw new Error(JSON.stringify(answer));
    return answer.id;
  }, more);
}

async function begin(page: Page, id: string): Promise<void> {
  await page.goto(`${server.address}/control/${id}`);
  await page.getByRole("button", { name: "STARTEX" }).click();
  await page.getByRole("button", { name: "Start the exercise" }).click();
  await expect(page.getByText("Running")).toBeVisible();
  // Slowly, so that nothing but what the test does changes the plan.
  await page.getByRole("button", { name: /^Pace/ }).click();
  await page.getByRole("spinbutton").fill("0.1");
  await page.getByRole("spinbutton").press("Enter");
  await expect(page.getByRole("button", { name: "Pace ×0.1" })).toBeVisible();
}

const rowOf = (page: Page, title: string): Locator =>
  page
    .getByRole("list", { name: "Injects" })
    .getByRole("listitem")
    .filter({ has: page.getByText(title, { exact: true }) });

async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Search injects" }).fill(title);
  await rowOf(page, title).locator("button.whole").click();
}

async function menu(
  page: Page,
  title: string,
  act: string | RegExp,
): Promise<void> {
  await rowOf(page, title)
    .getByRole("button", { name: `What to do with “${title}”` })
    .click();
  await page.getByRole("menuitem", { name: act }).click();
}

test("the plan is worked on row by row, by menu and by key", async ({
  browser,
}) => {
  const control = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ).newPage();
  await makeExercise(server, control, "first-hour");
  const scenario = await upload(control, 40);
  const { id, joinCodes } = await makeExercise(server, control, scenario);
  const [team, code] = ["us", joinCodes.us!];
  const seat = await control.evaluate(
    async ([name, place]) => {
      const { teams } = await (await fetch(`/api/scenarios/${name}`)).json();
      return teams.find((one: { id: string }) => one.id === place).seats[0]
        .title as string;
    },
    [scenario, team],
  );
  const player = await takeSeat(server, browser, code, "Kim", seat);
  await begin(control, id);

  // Hold, undo, skip, undo; the word of the state says it.
  await choose(control, "Planned 5");
  await control.keyboard.press("Escape");
  await control.getByRole("heading", { name: /Planned 5/ }).click();
  await control.keyboard.press("h");
  await expect(rowOf(control, "Planned 5").getByText("Held")).toBeVisible();
  await control.keyboard.press("u");
  await expect(
    rowOf(control, "Planned 5").getByText("Scheduled"),
  ).toBeVisible();
  await control.keyboard.press("s");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Skip" })
    .click();
  // What is skipped is no longer to come; its details stay.
  await expect(rowOf(control, "Planned 5")).toHaveCount(0);
  await expect(
    control.getByRole("heading", { name: /Planned 5/ }),
  ).toBeVisible();
  await control.keyboard.press("u");
  await expect(
    rowOf(control, "Planned 5").getByText("Scheduled"),
  ).toBeVisible();

  // Move to another time, alone and with the following.
  await choose(control, "Planned 7");
  const before = await rowOf(control, "Planned 7")
    .locator(".when")
    .textContent();
  await menu(control, "Planned 7", /^15 minutes later/);
  await expect(rowOf(control, "Planned 7").locator(".when")).not.toHaveText(
    before ?? "",
  );
  await menu(control, "Planned 7", /^Move to…/);
  await looks(control, "msel-move");
  await control.getByRole("button", { name: "+60 min" }).click();
  await control.getByLabel(/Move the following too/).check();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Move", exact: true })
    .click();
  await menu(control, "Planned 7", /^Undo shift/);

  // Retarget, duplicate.
  await menu(control, "Planned 7", /^Change recipients/);
  await control.getByRole("dialog").getByLabel("Everybody").check();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Save" })
    .click();
  await expect(
    rowOf(control, "Planned 7").getByText("Everybody"),
  ).toBeVisible();
  await menu(control, "Planned 7", /^Duplicate/);
  await expect(rowOf(control, "Planned 7")).toHaveCount(2);
  await control.getByRole("button", { name: "Undo last change" }).click();
  await expect(rowOf(control, "Planned 7")).toHaveCount(1);

  // Edited before anybody has it.
  await choose(control, "Planned 1");
  await control.getByRole("heading", { name: /Planned 1$/ }).click();
  await control.keyboard.press("e");
  await control.getByRole("dialog").getByLabel("Text").fill("What is new.");
  await looks(control, "msel-edit");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Save" })
    .click();
  await expect(control.getByRole("dialog")).toHaveCount(0);

  // Release shows who gets what; one key and Enter. The recipient's screen says that it was read.
  await choose(control, "Planned 1");
  await control.getByRole("heading", { name: /Planned 1$/ }).click();
  await control.keyboard.press("f");
  await expect(
    control.getByRole("dialog").getByText("What is new."),
  ).toBeVisible();
  await looks(control, "msel-release");
  await control.keyboard.press("Enter");
  await control.getByRole("button", { name: /^Released/ }).click();
  await expect(rowOf(control, "Planned 1").getByText("Released")).toBeVisible();
  await tab(player.page, "Inbox").click();
  await player.page.bringToFront();
  await expect(player.page.getByText("What is new.")).toBeVisible();
  await rowOf(control, "Planned 1").locator("button.whole").click();
  await expect(
    control
      .getByRole("region", { name: "Planned 1", exact: true })
      .getByText(`United States: ${seat} (D+0 06:00)`),
  ).toBeVisible();

  // The expected action is ticked.
  await control.getByRole("heading", { name: /Planned 1$/ }).click();
  await control.keyboard.press("y");
  await control.getByRole("dialog").getByLabel(/Note/).fill("Within the hour");
  await control.getByRole("dialog").getByRole("checkbox").first().click();
  await expect(
    control.getByRole("dialog").getByText("Within the hour"),
  ).toBeVisible();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Close" })
    .last()
    .click();
  await expect(
    rowOf(control, "Planned 1").getByText("done as expected"),
  ).toBeVisible();

  // Filters combine.
  await control.getByRole("button", { name: /^All/ }).first().click();
  await control.getByRole("searchbox", { name: "Search injects" }).fill("");
  await control.getByRole("combobox", { name: "Type" }).selectOption("call");
  await control
    .getByRole("combobox", { name: "Objective" })
    .selectOption("agree");
  await expect(rowOf(control, "Planned 3")).toBeVisible();
  await expect(rowOf(control, "Planned 4")).toHaveCount(0);
  await control.getByRole("button", { name: "Clear filters" }).click();
  await control.keyboard.press("Escape");
  await looks(control, "msel-table");
});

test("the board's timeline is dragged, zoomed and filtered", async ({
  browser,
}) => {
  const control = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ).newPage();
  await makeExercise(server, control, "first-hour");
  const { id } = await makeExercise(server, control, await upload(control, 41));
  await begin(control, id);
  await control.getByRole("button", { name: "Timeline" }).click();
  const strip = control.getByRole("region", {
    name: "Injects along exercise time",
  });
  await expect(strip).toBeVisible();
  for (let i = 0; i < 3; i++)
    await control.getByRole("button", { name: "Zoom in", exact: true }).click();
  // Only what is in sight is drawn; what is chosen is brought there.
  await control.getByRole("button", { name: "Timeline" }).focus();
  await control.keyboard.press("j");
  const item = strip.getByRole("button", { name: /Planned \d+/ }).first();
  const said = (await item.getAttribute("aria-label")) ?? "";
  const box = (await item.boundingBox())!;
  await control.mouse.move(box.x + 10, box.y + 10);
  await control.mouse.down();
  await control.mouse.move(box.x + 120, box.y + 12, { steps: 8 });
  await expect(control.locator(".ghost")).toBeVisible();
  await control.mouse.up();
  await expect(control.getByText(/now goes at/)).toBeVisible();
  const title = /Planned \d+/.exec(said)?.[0] ?? "";
  await expect(
    strip.getByRole("button", { name: said, exact: true }),
  ).toHaveCount(0);
  await control.getByRole("button", { name: "Undo last change" }).click();
  await control.mouse.move(5, 5);
  await expect(
    strip.getByRole("button", { name: said, exact: true }).first(),
  ).toBeVisible();
  expect(title).not.toBe("");
  await control.getByRole("button", { name: "Fit", exact: true }).click();
  await looks(control, "msel-timeline");
});

test("the clock: hold everything, shift, and a jump that says what it brings", async ({
  browser,
}) => {
  const control = await (
    await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: "dark",
    })
  ).newPage();
  await makeExercise(server, control, "first-hour");
  const { id } = await makeExercise(server, control, await upload(control, 42));
  await begin(control, id);
  await expect(control.getByText(/since STARTEX/)).toBeVisible();
  await control.keyboard.press("Space");
  await expect(control.getByText("Paused")).toBeVisible();
  // A key does nothing while the act before it is not yet answered.
  await expect(control.getByRole("button", { name: "Resume" })).toBeEnabled();
  await control.keyboard.press("Space");
  await expect(control.getByText("Running")).toBeVisible();
  await expect(
    control.getByRole("button", { name: "Pause", exact: true }),
  ).toBeEnabled();
  await control.keyboard.press("n");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: /^Begin/ })
    .click();
  await expect(control.getByText(/^Move 2 of 3/)).toBeVisible();
  await control.keyboard.press("o");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Hold everything" })
    .click();
  await expect(control.getByText("Everything is held")).toBeVisible();
  await looks(control, "msel-held");
  await control.keyboard.press("z");
  await control.getByRole("button", { name: "+30 min" }).click();
  await expect(control.getByText(/injects are moved/)).toBeVisible();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Shift", exact: true })
    .click();
  await expect(control.getByRole("dialog")).toHaveCount(0);
  await control.keyboard.press("o");
  await expect(control.getByText(/Nothing is overdue: the rest/)).toBeVisible();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Let go" })
    .click();
  await expect(control.getByText("Everything is held")).toHaveCount(0);
  await control.keyboard.press("g");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: /^\+7d/ })
    .click();
  await expect(control.getByText(/things? happens? on the way/)).toBeVisible();
  await expect(
    control
      .getByRole("region", { name: "What happens on the way" })
      .getByText(/Inject: Planned 1 /),
  ).toBeVisible();
  await looks(control, "msel-jump");
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Jump", exact: true })
    .click();
  // What went out last stands first.
  await control.getByRole("button", { name: /^Released/ }).click();
  await expect(rowOf(control, "Planned 42")).toBeVisible();
  await control.keyboard.press("?");
  await expect(
    control.getByText("Shift all that is still to come"),
  ).toBeVisible();
  await looks(control, "msel-keys");
});
