// How long the review of a record takes in a browser: opening, jumps, search, and each measure. It passes and fails
// nothing. Read the figures with the load of the machine beside them.
//
//   node bench/long_review.mjs ADDRESS TOKEN EXERCISE [SEAT]      a server that runs; the client's node_modules are used
//
// Times are from the act to the picture of its outcome: two animation frames after the page says the new moment. Beside
// them stands what the page's thread computed, which other work on the machine does not lengthen.
import { createRequire } from "node:module";
import { loadavg } from "node:os";

const require = createRequire(
  new URL("../web-client/package.json", import.meta.url),
);
const { chromium } = require("@playwright/test");
const [address, token, exercise, seat] = process.argv.slice(2);
if (!exercise) {
  console.error("node bench/long_review.mjs ADDRESS TOKEN EXERCISE [SEAT]");
  process.exit(2);
}

const JUMPS = 20;
const browser = await chromium.launch({
  executablePath: process.env.STARTEX_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await (
  await browser.newContext({ viewport: { width: 1280, height: 800 } })
).newPage();
const figures = [];
const told = (what, ms, cpu) => figures.push([what, ms, cpu]);

await page.goto(`${address}/control#token=${token}`);
await page.getByRole("button", { name: "New exercise" }).waitFor();

const chrome = await page.context().newCDPSession(page);
await chrome.send("Performance.enable", { timeDomain: "threadTicks" });
const computed = async () =>
  (await chrome.send("Performance.getMetrics")).metrics.find(
    (one) => one.name === "TaskDuration",
  ).value * 1000;

// In the page: does `act`, waits until `done` holds, and says after how many ms it was painted.
async function timed(act, done, given) {
  const before = await computed();
  const ms = await page.evaluate(
    async ([actText, doneText, value]) => {
      const AsyncFunction = (async () => {}).constructor;
      const perform = new AsyncFunction("value", actText);
      const holds = new Function("value", doneText);
      const begin = performance.now();
      await perform(value);
      const frame = () => new Promise(requestAnimationFrame);
      while (!holds(value)) await frame();
      await frame();
      await frame();
      return performance.now() - begin;
    },
    [act, done, given],
  );
  return [ms, (await computed()) - before];
}

const TYPE = `
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const type = (input, text) => { set.call(input, text); input.dispatchEvent(new Event('input', { bubbles: true })); };`;
const jump = (n) =>
  timed(
    `${TYPE} const form = document.querySelector('.player form');
     type(form.querySelector('input'), '#' + value); await 0; form.requestSubmit();`,
    `return document.querySelector('.player .where').textContent.includes('#' + value + ' /');`,
    n,
  );

// A generator with a fixed beginning: the same moments each time.
let state = 20261125;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

for (const as of ["control", ...(seat ? [seat] : [])]) {
  const begin = Date.now();
  await page.goto(`${address}/review/${exercise}?as=${as}`);
  await page.getByRole("slider").waitFor({ timeout: 300_000 });
  told(`${as}: open`, Date.now() - begin, await computed()); // counted from the page's beginning
  const count = Number(
    /\/ (\d+)/.exec(await page.locator(".player .where").innerText())?.[1],
  );
  await page.waitForTimeout(4000); // texts are made plain for the search meanwhile
  const times = [];
  for (let i = 0; i < JUMPS; i++) times.push(await jump(1 + random(count)));
  const sorted = (at) => times.map((one) => one[at]).sort((a, b) => a - b);
  told(
    `${as}: ${count} events, jump, median of ${JUMPS}`,
    sorted(0)[JUMPS / 2],
    sorted(1)[JUMPS / 2],
  );
  told(`${as}: jump, the slowest`, sorted(0).at(-1), sorted(1).at(-1));
  const SHOWN = `document.querySelector('.log .pane-head [role=status]').textContent`;
  const SEARCH = `${TYPE} type(document.querySelector('.log input[type=search]'), value);`;
  await page.evaluate(`window.all = ${SHOWN}`);
  for (const words of ["sovereignty", "사드 radar", "no such words"]) {
    told(
      `${as}: search “${words}”`,
      ...(await timed(SEARCH, `return ${SHOWN} !== window.all;`, words)),
    );
    await timed(SEARCH, `return ${SHOWN} === window.all;`, "");
  }
}

await page.goto(`${address}/review/${exercise}`);
await page.getByRole("slider").waitFor({ timeout: 300_000 });
const fetched = await page.evaluate(async (id) => {
  const start = performance.now();
  await (await fetch(`/api/exercises/${id}/measures?as=control`)).json();
  return performance.now() - start;
}, exercise);
told("measures: computed and sent", fetched);
told(
  "measures: from the tab to all of them drawn",
  ...(await timed(
    `[...document.querySelectorAll('.tabs-of-review button')][1].click();`,
    `return document.querySelectorAll('.measures .figure').length >= 11 && document.querySelector('.figure .drawing');`,
  )),
);
const select = page.locator(".figure .segments button");
for (let i = 0; i < (await select.count()); i++)
  told(
    `measure drawn again: ${await select.nth(i).innerText()}`,
    ...(await timed(
      `document.querySelectorAll('.figure .segments button')[value].click();`,
      "return true;",
      i,
    )),
  );

const width = Math.max(...figures.map(([what]) => what.length));
const whole = (ms) =>
  (ms === undefined ? "" : String(Math.round(ms))).padStart(7);
console.log(`${"".padEnd(width)}  ${"ms".padStart(7)} ${"of CPU".padStart(7)}`);
for (const [what, ms, cpu] of figures)
  console.log(`${what.padEnd(width)}  ${whole(ms)} ${whole(cpu)}`);
console.log(
  `load of the machine: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(" ")}`,
);
await browser.close();
