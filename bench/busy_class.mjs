// A busy class before one facilitator: six worlds of the same scenario, three teams of eight in each, 400 injects a world, and
// somebody who writes five times a second in the world that is looked at and in the others together. The facilitator's dashboard
// and list of exercises stay open in Chromium meanwhile. Prints what the browser measured; passes and fails nothing.
//
//   node --experimental-websocket bench/busy_class.mjs SERVER-BINARY [MINUTES]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(join(root, 'web-client/package.json'))('@playwright/test');
const [binary, minutes = '10'] = process.argv.slice(2);
const WORLDS = 6;
const SEATS = 8;
const INJECTS = 400;
const PER_SECOND = 5;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const data = mkdtempSync(join(tmpdir(), 'startex-busy-'));
const server = spawn(
  binary,
  ['serve', '--listen', '127.0.0.1:0', '--data', data, '--scenarios', join(root, 'scenarios'), '--web', join(root, 'web-client/dist')],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
let address = '';
for await (const line of createInterface({ input: server.stdout })) {
  address = /^listening on (.*)$/.exec(line)?.[1] ?? '';
  if (address) break;
}
const facilitator = readFileSync(join(data, 'facilitator-token'), 'utf8').trim();

async function ask(method, path, body, token) {
  const response = await fetch(address + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

// The shipped introduction, with eight seats a team and 400 injects over the ninety minutes of a class.
async function enlarge(token) {
  const scenario = await ask('GET', '/api/scenarios/first-hour', undefined, token);
  scenario.id = 'busy-class';
  scenario.languages = ['en'];
  delete scenario.translations;
  delete scenario.scripted;
  delete scenario.questionnaires;
  for (const team of scenario.teams)
    for (let i = team.seats.length; i < SEATS; i++)
      team.seats.push({ id: `${team.id}.more${i}`, title: `Further adviser ${i}`, rights: ['posture.propose'] });
  for (const brief of scenario.teams.flatMap((team) => team.seats))
    if (!scenario.briefs.some((one) => one.to.includes(brief.id)))
      scenario.briefs.push({ id: `for-${brief.id.replace('.', '-')}`, title: 'For you', to: [brief.id], body: 'Advise your head.' });
  for (let i = scenario.injects.length; i < INJECTS; i++) {
    const minute = Math.floor((i * 1200) / INJECTS);
    const at = `D+${Math.floor((360 + minute) / 1440)} ${String(Math.floor(((360 + minute) % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    scenario.injects.push({
      id: `busy-${i}`,
      number: String(1000 + i),
      title: `Report number ${i}`,
      type: 'news',
      from: 'press',
      to: [scenario.teams[i % 3].id],
      at,
      body: `Something has been seen at place ${i}, and somebody asks what it means.`,
      expectedAction: 'Somebody notes it.',
    });
  }
  return (await ask('POST', '/api/scenarios', scenario, token)).id;
}

class Member {
  constructor(exercise, token) {
    this.socket = new WebSocket(`${address.replace('http', 'ws')}/ws/${exercise}`, {
      protocols: ['startex.v1'],
      headers: { authorization: `Bearer ${token}` },
    });
    this.n = 0;
    this.asked = 0;
    this.ready = new Promise((done, failed) => {
      this.socket.onopen = () => {
        this.ask('exercise.subscribe', {});
        done();
      };
      this.socket.onerror = failed;
    });
    this.socket.onmessage = ({ data: text }) => {
      const frame = JSON.parse(text);
      const events = frame.method === 'event' ? [frame.params] : frame.method === 'events' ? frame.params.events : [];
      for (const event of events) this.n = event.n;
    };
  }
  ask(method, params) {
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id: ++this.asked, method, params }));
  }
}

async function world(scenario, index, token) {
  const { id, joinCodes } = await ask('POST', '/api/exercises', { scenario, title: `Group ${index + 1}` }, token);
  const control = new Member(id, token);
  await control.ready;
  const members = [];
  for (const team of ['us', 'rok', 'jp'])
    for (let i = 0; i < SEATS; i++) {
      const joined = await ask('POST', '/api/sessions', { joinCode: joinCodes[team], name: `${team} ${i}` });
      const member = new Member(id, joined.token);
      await member.ready;
      const { teams } = await ask('GET', `/api/scenarios/${scenario}`, undefined, token);
      member.ask('seat.claim', { seat: teams.find((one) => one.id === team).seats[i].id });
      members.push(member);
    }
  control.ask('exercise.start', {});
  return { id, control, members };
}

function watch(page) {
  return page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) window.longTasks.push({ at: one.startTime, ms: one.duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

async function memory(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (name) => metrics.find((one) => one.name === name)?.value ?? 0;
  await client.detach();
  return { heapMb: of('JSHeapUsedSize') / 1048576, nodes: of('Nodes') };
}

try {
  const { token } = await ask('POST', '/api/sessions', { token: facilitator });
  const scenario = await enlarge(token);
  const worlds = [];
  for (let i = 0; i < WORLDS; i++) worlds.push(await world(scenario, i, token));
  console.log(`${WORLDS} worlds, ${worlds.length * 3 * SEATS} people, ${INJECTS} injects each`);

  const browser = await chromium.launch({
    executablePath: process.env.STARTEX_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await watch(page);
  const numbers = new Set();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const frame = JSON.parse(String(payload));
      if (frame.method === 'event') numbers.add(frame.params.n);
      if (frame.method === 'events') for (const event of frame.params.events) numbers.add(event.n);
    }),
  );
  await page.goto(`${address}/control#token=${facilitator}`);
  await page.getByRole('button', { name: 'New exercise' }).waitFor();
  const home = await context.newPage();
  await watch(home);
  await home.goto(`${address}/control`);
  await page.bringToFront();
  await page.goto(`${address}/control/${worlds[0].id}`);
  await page.locator('.msel').first().waitFor();
  await pause(5000);
  await page.evaluate(() => (window.longTasks.length = 0));
  await home.evaluate(() => (window.longTasks.length = 0));

  const samples = [];
  const until = Date.now() + Number(minutes) * 60_000;
  let sent = 0;
  let next = Date.now() + 30_000;
  while (Date.now() < until) {
    const watched = worlds[0];
    const other = worlds[1 + (sent % (WORLDS - 1))];
    for (const { members } of [watched, other]) members[sent % members.length].ask('message.send', { channel: 'trilateral', body: `Message ${sent}: what do you know, and since when?` });
    if (sent % 50 === 0) watched.members[sent % watched.members.length].ask('rfi.ask', { to: 'control', body: `What happened at place ${sent}?` });
    sent++;
    if (Date.now() > next) {
      samples.push({ ...(await memory(page)), events: numbers.size });
      console.log(JSON.stringify(samples.at(-1)));
      next += 30_000;
      // The facilitator looks around as well.
      await page.getByRole('searchbox').first().fill(samples.length % 2 ? 'report' : '');
    }
    await pause(1000 / PER_SECOND);
  }
  await pause(3000);
  const tasks = await page.evaluate(() => window.longTasks);
  const head = worlds[0].control.n;
  let missed = 0;
  for (let n = 1; n <= head; n++) if (!numbers.has(n)) missed++;
  const longest = Math.max(0, ...tasks.map((one) => one.ms));
  console.log(`sent ${sent} messages to the watched world, ${sent} to the others`);
  console.log(`dashboard: ${tasks.length} long tasks, longest ${longest.toFixed(0)} ms, over 200 ms: ${tasks.filter((one) => one.ms > 200).length}`);
  console.log(`home: longest ${Math.max(0, ...(await home.evaluate(() => window.longTasks)).map((one) => one.ms)).toFixed(0)} ms`);
  console.log(`events: head ${head}, received ${numbers.size}, missed ${missed}`);
  console.log(`heap after collection: first ${samples[0]?.heapMb.toFixed(1)} MB, last ${samples.at(-1)?.heapMb.toFixed(1)} MB; DOM nodes ${samples[0]?.nodes} → ${samples.at(-1)?.nodes}`);
  await page.screenshot({ path: join(tmpdir(), 'startex-busy.png') });
  await browser.close();
} finally {
  server.kill('SIGTERM');
  await new Promise((done) => server.once('exit', done));
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
