// One exercise read in three languages at once: each participant in the language of their screen.
import { expect, test } from "@playwright/test";
import { accessible, makeExercise, picture, tab, takeSeat } from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

test("each participant reads the scenario in their own language", async ({
  browser,
}) => {
  const control = await (await browser.newContext()).newPage();
  const { id, joinCodes } = await makeExercise(server, control, "first-hour");
  const jp = await takeSeat(
    server,
    browser,
    joinCodes.jp!,
    "Sato",
    "Head of the crisis cell",
  );
  const rok = await takeSeat(
    server,
    browser,
    joinCodes.rok!,
    "Kim",
    "Head of the crisis cell",
  );
  await control.goto(`${server.address}/control/${id}`);
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  await expect(jp.page.getByRole("timer").getByText("Running")).toBeVisible();

  // The first report comes after some minutes of the exercise.
  await control
    .getByRole("button", { name: /^×|Pace/ })
    .first()
    .click();
  await control.getByRole("spinbutton").fill("200");
  await control.getByRole("spinbutton").press("Enter");

  await rok.page.getByLabel(/Language/).selectOption("ko");
  await jp.page.getByLabel(/Language/).selectOption("ja");
  await tab(rok.page, "받은함").click();
  await tab(jp.page, "受信箱").click();
  // The first report reaches each in words of their own, and in their own language.
  await expect(rok.page.getByText("무언가가 발사되었습니다")).toBeVisible({
    timeout: 60_000,
  });
  await expect(jp.page.getByText("何かが発射されました")).toBeVisible();
  await expect(rok.page.getByText("지상 레이더")).toBeVisible();
  await expect(jp.page.getByText("船舶が報告")).toBeVisible();
  expect(rok.seen.join()).not.toContain("船舶が報告");
  await picture(rok.page, "inbox-ko");
  await picture(jp.page, "inbox-ja");
  for (const [page, language, brief, posture] of [
    [rok.page, "ko", "지침", "태세"],
    [jp.page, "ja", "指示書", "態勢"],
  ] as const) {
    await tab(page, posture).click();
    await picture(page, `posture-translated-${language}`);
    await tab(page, brief).click();
    await picture(page, `brief-${language}`);
    await accessible(page, `brief in ${language}`);
  }
  // Back in English, the same seat reads the original.
  await jp.page.getByLabel("言語").selectOption("en");
  await tab(jp.page, "Inbox").click();
  await expect(jp.page.getByText("Something has been launched")).toBeVisible();
});
