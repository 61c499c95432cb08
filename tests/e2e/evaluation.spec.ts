// Evaluation through the browsers of everybody: questionnaires, an evaluator with evidence, bookmarks, control's conclusion,
// the hotwash; and nobody learns what is not theirs.
import { expect, test, type Browser, type Page } from "@playwright/test";
import {
  accessible,
  makeExercise,
  openSide,
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

const guide = {
  id: "consult",
  title: "Consult before you act",
  capability: "Coordination",
  eeg: {
    target: "Each delegation tells the others what it knows before it moves.",
    tasks: [
      {
        id: "tell",
        title: "Tells the others what its sensors saw",
        measure: "Within the first hour, with how sure it is",
      },
      { id: "ask", title: "Asks before it decides" },
    ],
  },
};
const questionnaires = [
  {
    id: "expectations",
    title: "Before we begin",
    when: "before",
    questions: [
      {
        id: "known",
        text: "I know the subject well",
        kind: "likert",
        required: true,
      },
      { id: "hope", text: "What do you hope to learn?", kind: "text" },
    ],
  },
  {
    id: "frank",
    title: "Frankly",
    when: "hotwash",
    anonymous: true,
    questions: [
      {
        id: "best",
        text: "What taught you most?",
        kind: "choice",
        options: ["The talks", "The injects"],
        required: true,
      },
      { id: "say", text: "What should change?", kind: "text" },
    ],
  },
];

// The first hour with a guide and questionnaires of this test's own.
async function addScenario(control: Page): Promise<void> {
  await control.goto(`${server.address}/control#token=${server.token}`);
  await expect(
    control.getByRole("button", { name: "New exercise" }),
  ).toBeVisible();
  const status = await control.evaluate(
    async ({ guide, questionnaires }) => {
      const scenario = await (await fetch("/api/scenarios/first-hour")).json();
      delete scenario.translations;
      Object.assign(scenario, {
        id: "evaluated",
        languages: ["en"],
        objectives: [guide, ...scenario.objectives],
        questionnaires,
      });
      const answer = await fetch("/api/scenarios", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(scenario),
      });
      return answer.status;
    },
    { guide, questionnaires },
  );
  expect(status).toBe(201);
}

async function join(
  browser: Browser,
  code: string,
  name: string,
): Promise<{ page: Page; seen: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const seen: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => seen.push(String(payload))),
  );
  await page.goto(`${server.address}/j#${code}`);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  return { page, seen };
}

async function answer(
  { page }: Delegate,
  option: string,
  text: string,
): Promise<void> {
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByText(option, { exact: true }).click();
  await form.getByRole("textbox").fill(text);
  await form.getByRole("button", { name: "Send answers" }).click();
  await expect(form).toBeHidden();
}

