// When delegations were silent, and how many acted at once.
import * as Plot from '@observablehq/plot';
import type { Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { countsOverPlay, fit, MARGINS, minutes, teamColour, ticksFor, type Names } from './common';

// A strip a team: the bars are when nobody of it did anything.
export function silence(rows: readonly Row[], played: number, teams: readonly string[], names: Names): Draw {
  const gaps = rows.filter((row) => row.seat === '');
  return (canvas) =>
    plot(
      {
        ...MARGINS,
        height: 72 + 40 * Math.max(1, teams.length),
        marginLeft: 130,
        x: {
          grid: true,
          label: names.say('measures.axis.minute'),
          domain: [0, Math.max(1, played / 60)],
          ticks: ticksFor(canvas, 154),
        },
        y: { label: null, domain: teams, tickFormat: (team: string) => fit(names.team(team), 116), tickSize: 0 },
        marks: [
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

export const concurrency = (rows: readonly Row[], names: Names): Draw =>
  countsOverPlay(rows, names, {
    value: 'seats',
    label: 'measures.axis.seats',
    beside: 'teams',
    title: ({ seats, teams, acts }) =>
      names.say('measures.concurrency.at', { seats: Number(seats), teams: Number(teams), acts: Number(acts) }),
  });
