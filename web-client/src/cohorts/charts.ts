// One measure over the runs: a dot a run, a bar a group with its mean and the 95 % interval of it.
import * as Plot from '@observablehq/plot';
import { fit } from '../measures/charts/common';
import { plot, type Draw } from '../measures/draw';
import type { Compared } from './data';

export interface Line {
  row: Compared;
  label: string;
}

export function distributions(
  lines: readonly Line[],
  groupOf: (run: string) => string,
  groups: readonly string[],
): Draw {
  const dots = lines.flatMap(({ row, label }) =>
    row.values.flatMap((one) =>
      one.value === null ? [] : [{ label, value: one.value, group: groupOf(one.run), n: [] }],
    ),
  );
  const means = lines.flatMap(({ row, label }) =>
    row.groups.flatMap((one) => (one.mean === null ? [] : [{ label, ...one }])),
  );
  return (canvas) => {
    const room = canvas.width < 560 ? 120 : 260;
    const colour = (group: string): string => canvas.palette.teams[groups.indexOf(group) % 8] ?? canvas.palette.text;
    const nudge = (group: string): number =>
      groups.length < 2 ? 0 : (groups.indexOf(group) - (groups.length - 1) / 2) * 9;
    return plot(
      {
        height: 50 + (20 + 10 * groups.length) * lines.length,
        marginLeft: room,
        marginRight: 30,
        x: { label: null, grid: true, nice: true },
        y: {
          label: null,
          domain: lines.map((one) => one.label),
          tickSize: 0,
          tickFormat: (label: string) => fit(label, room - 10),
        },
        marks: groups.flatMap((group) => [
          Plot.ruleY(
            means.filter((one) => one.group === group && one.low !== null),
            { x1: 'low', x2: 'high', y: 'label', stroke: colour(group), strokeWidth: 2, dy: nudge(group) },
          ),
          Plot.dot(
            dots.filter((one) => one.group === group),
            { x: 'value', y: 'label', stroke: colour(group), strokeOpacity: 0.6, r: 3.5, dy: nudge(group) },
          ),
          Plot.dot(
            means.filter((one) => one.group === group),
            {
              x: 'mean',
              y: 'label',
              fill: colour(group),
              symbol: groups.indexOf(group) === 0 ? 'circle' : 'diamond',
              r: 6,
              dy: nudge(group),
            },
          ),
        ]),
      },
      canvas,
    );
  };
}
