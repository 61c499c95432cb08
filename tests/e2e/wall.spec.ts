// The wall: what the room knows, large enough for the last row, and nothing that a team has for itself.
import { expect, test, type Page } from "@playwright/test";
import {
  accessible,
  makeExercise,
  openSide,
  picture,
  say,
  tab,
  takeSeat,
} from "./people";
import { Server } from "./server";

const server = new Server();
test.beforeAll(() => server.start());
test.afterAll(() => server.remove());

const PROJECTOR = { width: 1920, height: 1080 };

// Every frame that a page's sockets are sent.
function framesOf(page: Page): string[] {
  const seen: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => seen.push(String(payload))),
  );
  return seen;
}

// Letters that are smaller than a thirtieth of the height, and whether anything scrolls.
const measured = (page: Page) =>
  page.evaluate(() => {
    const small: string[] = [];
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      const element = node.parentElement;
      if (
        text === "" ||
        !element ||
        element.closest("script, style, .visually-hidden, noscript")
      )
        continue;
      if (parseFloat(getComputedStyle(element).fontSize) < innerHeight / 30)
        small.push(text);
    }
    const root = document.documentElement;
    const parts = [".wall", ".wall .headlines", ".wall .state"].map((part) =>
      document.querySelector(part),
    );
    return {
      small,
      scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
      cut: parts.some(
        (part) => part === null || part.scrollHeight > part.clientHeight + 4,
      ),
    };
  });

test("the wall shows the room what is public, and nothing else", async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: PROJECTOR,
    reducedMotion: "reduce",
  });
  const control = await context.newPage();
  const faults: string[] = [];
  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  const jp = await takeSeat(
    server,
    browser,
    joinCodes.jp!,
    "Sato",
    "Ministry of Foreign Affairs",
  );
  await control.goto(`${server.address}/control/${id}`);
  await control.getByRole("button", { name: "STARTEX" }).click();
  await control.getByRole("button", { name: "Start the exercise" }).click();
  await expect(jp.page.getByRole("timer").getByText("Running")).toBeVisible();

  const wall = await context.newPage();
  const seen = framesOf(wall);
  wall.on("pageerror", (error) => faults.push(String(error)));

  await test.step("control opens it from the dashboard", async () => {
    await expect(control.getByRole("link", { name: "Wall" })).toHaveAttribute(
      "href",
      `/wall/${id}`,
    );
    await wall.goto(`${server.address}/wall/${id}`);
    await expect(wall.getByRole("timer")).toContainText("D+0");
    await expect(wall.getByText("Running")).toBeVisible();
    await expect(wall.getByText(/Move 1 of 3/)).toBeVisible();
    await expect(wall.getByText(/EXERCISE/).first()).toBeVisible();
    await expect(
      wall
        .getByRole("region", { name: "Posture" })
        .getByRole("listitem")
        .first(),
    ).toBeVisible();
    await expect(wall.getByText(joinCodes.observer!.slice(0, 4))).toHaveCount(
      0,
    );
  });

  await test.step("headlines come; what is a team's own does not", async () => {
    await say(jp.page, "Japanese delegation", "Between us canary-private");
    await say(jp.page, "Press room", "Waits for control canary-held");
    await tab(jp.page, "Desk").click();
    await jp.page
      .getByLabel("What do you need to know?")
      .fill("canary-request");
    await jp.page.getByRole("button", { name: "Ask", exact: true }).click();
    await tab(jp.page, "Press").click();
    await jp.page.getByRole("button", { name: "Speak to the press" }).click();
    await jp.page.getByLabel("Headline").fill("Tokyo stays calm");
    await jp.page.getByLabel("Statement").fill("We watch.");
    await jp.page.getByRole("button", { name: "Publish" }).click();
    await expect(wall.getByText("Tokyo stays calm")).toBeVisible();
    await expect(control.getByText("canary-request").first()).toBeVisible();
    const text = (await wall.locator("body").innerText()) + seen.join("\n");
    for (const canary of ["canary-private", "canary-held", "canary-request"])
      expect(text).not.toContain(canary);
    // The briefs, codes and plans that control and teams have.
    for (const code of Object.values(joinCodes))
      expect(text).not.toContain(code);
    expect(seen.join("\n")).not.toContain("inject.planned");
  });

  await test.step("it fits a projector in letters that the last row reads", async () => {
    expect(await measured(wall)).toEqual({
      small: [],
      scrolls: false,
      cut: false,
    });
    await accessible(wall, "wall");
    await picture(wall, "wall");
    await wall.setViewportSize(PROJECTOR);
  });

  await test.step("a freeze covers it too, and is lifted", async () => {
    await openSide(control, "Doors and codes");
    await control.getByRole("button", { name: "Freeze…" }).click();
    const dialog = control.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Fire alarm. Leave by the stairs.");
    await dialog.getByRole("button", { name: "Freeze every screen" }).click();
    const cover = wall.getByRole("alert").filter({ hasText: "by the stairs" });
    await expect(cover).toBeVisible();
    expect((await measured(wall)).small).toEqual([]);
    await accessible(wall, "frozen wall");
    await picture(wall, "wall-frozen");
    await wall.setViewportSize(PROJECTOR);
    await control.getByRole("button", { name: "Lift the freeze" }).click();
    await expect(cover).toHaveCount(0);
  });

  await test.step("it comes back by itself after the server has", async () => {
    await server.kill("SIGKILL");
    await expect(wall.getByText(/Reconnecting|Offline/).first()).toBeVisible({
      timeout: 20_000,
    });
    await server.start();
    await expect(wall.getByText(/Reconnecting|Offline/)).toHaveCount(0, {
      timeout: 60_000,
    });
    await expect(wall.getByText("Paused")).toBeVisible();
    await expect(wall.getByText("Tokyo stays calm")).toBeVisible();
  });

  await test.step("it invites observers when control opens it so, and still fits", async () => {
    await wall.goto(`${server.address}/wall/${id}?join=1`);
    await expect(wall.getByRole("img", { name: /QR code/ })).toBeVisible();
    await expect(wall.getByText(joinCodes.observer!.slice(0, 4))).toBeVisible();
    expect(await measured(wall)).toEqual({
      small: [],
      scrolls: false,
      cut: false,
    });
    // And where the projector is not as wide: rather one row less than half a row.
    await wall.setViewportSize({ width: 1440, height: 900 });
    await expect
      .poll(() => measured(wall))
      .toEqual({ small: [], scrolls: false, cut: false });
    await expect(wall.getByText("Escalation")).toBeInViewport();
    await wall.setViewportSize(PROJECTOR);
    await accessible(wall, "wall that invites");
  });

  await test.step("an observer's own browser shows it, and gets no code; a participant's does not", async () => {
    const watching = await browser.newContext({ viewport: PROJECTOR });
    const page = await watching.newPage();
    await page.goto(`${server.address}/j#${joinCodes.observer}`);
    await page.getByLabel("Your name").fill("Visitor");
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(page.getByRole("timer").first()).toBeVisible();
    await page.goto(`${server.address}/wall/${id}?join=1`);
    await expect(page.getByText("Tokyo stays calm")).toBeVisible();
    await expect(page.getByRole("img", { name: /QR code/ })).toHaveCount(0);
    await jp.page.goto(`${server.address}/wall/${id}`);
    await expect(
      jp.page.getByRole("heading", { name: "This is the wall of an exercise" }),
    ).toBeVisible();
  });
  expect(faults).toEqual([]);
});
