// How fast delegations responded.
import * as Plot from '@observablehq/plot';
import { grouped, median, type Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { fit, isNarrow, MARGINS, teamColour, teamDots, ticksFor, type Names } from './common';

// A dot an inject and team; the bar is the team's median.
export function responseByTeam(rows: readonly Row[], names: Names): Draw {
  const reached = rows.filter((row) => row.seconds !== null);
  const teams = [...grouped(reached, (row) => String(row.team))];
  const medians = teams.map(([team, of]) => ({ team, median: median(of.map((row) => Number(row.seconds))) ?? 0 }));
  return (canvas) =>
    plot(
      {
        ...MARGINS,
        height: 76 + 52 * Math.max(1, teams.length),
        marginLeft: 130,
        marginRight: 70,
        insetLeft: 24,
        x: {
          type: 'sqrt',
          grid: true,
          label: names.say('measures.axis.response'),
          tickFormat: names.span,
          ticks: ticksFor(canvas, 200),
        },
        y: {
          label: null,
          tickFormat: (team: string) => fit(names.team(team), 116),
          domain: teams.map(([team]) => team),
        },
        marks: [
          teamDots(canvas, reached, 'seconds', 'team'),
          Plot.tickX(medians, {
            x: 'median',
            y: 'team',
            stroke: (one: { team: string }) => teamColour(canvas.palette, one.team),
            strokeWidth: 4,
            insetTop: 9,
            insetBottom: 9,
          }),
          Plot.text(medians, {
            x: 'median',
            y: 'team',
            text: (one: { median: number }) => names.span(one.median),
            dy: -22,
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

// A line an inject, a symbol a team.
export function responseByInject(rows: readonly Row[], names: Names): Draw {
  const reached = rows.filter((row) => row.seconds !== null);
  const injects = [...new Set(reached.map((row) => String(row.inject)))];
  const title = new Map(reached.map((row) => [String(row.inject), titleOf(row)]));
  return (canvas) => {
    const narrow = isNarrow(canvas);
    const room = narrow ? 120 : Math.min(280, canvas.width * 0.32);
    return plot(
      {
        ...MARGINS,
        height: 72 + 24 * injects.length,
        marginLeft: room,
        marginRight: 40,
        x: {
          type: 'sqrt',
          grid: true,
          label: names.say('measures.axis.response'),
          tickFormat: names.span,
          ticks: ticksFor(canvas, room + 40),
        },
        y: {
          label: null,
          domain: injects,
          tickFormat: (id: string) => fit(title.get(id) ?? id, room - 10),
          tickSize: 0,
        },
        marks: [
          Plot.gridY({ stroke: canvas.palette.line, strokeDasharray: '2,3' }),
          teamDots(canvas, reached, 'seconds', 'inject'),
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
