// The drawings of the measures. A team is told by colour and symbol, always in the order of the scenario.
import * as Plot from '@observablehq/plot';
import { markOf } from '../ui/teams';
import { grouped, median, type Row } from './data';
import { plot, tipOf, type Draw } from './draw';
import { SYMBOLS, type Palette } from './palette';

export interface Names {
  team: (id: string) => string;
  seat: (id: string) => string;
  moment: (at: string) => string; // exercise time in words
  span: (seconds: number) => string;
  say: (key: string, slots?: Record<string, string | number>) => string;
}

export const teamColour = (palette: Palette, team: unknown): string =>
  team ? (palette.teams[markOf(String(team)).index] ?? palette.text) : palette.soft;
const symbol = (team: unknown): string => (team ? (SYMBOLS[markOf(String(team)).index] ?? 'circle') : 'times');

// Exercise days since the beginning, as a scale that reads "D+12".
const days = (start: string) => (row: Row) => (Date.parse(String(row.at)) - Date.parse(start)) / 86_400_000;
const dayTicks = (value: number): string => `D+${Math.round(value * 10) / 10}`;
const minutes = (value: unknown): number => Number(value) / 60;

const base = (palette: Palette) => ({
  marginTop: 24,
  marginRight: 24,
  color: { range: palette.teams },
});
const grid = (palette: Palette) => ({ stroke: palette.line, strokeOpacity: 1 });

