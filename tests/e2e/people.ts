// The people of a browser test, each in a browser of their own, and what a test does with their screens.
import AxeBuilder from "@axe-core/playwright";
import {
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "./server";

// Where to leave what every screen looks like: STARTEX_PICTURES=folder. Nowhere when it is not given.
const pictures = process.env.STARTEX_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
] as const;

// A screen at every width, in light and dark when pictures are wanted. None of them scrolls sideways.
export async function picture(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const scheme of pictures ? (["light", "dark"] as const) : [null]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.waitForTimeout(pictures ? 150 : 30);
      if (pictures)
        await page.screenshot({
          path: join(pictures, `${name}-${scheme}-${size.width}.png`),
        });
      const wider = await page.evaluate(
        () =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth,
      );
      expect(
        wider,
        `${name} scrolls sideways at ${size.width} px`,
      ).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

export async function accessible(page: Page, name: string): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags([
    "wcag2a",
    "wcag2aa",
    "wcag21aa",
    "wcag22aa",
  ]);
  // What lies in the shade of an open dialog is not there to be read.
  if ((await page.locator("[role=dialog]").count()) > 0)
    axe.include("[role=dialog]");
  const found = await axe.analyze();
  const grave = found.violations.filter(
    (one) => one.impact === "serious" || one.impact === "critical",
  );
  expect(
    grave.map(
      (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`,
    ),
    name,
  ).toEqual([]);
}

export interface Delegate {
  page: Page;
  context: BrowserContext;
  seen: string[]; // every frame that reached this browser
}

export async function takeSeat(
  server: Server,
  browser: Browser,
  code: string,
  name: string,
  seat: string,
): Promise<Delegate> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const seen: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => seen.push(String(payload))),
  );
  await page.goto(`${server.address}/j#${code}`);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page
    .getByRole("complementary")
    .getByRole("button", { name: `Sit here: ${seat}` })
    .click();
  await expect(
    page.getByRole("complementary").getByText("Your seat"),
  ).toBeVisible();
  return { page, context, seen };
}

export const tab = (page: Page, name: string) =>
  page
    .getByRole("navigation")
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first();

// The dashboard's side column: which group holds which pane.
const SIDE_GROUPS: Record<string, string> = {
  Teams: "People",
  "Doors and codes": "People",
  Control: "People",
  Posture: "State",
  Agreements: "State",
  Engagements: "State",
  Rules: "State",
  Channels: "Voices",
  Press: "Voices",
  Polls: "Voices",
  Log: "Record",
  Evaluation: "Record",
  Questionnaires: "Record",
  Notes: "Record",
};

export async function openSide(control: Page, pane: string): Promise<void> {
  const tabs = (name: string, label: string) =>
    control
      .getByRole("tablist", { name: label })
      .getByRole("tab", { name, exact: true });
  const group = SIDE_GROUPS[pane] ?? pane;
  await tabs(group, "Panes").click();
  const own = tabs(pane, group);
  if ((await own.count()) > 0) await own.click();
}

export async function say(
  page: Page,
  channel: string,
  text: string,
): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("button", { name: new RegExp(channel) })
    .first()
    .click();
  await page.getByLabel(`Message to ${channel}`).fill(text);
  await page.keyboard.press("Enter");
}

export async function signIn(server: Server, control: Page): Promise<void> {
  await control.goto(`${server.address}/control#token=${server.token}`);
  // The token leaves the address at once; signed in is who sees the list.
  await expect(
    control.getByRole("button", { name: "New exercise" }),
  ).toBeVisible();
}

// Signs the facilitator in and makes an exercise of a scenario; answers its id and join codes.
export async function makeExercise(
  server: Server,
  control: Page,
  scenario: string,
): Promise<{ id: string; joinCodes: Record<string, string> }> {
  await signIn(server, control);
  return control.evaluate(async (wanted) => {
    const made = await fetch("/api/exercises", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ scenario: wanted, title: "Seminar group B" }),
    });
    const { id } = await made.json();
    return (await fetch(`/api/exercises/${id}`)).json();
  }, scenario);
}
