// What waited for control, and how long.
import * as Plot from '@observablehq/plot';
import { grouped, type Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { closed, counts, fit, MARGINS, minutes, symbol, teamColour, ticksFor, type Names } from './common';

// What waited, over play; the dots are single decisions and how long they took.
export function queue(rows: readonly Row[], names: Names): Draw {
  const line = closed(rows);
  const most = Math.max(0, ...rows.map((row) => Number(row.most)));
  return (canvas) =>
    plot(
      {
        ...MARGINS,
        height: 200,
        marginLeft: 44,
        x: { label: names.say('measures.axis.minute'), ticks: ticksFor(canvas, 68) },
        y: { label: names.say('measures.axis.waiting'), grid: true, ...counts(most) },
        marks: [
          Plot.areaY(line, {
            x: (row: Row) => minutes(row.begins),
            y: 'most',
            curve: 'step-after',
            fill: canvas.palette.accent,
            fillOpacity: 0.22,
          }),
          Plot.line(line, {
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

const PLACES = 240; // on the axis of waits

// One symbol where several would cover each other: of ten thousand decisions a page shows no more than these.
function uncovered(rows: readonly Row[]): Row[] {
  const most = Math.sqrt(rows.reduce((max, row) => Math.max(max, Number(row.waited)), 1));
  const place = (row: Row): number => Math.round((Math.sqrt(Number(row.waited)) / most) * PLACES);
  return [...grouped(rows, (row) => `${row.kind} ${row.team} ${row.outcome} ${place(row)}`).values()].map(
    ([first]) => first as Row,
  );
}

export function waits(rows: readonly Row[], names: Names): Draw {
  const decided = uncovered(rows.filter((row) => row.waited !== null));
  const kinds = [...new Set(decided.map((row) => String(row.kind)))];
  return (canvas) =>
    plot(
      {
        ...MARGINS,
        height: 72 + 44 * Math.max(1, kinds.length),
        marginLeft: 120,
        marginRight: 60,
        x: {
          type: 'sqrt',
          grid: true,
          label: names.say('measures.axis.waited'),
          tickFormat: names.span,
          ticks: ticksFor(canvas, 180),
        },
        y: { label: null, domain: kinds, tickFormat: (kind: string) => fit(names.say(`measures.wait.${kind}`), 106) },
        marks: [
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