// A dot an inject and team; the bar is the team's median.
export function responseByTeam(rows: readonly Row[], names: Names): Draw {
  const reached = rows.filter((row) => row.seconds !== null);
  const teams = [...grouped(reached, (row) => String(row.team))];
  const medians = teams.map(([team, of]) => ({ team, median: median(of.map((row) => Number(row.seconds))) ?? 0 }));
  return (canvas) =>
    plot(
      {
        ...base(canvas.palette),
        height: 64 + 52 * Math.max(1, teams.length),
        marginLeft: 130,
        marginRight: 70,
        x: { type: 'sqrt', label: names.say('measures.axis.response'), tickFormat: names.span, ticks: 5 },
        y: { label: null, tickFormat: names.team, domain: teams.map(([team]) => team) },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          Plot.dot(reached, {
            x: 'seconds',
            y: 'team',
            symbol: (row: Row) => symbol(row.team),
            stroke: (row: Row) => teamColour(canvas.palette, row.team),
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            fillOpacity: 0.25,
            r: 5,
          }),
          Plot.tickX(medians, {
            x: 'median',
            y: 'team',
            stroke: (one: { team: string }) => teamColour(canvas.palette, one.team),
            strokeWidth: 4,
          }),
          Plot.text(medians, {
            x: 'median',
            y: 'team',
            text: (one: { median: number }) => names.span(one.median),
            dy: -20,
            fontWeight: 600,
            fill: canvas.palette.text,
          }),
          Plot.tip(
            reached,
            Plot.pointer({
              x: 'seconds',
              y: 'team',
              title: (row: Row) =>
                `${row.number ? `${row.number} ` : ''}${row.title}\n${names.team(String(row.team))}: ${names.span(Number(row.seconds))}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
}

const titleOf = (row: Row): string => `${row.number ? `${row.number} · ` : ''}${row.title}`;
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

// A line an inject, a symbol a team.
export function responseByInject(rows: readonly Row[], names: Names): Draw {
  const reached = rows.filter((row) => row.seconds !== null);
  const injects = [...new Set(reached.map((row) => String(row.inject)))];
  const title = new Map(reached.map((row) => [String(row.inject), titleOf(row)]));
  return (canvas) => {
    const narrow = canvas.width < 560;
    const room = narrow ? 120 : Math.min(280, canvas.width * 0.32);
    return plot(
      {
        ...base(canvas.palette),
        height: 60 + 24 * injects.length,
        marginLeft: room,
        marginRight: 40,
        x: { type: 'sqrt', label: names.say('measures.axis.response'), tickFormat: names.span, ticks: 4 },
        y: {
          label: null,
          domain: injects,
          tickFormat: (id: string) => cut(title.get(id) ?? id, Math.floor(room / 6.6)),
          tickSize: 0,
        },
        marks: [
          Plot.gridY({ stroke: canvas.palette.line, strokeDasharray: '2,3' }),
          Plot.dot(reached, {
            x: 'seconds',
            y: 'inject',
            symbol: (row: Row) => symbol(row.team),
            stroke: (row: Row) => teamColour(canvas.palette, row.team),
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            fillOpacity: 0.3,
            r: 5,
          }),
          Plot.tip(
            reached,
            Plot.pointer({
              x: 'seconds',
              y: 'inject',
              title: (row: Row) =>
                `${titleOf(row)}\n${names.team(String(row.team))}: ${names.span(Number(row.seconds))}\n${names.moment(String(row.released))}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
  };
}

// One band a dimension; whole lines for what is, broken ones for what was declared.
export function posture(rows: readonly Row[], start: string, end: string, names: Names): Draw {
  const day = days(start);
  const dimensions = [...grouped(rows, (row) => String(row.dimension))];
  const last = (Date.parse(end) - Date.parse(start)) / 86_400_000;
  const lines = dimensions.flatMap(([, of]) =>
    [of.filter((row) => row.kind !== 'declared'), of.filter((row) => row.kind === 'declared')]
      .filter((line) => line.length > 0)
      .map((line) => ({ line, declared: line[0]?.kind === 'declared', team: line[0]?.team })),
  );
  const band = new Map(dimensions.map(([id], i) => [id, i]));
  const HEIGHT = 0.68; // of a band, the rest keeps them apart
  const y = (row: Row): number =>
    -(band.get(String(row.dimension)) ?? 0) + (HEIGHT * Number(row.index ?? 0)) / Math.max(1, Number(row.levels) - 1);
  return (canvas) => {
    const room = canvas.width < 560 ? 110 : 200;
    return plot(
      {
        ...base(canvas.palette),
        height: 50 + 62 * dimensions.length,
        marginLeft: room,
        marginRight: 90,
        x: { label: names.say('measures.axis.day'), tickFormat: dayTicks, domain: [0, Math.max(last, 0.01)], ticks: 6 },
        y: { axis: null, domain: [-dimensions.length + 0.9, 0.95] },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          ...lines.map(({ line, declared, team }) =>
            Plot.line([...line, { ...(line.at(-1) as Row), end: true }], {
              x: (row: Row) => (row.end ? last : day(row)),
              y,
              curve: 'step-after',
              stroke: teamColour(canvas.palette, team),
              strokeWidth: declared ? 1.5 : 2.5,
              strokeDasharray: declared ? '5,4' : undefined,
            }),
          ),
          Plot.dot(rows, {
            x: day,
            y,
            symbol: (row: Row) => symbol(row.team),
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            r: 4,
          }),
          Plot.text(
            dimensions.map(([, of]) => of[0] as Row),
            {
              x: 0,
              y: (row: Row) => -(band.get(String(row.dimension)) ?? 0) + 0.3,
              text: (row: Row) => cut(String(row.title), Math.floor(room / 6.8)),
              dx: -10,
              textAnchor: 'end',
              fill: canvas.palette.text,
            },
          ),
          Plot.text(
            lines.filter((one) => !one.declared).map((one) => one.line.at(-1) as Row),
            {
              x: last,
              y,
              text: (row: Row) => cut(String(row.levelTitle), 14),
              dx: 6,
              textAnchor: 'start',
              fill: canvas.palette.soft,
            },
          ),
          Plot.tip(
            rows,
            Plot.pointer({
              x: day,
              y,
              title: (row: Row) =>
                `${row.title}: ${row.levelTitle}\n${names.say(`measures.kind.${row.kind}`)} · ${names.moment(String(row.at))}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
  };
}

// A curve an indicator, each on its own scale.
export function indicators(rows: readonly Row[], start: string, end: string, names: Names): Draw {
  const day = days(start);
  const last = (Date.parse(end) - Date.parse(start)) / 86_400_000;
  const curves = [...grouped(rows, (row) => String(row.indicator))];
  const share = (row: Row): number =>
    (Number(row.value) - Number(row.min ?? 0)) / Math.max(1e-9, Number(row.max ?? 100) - Number(row.min ?? 0));
  const band = new Map(curves.map(([id], i) => [id, i]));
  const y = (row: Row): number => -(band.get(String(row.indicator)) ?? 0) + 0.75 * share(row);
  const floor = (row: Row): number => -(band.get(String(row.indicator)) ?? 0);
  return (canvas) => {
    const room = canvas.width < 560 ? 100 : 180;
    return plot(
      {
        ...base(canvas.palette),
        height: 50 + 74 * curves.length,
        marginLeft: room,
        marginRight: 60,
        x: { label: names.say('measures.axis.day'), tickFormat: dayTicks, domain: [0, Math.max(last, 0.01)], ticks: 6 },
        y: { axis: null, domain: [-curves.length + 0.95, 0.9] },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          ...curves.flatMap(([, of]) => {
            const line = [...of, { ...(of.at(-1) as Row), end: true }];
            const x = (row: Row): number => (row.end ? last : day(row));
            return [
              Plot.areaY(line, {
                x,
                y1: floor,
                y2: y,
                curve: 'step-after',
                fill: canvas.palette.accent,
                fillOpacity: 0.16,
              }),
              Plot.line(line, { x, y, curve: 'step-after', stroke: canvas.palette.accent, strokeWidth: 2 }),
            ];
          }),
          Plot.text(
            curves.map(([, of]) => of[0] as Row),
            {
              x: 0,
              y: (row: Row) => floor(row) + 0.35,
              text: (row: Row) => cut(String(row.title), Math.floor(room / 6.8)),
              dx: -10,
              textAnchor: 'end',
              fill: canvas.palette.text,
            },
          ),
          Plot.text(
            curves.map(([, of]) => of.at(-1) as Row),
            {
              x: last,
              y,
              text: (row: Row) => `${row.value}${row.unit ? ` ${row.unit}` : ''}`,
              dx: 6,
              textAnchor: 'start',
              fontWeight: 600,
              fill: canvas.palette.text,
            },
          ),
          Plot.tip(
            rows,
            Plot.pointer({
              x: day,
              y,
              title: (row: Row) =>
                `${row.title}: ${row.value}${row.unit ? ` ${row.unit}` : ''}\n${names.moment(String(row.at))}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
  };
}

export function shares(rows: readonly Row[], names: Names): Draw {
  const spoke = rows.filter((row) => Number(row.messages) > 0).sort((a, b) => Number(b.share) - Number(a.share));
  return (canvas) => {
    const room = canvas.width < 560 ? 120 : 240;
    return plot(
      {
        ...base(canvas.palette),
        height: 50 + 26 * spoke.length,
        marginLeft: room,
        marginRight: 60,
        x: { label: names.say('measures.axis.share'), percent: true, ticks: 5, domain: [0, 100] },
        y: {
          label: null,
          domain: spoke.map((row) => row.seat as string),
          tickFormat: (seat: string) => cut(names.seat(seat), Math.floor(room / 6.6)),
          tickSize: 0,
        },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          Plot.barX(spoke, {
            x: 'share',
            y: 'seat',
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            insetTop: 3,
            insetBottom: 3,
          }),
          Plot.text(spoke, {
            x: 'share',
            y: 'seat',
            text: (row: Row) => `${Math.round(Number(row.share) * 100)} %`,
            dx: 6,
            textAnchor: 'start',
            fill: canvas.palette.text,
          }),
          Plot.tip(
            spoke,
            Plot.pointerY({
              x: 'share',
              y: 'seat',
              title: (row: Row) =>
                `${names.seat(String(row.seat))}\n${names.say('measures.messages', { count: Number(row.messages) })}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
  };
}

// What waited, over play; the dots are single decisions and how long they took.
export function queue(rows: readonly Row[], names: Names): Draw {
  return (canvas) =>
    plot(
      {
        ...base(canvas.palette),
        height: 190,
        marginLeft: 44,
        x: { label: names.say('measures.axis.minute') },
        y: { label: names.say('measures.axis.waiting'), ticks: 4, nice: true, tickFormat: 'd' },
        marks: [
          Plot.gridY(grid(canvas.palette)),
          Plot.areaY(rows, {
            x: (row: Row) => minutes(row.begins),
            y: 'most',
            curve: 'step-after',
            fill: canvas.palette.accent,
            fillOpacity: 0.22,
          }),
          Plot.line(rows, {
            x: (row: Row) => minutes(row.begins),
            y: 'most',
            curve: 'step-after',
            stroke: canvas.palette.accent,
            strokeWidth: 2,
          }),
          Plot.ruleY([0], { stroke: canvas.palette.soft }),
          Plot.tip(
            rows,
            Plot.pointerX({
              x: (row: Row) => minutes(row.begins),
              y: 'most',
              title: (row: Row) =>
                names.say('measures.queue.at', {
                  most: Number(row.most),
                  came: Number(row.came),
                  decided: Number(row.decided),
                }),
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
}

export function waits(rows: readonly Row[], names: Names): Draw {
  const decided = rows.filter((row) => row.waited !== null);
  const kinds = [...new Set(decided.map((row) => String(row.kind)))];
  return (canvas) =>
    plot(
      {
        ...base(canvas.palette),
        height: 56 + 44 * Math.max(1, kinds.length),
        marginLeft: 120,
        marginRight: 60,
        x: { type: 'sqrt', label: names.say('measures.axis.waited'), tickFormat: names.span, ticks: 5 },
        y: { label: null, domain: kinds, tickFormat: (kind: string) => names.say(`measures.wait.${kind}`) },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          Plot.dot(decided, {
            x: 'waited',
            y: 'kind',
            symbol: (row: Row) => symbol(row.team),
            stroke: (row: Row) => teamColour(canvas.palette, row.team),
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            fillOpacity: 0.25,
            r: 4.5,
          }),
          Plot.tip(
            decided,
            Plot.pointer({
              x: 'waited',
              y: 'kind',
              title: (row: Row) =>
                `${names.team(String(row.team))}: ${names.span(Number(row.waited))}\n${names.say(`measures.outcome.${row.outcome}`)}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
}

// A strip a team: the bars are when nobody of it did anything.
export function silence(rows: readonly Row[], played: number, teams: readonly string[], names: Names): Draw {
  const gaps = rows.filter((row) => row.seat === '');
  return (canvas) =>
    plot(
      {
        ...base(canvas.palette),
        height: 56 + 40 * Math.max(1, teams.length),
        marginLeft: 130,
        x: { label: names.say('measures.axis.minute'), domain: [0, Math.max(1, played / 60)] },
        y: { label: null, domain: teams, tickFormat: names.team, tickSize: 0 },
        marks: [
          Plot.gridX(grid(canvas.palette)),
          Plot.ruleY(teams, { y: (team: string) => team, stroke: canvas.palette.line }),
          Plot.barX(gaps, {
            x1: (row: Row) => minutes(row.begins),
            x2: (row: Row) => minutes(row.ends),
            y: 'team',
            fill: (row: Row) => teamColour(canvas.palette, row.team),
            fillOpacity: 0.75,
            insetTop: 6,
            insetBottom: 6,
          }),
          Plot.text(gaps, {
            x: (row: Row) => (minutes(row.begins) + minutes(row.ends)) / 2,
            y: 'team',
            text: (row: Row) =>
              Number(row.seconds) / Math.max(1, played) > 0.12 ? names.span(Number(row.seconds)) : '',
            fill: canvas.palette.surface,
            fontWeight: 600,
          }),
          Plot.tip(
            gaps,
            Plot.pointer({
              x: (row: Row) => (minutes(row.begins) + minutes(row.ends)) / 2,
              y: 'team',
              title: (row: Row) =>
                `${names.team(String(row.team))}: ${names.span(Number(row.seconds))}\n${names.moment(String(row.from))} – ${names.moment(String(row.to))}`,
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
}

export function concurrency(rows: readonly Row[], names: Names): Draw {
  const at = (row: Row): number => minutes(row.begins);
  return (canvas) =>
    plot(
      {
        ...base(canvas.palette),
        height: 200,
        marginLeft: 44,
        x: { label: names.say('measures.axis.minute') },
        y: { label: names.say('measures.axis.seats'), tickFormat: 'd', ticks: 4, nice: true },
        marks: [
          Plot.gridY(grid(canvas.palette)),
          Plot.areaY(rows, { x: at, y: 'seats', curve: 'step-after', fill: canvas.palette.accent, fillOpacity: 0.25 }),
          Plot.line(rows, { x: at, y: 'seats', curve: 'step-after', stroke: canvas.palette.accent, strokeWidth: 2 }),
          Plot.line(rows, {
            x: at,
            y: 'teams',
            curve: 'step-after',
            stroke: canvas.palette.alarm,
            strokeWidth: 1.5,
            strokeDasharray: '4,3',
          }),
          Plot.ruleY([0], { stroke: canvas.palette.soft }),
          Plot.tip(
            rows,
            Plot.pointerX({
              x: at,
              y: 'seats',
              title: (row: Row) =>
                names.say('measures.concurrency.at', {
                  seats: Number(row.seats),
                  teams: Number(row.teams),
                  acts: Number(row.acts),
                }),
              ...tipOf(canvas.palette),
            }),
          ),
        ],
      },
      canvas,
    );
}
