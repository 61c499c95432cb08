// How postures and indicators went, over exercise time.
import * as Plot from '@observablehq/plot';
import { grouped, type Row } from '../data';
import { plot, tipOf, type Draw } from '../draw';
import { exerciseTime, fit, isNarrow, MARGINS, symbol, teamColour, ticksFor, type Names } from './common';

// One band a dimension; whole lines for what is, broken ones for what was declared.
export function posture(rows: readonly Row[], start: string, end: string, names: Names): Draw {
  const dimensions = [...grouped(rows, (row) => String(row.dimension))];
  const { last, day } = exerciseTime(start, end, 2, names);
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
    const room = isNarrow(canvas) ? 110 : 200;
    const right = isNarrow(canvas) ? 90 : 130;
    return plot(
      {
        ...MARGINS,
        height: 64 + 54 * dimensions.length,
        marginLeft: room,
        marginRight: right,
        x: exerciseTime(start, end, ticksFor(canvas, room + right), names).axis,
        y: { axis: null, domain: [-dimensions.length + 0.9, 0.95] },
        marks: [
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
              text: (row: Row) => fit(String(row.title), room - 14),
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
              text: (row: Row) => fit(String(row.levelTitle), right - 10),
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
  const { last, day } = exerciseTime(start, end, 2, names);
  const curves = [...grouped(rows, (row) => String(row.indicator))];
  const share = (row: Row): number =>
    (Number(row.value) - Number(row.min ?? 0)) / Math.max(1e-9, Number(row.max ?? 100) - Number(row.min ?? 0));
  const band = new Map(curves.map(([id], i) => [id, i]));
  const y = (row: Row): number => -(band.get(String(row.indicator)) ?? 0) + 0.75 * share(row);
  const floor = (row: Row): number => -(band.get(String(row.indicator)) ?? 0);
  return (canvas) => {
    const room = isNarrow(canvas) ? 110 : 200;
    const right = 76;
    return plot(
      {
        ...MARGINS,
        height: 64 + 60 * curves.length,
        marginLeft: room,
        marginRight: right,
        x: exerciseTime(start, end, ticksFor(canvas, room + right), names).axis,
        y: { axis: null, domain: [-curves.length + 0.95, 0.9] },
        marks: [
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
              text: (row: Row) => fit(String(row.title), room - 14),
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
