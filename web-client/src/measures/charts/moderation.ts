// What waited for control, and how long.
import * as Plot from '@observablehq/plot';
import { grouped, type Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { countsOverPlay, fit, MARGINS, teamDots, ticksFor, type Names } from './common';

// What waited, over play.
export const queue = (rows: readonly Row[], names: Names): Draw =>
  countsOverPlay(rows, names, {
    value: 'most',
    label: 'measures.axis.waiting',
    title: ({ most, came, decided }) =>
      names.say('measures.queue.at', { most: Number(most), came: Number(came), decided: Number(decided) }),
  });

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
          teamDots(canvas, decided, 'waited', 'kind'),
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