test("an exercise is evaluated from the lobby to the hotwash", async ({
  browser,
}) => {
  const control = await (await browser.newContext()).newPage();
  await addScenario(control);
  const { id, joinCodes } = await makeExercise(server, control, "evaluated");
  const head = "Head of the crisis cell";
  const us = await takeSeat(server, browser, joinCodes.us!, "Smith", head);
  const rok = await takeSeat(server, browser, joinCodes.rok!, "Kim", head);
  const jp = await takeSeat(server, browser, joinCodes.jp!, "Sato", head);
  const eva = await join(browser, joinCodes.evaluator!, "Eva");

  // Before the exercise: a questionnaire with names.
  await control.goto(`${server.address}/control/${id}`);
  await openSide(control, "Questionnaires");
  const asked = control.getByRole("region", { name: "Questionnaires" });
  await asked.getByRole("button", { name: "Open" }).first().click();
  await us.page.getByRole("button", { name: "Answer", exact: true }).click();
  const form = us.page.getByRole("dialog");
  await form.getByRole("textbox").fill("canary-hope");
  await form.getByRole("button", { name: "Send answers" }).click();
  await expect(form.getByText("Please answer this question.")).toBeVisible();
  await picture(us.page, "questionnaire-answering");
  await accessible(us.page, "a questionnaire to answer");
  await form.getByText("Agree", { exact: true }).click();
  await form.getByRole("button", { name: "Send answers" }).click();
  await expect(form).toBeHidden();
  await expect(asked.getByText("1 of 3 have answered")).toBeVisible();
  await expect(asked.getByText("Not yet: Kim, Sato")).toBeVisible();
  await asked.getByRole("button", { name: "Close the questionnaire" }).click();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Close the questionnaire" })
    .click();
  await expect(asked.getByText("canary-hope")).toBeVisible();
  await picture(control, "questionnaire-results");
  await accessible(control, "questionnaire results");
  for (const other of [us, rok, jp, eva])
    expect(other.seen.join()).not.toContain("canary-hope");

  // During play: the evaluator rates with evidence from the log, by keys.
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  await expect(us.page.getByRole("timer").getByText("Running")).toBeVisible();
  await say(us.page, "All three", "Our radar saw one object, we think");
  const board = eva.page.getByRole("region", { name: "Evaluation" });
  await expect(
    board.getByText("Our radar saw one object, we think"),
  ).toBeVisible();
  const task = board.getByRole("group", {
    name: "Rate: Tells the others what its sensors saw",
  });
  await task.getByRole("button", { name: /^S:/ }).click();
  await board.getByLabel("What you saw").fill("canary-rating");
  await board.getByLabel("Search the log").fill("radar");
  await board.getByLabel("Search the log").blur();
  await eva.page.keyboard.press("e");
  await expect(
    board.getByRole("list", { name: "Evidence" }).getByRole("listitem"),
  ).toHaveCount(1);
  await picture(eva.page, "evaluator-rating");
  await accessible(eva.page, "an evaluator rating");
  await board.getByRole("button", { name: "Save rating" }).click();
  await expect(board.getByText("canary-rating")).toBeVisible();
  await eva.page.getByRole("region", { name: "Evaluation" }).focus();
  await eva.page.keyboard.press("b");
  await eva.page
    .getByRole("dialog")
    .getByLabel("What happens here")
    .fill("canary-mark");
  await eva.page
    .getByRole("dialog")
    .getByRole("button", { name: "Keep" })
    .click();

  // A participant's own bookmark, by key.
  await tab(us.page, "Brief").click();
  await us.page.keyboard.press("b");
  const mark = us.page.getByRole("dialog");
  await mark.getByLabel("What happens here").fill("canary-own");
  await picture(us.page, "bookmark");
  await mark.getByRole("button", { name: "Keep" }).click();
  await tab(us.page, "Notes").click();
  await expect(us.page.getByText("canary-own")).toBeVisible();

  // Asked once whether research may use it; who has answered may change it.
  await tab(us.page, "Brief").click();
  const consent = us.page.getByRole("region", { name: "For research" });
  await consent.getByRole("button", { name: "Yes, it may" }).click();
  await expect(consent.getByText(/^You said yes/)).toBeVisible();
  await consent.getByRole("button", { name: "Change the answer" }).click();
  await consent.getByRole("button", { name: "No", exact: true }).click();
  await expect(consent.getByText(/^You said no/)).toBeVisible();
  await tab(us.page, "Notes").click();

  // Control marks a moment by key, reads the rating, concludes, ends, publishes.
  await control.keyboard.press("b");
  const marked = control.getByRole("dialog");
  await marked.getByLabel("What happens here").fill("canary-control");
  await marked.getByRole("button", { name: "Keep" }).click();
  await openSide(control, "Evaluation");
  const pane = control.getByRole("region", { name: "Evaluation" });
  await expect(pane.getByText("canary-rating")).toBeVisible();
  await pane.getByRole("button", { name: "Conclude a rating" }).first().click();
  const conclusion = pane.getByRole("group", { name: "Conclude a rating" });
  await conclusion.getByRole("button", { name: /^P:/ }).click();
  await pane
    .getByLabel("Why (teams read it when you publish)")
    .fill("They told each other at once.");
  await pane.getByRole("button", { name: "Conclude", exact: true }).click();
  await picture(control, "evaluation-control");
  await accessible(control, "control's evaluation");
  for (const other of [us, rok, jp])
    for (const secret of [
      "canary-rating",
      "canary-mark",
      "They told each other",
      guide.title,
    ])
      expect(other.seen.join()).not.toContain(secret);
  expect(rok.seen.join()).not.toContain("canary-own");
  await control.getByRole("button", { name: "ENDEX" }).first().click();
  await control
    .getByRole("dialog")
    .locator("button.primary, button.danger")
    .click();
  await expect(us.page.getByText(/has ended|over/).first()).toBeVisible();
  await pane.getByRole("button", { name: "Publish the ratings" }).click();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Publish the ratings" })
    .click();
  await tab(rok.page, "Notes").click();
  await expect(
    rok.page.getByText("They told each other at once."),
  ).toBeVisible();

  // The hotwash: an anonymous questionnaire and notes for everybody.
  await openSide(control, "Questionnaires");
  const frankly = asked.locator("section", { hasText: "Frankly" });
  await frankly.getByRole("button", { name: "Open" }).click();
  await answer(us, "The talks", "zz-first");
  await answer(rok, "The injects", "aa-second");
  await answer(jp, "The talks", "mm-third");
  await frankly
    .getByRole("button", { name: "Close the questionnaire" })
    .click();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Close the questionnaire" })
    .click();
  await expect(frankly.locator(".texts li")).toHaveText([
    "aa-second",
    "mm-third",
    "zz-first",
  ]);
  await frankly.getByRole("button", { name: "Publish the results" }).click();
  await control
    .getByRole("dialog")
    .getByRole("button", { name: "Publish the results" })
    .click();
  await expect(
    jp.page.getByRole("button", { name: "Hotwash notes" }),
  ).toBeVisible();
  await jp.page.getByRole("button", { name: "Hotwash notes" }).click();
  await expect(jp.page.getByText("aa-second")).toBeVisible();
  await jp.page
    .getByRole("button", { name: "Add something to improve" })
    .click();
  const note = jp.page.getByRole("dialog");
  await note.getByLabel("In one sentence").fill("Say how sure you are");
  await note.getByLabel("Objective").selectOption({ label: guide.title });
  await picture(jp.page, "hotwash-note");
  await note.getByRole("button", { name: "Keep" }).click();
  await expect(us.page.getByText("Say how sure you are")).toBeVisible();
  await picture(us.page, "hotwash");
  await accessible(us.page, "the hotwash");
  await tab(eva.page, "Notes").click();
  await picture(eva.page, "evaluator-notes");

  await control.goto(`${server.address}/review/${id}?tab=evaluation`);
  await expect(control.getByText("canary-rating")).toBeVisible();
  await picture(control, "review-evaluation");
  await accessible(control, "evaluation in the review");

  // The report says what was noted and answered, and nothing that somebody kept.
  await control.getByRole("button", { name: "Report", exact: true }).click();
  const voices = control.getByRole("region", {
    name: "Hotwash and questionnaires",
  });
  for (const said of ["canary-control", "Say how sure you are", "aa-second"])
    await expect(voices.getByText(said).first()).toBeVisible();
  await expect(control.getByText("canary-own")).toHaveCount(0);
  await expect(control.getByText(/They told each other at once/)).toBeVisible();
});
