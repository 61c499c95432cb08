// A small class that has been played, for tests of what comes afterwards. Everybody acts through a socket of their own
// browser, without its screens.
import { expect, type Browser, type Page } from "@playwright/test";
import { makeExercise } from "./people";
import type { Server } from "./server";

type Json = Record<string, unknown>;

export interface Voice {
  page: Page;
  ask: (method: string, params?: Json) => Promise<Json[]>; // its events, as the asker sees them
}

// Opens the exercise's socket in a page that is signed in.
async function voice(page: Page, exercise: string): Promise<Voice> {
  await page.evaluate(async (id) => {
    const socket = new WebSocket(
      `ws://${location.host}/ws/${id}`,
      "startex.v1",
    );
    const waiting = new Map<
      number,
      (answer: { result?: { events: Json[] }; error?: Json }) => void
    >();
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as { id?: number };
      if (message.id !== undefined)
        waiting.get(message.id)?.(message as { error?: Json });
    };
    await new Promise((done) => (socket.onopen = done));
    let next = 1;
    Object.assign(window, {
      ask: (method: string, params: Json) =>
        new Promise((done) => {
          waiting.set(next, done);
          socket.send(
            JSON.stringify({ jsonrpc: "2.0", id: next++, method, params }),
          );
        }),
    });
    type Asking = { ask: (method: string, params: Json) => Promise<unknown> };
    await (window as unknown as Asking).ask("exercise.subscribe", { after: 0 });
  }, exercise);
  return {
    page,
    ask: async (method, params = {}) => {
      const answer = (await page.evaluate(
        ([name, given]) =>
          (
            window as unknown as {
              ask: (method: string, params: unknown) => Promise<unknown>;
            }
          ).ask(name as string, given),
        [method, { ...params, commandId: crypto.randomUUID() }] as const,
      )) as { result?: { events: Json[] }; error?: Json };
      expect(answer.error, `${method} was refused`).toBeUndefined();
      return answer.result?.events ?? [];
    },
  };
}

const data = (events: Json[], type: string): Json =>
  events.find((one) => one.type === type)?.data as Json;

export interface Played {
  id: string;
  control: Page;
  kim: Page; // rok's head of delegation, in a browser of her own
}

// The flagship: three heads of delegation talk, acknowledge, answer, agree; control moderates; then ENDEX, and the review
// is open.
export async function playClass(
  server: Server,
  browser: Browser,
): Promise<Played> {
  const control = await (await browser.newContext()).newPage();
  const { id, joinCodes } = await makeExercise(server, control, "iron-dome");
  const people = {} as Record<"us" | "rok" | "jp", Voice>;
  for (const [team, name] of [
    ["us", "Park"],
    ["rok", "Kim"],
    ["jp", "=Sato"],
  ] as const) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(server.address);
    const status = await page.evaluate(
      async ([joinCode, who, seat]) =>
        (
          await fetch("/api/sessions", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ joinCode, name: who, seat, cookie: true }),
          })
        ).status,
      [joinCodes[team]!, name, `${team}.head`] as const,
    );
    expect(status).toBe(201);
    people[team] = await voice(page, id);
  }
  await control.goto(`${server.address}/control`);
  const facilitator = await voice(control, id);
  const { us, rok, jp } = people;
  await facilitator.ask("exercise.start");

  const pause = () => control.waitForTimeout(120);
  const injects: unknown[] = [];
  for (const title of [
    "Congress asks who pays",
    "A launch is being prepared",
    "The governor is on the line",
  ]) {
    const composed = await facilitator.ask("inject.compose", {
      title,
      body: "What is your position?",
      type: "call",
      from: "The wire",
      to: ["us", "rok", "jp"],
    });
    injects.push(data(composed, "inject.released").inject);
    await pause();
    for (const [who, times] of [
      [us, 1],
      [jp, 3],
      [rok, 6],
    ] as const) {
      for (let i = 0; i < times; i++) await pause();
      await who.ask("inject.acknowledge", { inject: injects.at(-1) });
    }
  }
  await rok.ask("inject.respond", {
    inject: injects[0],
    body: "Seoul will answer in public.",
  });
  for (const [who, text] of [
    [us, "Washington proposes a common picture of launches."],
    [jp, "Tokyo is ready to share, within its constitution."],
    [rok, "Seoul wants to see the text first."],
    [us, "Here it comes."],
  ] as const) {
    await who.ask("message.send", { channel: "trilateral", body: text });
    await pause();
  }
  const held = data(
    await rok.ask("message.send", {
      channel: "rok-jp",
      body: "May we speak about the clause on data?",
    }),
    "message.held",
  );
  await pause();
  await facilitator.ask("message.approve", { message: held.message });
  const drafted = data(
    await us.ask("agreement.draft", {
      title: "Launch data pact",
      parties: ["us", "rok", "jp"],
      clauses: [
        "The parties share all launch data in real time.",
        "They meet once a month.",
      ],
    }),
    "agreement.drafted",
  );
  const clauses = drafted.clauses as { clause: string }[];
  const agreement = drafted.agreement;
  await rok.ask("agreement.amend", {
    agreement,
    version: 1,
    changes: [
      {
        clause: clauses[0]?.clause,
        text: "The parties share chosen launch data in real time.",
      },
    ],
  });
  for (const who of [us, rok, jp])
    await who.ask("agreement.sign", { agreement, version: 2 });
  await facilitator.ask("exercise.end", { reason: "Time is up" });
  await facilitator.ask("review.open");
  return { id, control, kim: rok.page };
}
