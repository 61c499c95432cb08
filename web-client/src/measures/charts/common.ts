// What the drawings share: names, the colour and symbol of a team, axes, and texts that fit their place.
import * as Plot from '@observablehq/plot';
import { markOf } from '../../ui/teams';
import type { Row } from '../data';
import { plot, tipOf, type Canvas, type Draw } from '../draw';
import { SYMBOLS, type Palette } from '../palette';

export interface Names {
  team: (id: string) => string;
  seat: (id: string) => string;
  moment: (at: string) => string; // exercise time in words
  span: (seconds: number) => string;
  say: (key: string, slots?: Record<string, string | number>) => string;
}

export const teamColour = (palette: Palette, team: unknown): string =>
  team ? (palette.teams[markOf(String(team)).index] ?? palette.text) : palette.soft;
export const symbol = (team: unknown): string => (team ? (SYMBOLS[markOf(String(team)).index] ?? 'circle') : 'times');

// Room for the ticks and, below them, what they count.
export const MARGINS = { marginTop: 24, marginRight: 24, marginBottom: 44 };
export const minutes = (value: unknown): number => Number(value) / 60;
export const isNarrow = (canvas: Canvas): boolean => canvas.width < 560;

// As many ticks as there is room for between the margins.
export const ticksFor = (canvas: Canvas, margins: number, each = 84): number =>
  Math.max(2, Math.floor((canvas.width - margins) / each));

// A scale of counts: whole numbers only, from none.
export function counts(most: number): { domain: [number, number]; ticks: number[]; tickFormat: string } {
  const step = Math.max(1, Math.ceil(most / 4));
  const last = Math.max(step, Math.ceil(most / step) * step);
  return {
    domain: [0, last],
    ticks: Array.from({ length: last / step + 1 }, (_, i) => i * step),
    tickFormat: 'd',
  };
}

// Steps that end where their last interval ends.
export function closed(rows: readonly Row[]): Row[] {
  const last = rows.at(-1);
  return last ? [...rows, { ...last, begins: last.ends }] : [];
}

interface OverPlay {
  value: string; // the column that counts
  label: string; // of its axis: a key of the catalog
  title: (row: Row) => string; // what is said of a moment that is pointed at
  beside?: string; // another column, as a broken line
}

// A dot a row, with its team's colour and symbol.
export const teamDots = (canvas: Canvas, rows: readonly Row[], x: string, y: string): Plot.Dot =>
  Plot.dot(rows, {
    x,
    y,
    symbol: (row: Row) => symbol(row.team),
    stroke: (row: Row) => teamColour(canvas.palette, row.team),
    fill: (row: Row) => teamColour(canvas.palette, row.team),
    fillOpacity: 0.25,
    r: 5,
  });

// How many of something there were at each moment of play.
export function countsOverPlay(rows: readonly Row[], names: Names, { value, label, title, beside }: OverPlay): Draw {
  const line = closed(rows);
  const most = Math.max(0, ...rows.map((row) => Number(row[value])));
  const steps = { x: (row: Row) => minutes(row.begins), y: value, curve: 'step-after' } as const;
  return (canvas) =>
    plot(
      {
        ...MARGINS,
        height: 200,
        marginLeft: 44,
        x: { label: names.say('measures.axis.minute'), ticks: ticksFor(canvas, 68) },
        y: { label: names.say(label), grid: true, ...counts(most) },
        marks: [
          Plot.areaY(line, { ...steps, fill: canvas.palette.accent, fillOpacity: 0.25 }),
          Plot.line(line, { ...steps, stroke: canvas.palette.accent, strokeWidth: 2 }),
          beside === undefined
            ? null
            : Plot.line(line, {
                ...steps,
                y: beside,
                stroke: canvas.palette.alarm,
                strokeWidth: 1.5,
                strokeDasharray: '4,3',
              }),
          Plot.ruleY([0], { stroke: canvas.palette.soft }),
          Plot.tip(rows, Plot.pointerX({ x: steps.x, y: value, title, ...tipOf(canvas.palette) })),
        ],
      },
      canvas,
    );
}

const DAY = 1440; // minutes
const STEPS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720],
  ...[1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365].map((days) => days * DAY),
];

// Exercise time as days since the beginning: ticks are round hours while play covers few days, else whole days.
export function exerciseTime(start: string, end: string, most: number, names: Names) {
  const from = Date.parse(start);
  const last = Math.max((Date.parse(end) - from) / 86_400_000, 1 / DAY);
  const [hours, minute] = /T(\d{2}):(\d{2})/.exec(start)?.slice(1).map(Number) ?? [0, 0];
  const begins = (hours ?? 0) * 60 + (minute ?? 0); // minutes of its first day that had passed
  const step = STEPS.find((one) => (last * DAY) / one <= most) ?? Infinity;
  const ticks: number[] = [];
  for (let at = Math.ceil(begins / step) * step; at <= begins + last * DAY; at += step) ticks.push((at - begins) / DAY);
  const days = step >= DAY;
  return {
    last,
    day: (row: Row): number => (Date.parse(String(row.at)) - from) / 86_400_000,
    axis: {
      grid: true,
      label: names.say('measures.axis.day'),
      domain: [0, last],
      ticks,
      tickFormat: (value: number): string =>
        days
          ? `D+${Math.round(value + begins / DAY)}`
          : names.moment(new Date(from + Math.round(value * DAY) * 60_000).toISOString()),
    },
  };
}

const meter = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');

function widthOf(text: string): number {
  if (!meter) return text.length * 7;
  meter.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return meter.measureText(text).width;
}

// The text, or as much of its beginning as `room` pixels hold.
export function fit(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(`${text.slice(0, middle)}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
