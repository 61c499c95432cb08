// How much of the talking each seat did.
import * as Plot from '@observablehq/plot';
import type { Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { fit, isNarrow, MARGINS, teamColour, ticksFor, type Names } from './common';

export function shares(rows: readonly Row[], names: Names): Draw {
  const spoke = rows.filter((row) => Number(row.messages) > 0).sort((a, b) => Number(b.share) - Number(a.share));
  return (canvas) => {
    const room = isNarrow(canvas) ? 120 : 240;
    return plot(
      {
        ...MARGINS,
        height: 70 + 26 * spoke.length,
        marginLeft: room,
        marginRight: 60,
        x: {
          grid: true,
          label: names.say('measures.axis.share'),
          percent: true,
          ticks: ticksFor(canvas, room + 60),
          domain: [0, 100],
        },
        y: {
          label: null,
          domain: spoke.map((row) => row.seat as string),
          tickFormat: (seat: string) => fit(names.seat(seat), room - 10),
          tickSize: 0,
        },
        marks: [
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
