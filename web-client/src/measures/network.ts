// Where the parties stand in the picture of who talked to whom: pulled together by how much they said to each other in
// all of play, so that they keep their places while one looks through it slice by slice.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { Link } from './data';

export interface Placed {
  id: string;
  x: number; // 0 to 1
  y: number;
}

interface Body {
  id: string;
  x?: number;
  y?: number;
}

const STEPS = 200;
const MARGIN = { x: 0.16, y: 0.1 }; // names stand below

// The same links give the same places.
export function place(links: readonly Link[]): Placed[] {
  const ids = [...new Set(links.flatMap((link) => [link.from, link.to]))].sort();
  const bodies: Body[] = ids.map((id) => ({ id }));
  const most = Math.max(1, ...links.map((link) => link.messages));
  const between = links.filter((link) => link.from !== link.to);
  forceSimulation(bodies)
    .force(
      'link',
      forceLink<Body, { source: string; target: string; weight: number }>(
        between.map((link) => ({ source: link.from, target: link.to, weight: link.messages / most })),
      )
        .id((body) => body.id)
        .distance((link) => 140 - 80 * link.weight)
        .strength((link) => 0.1 + 0.5 * link.weight),
    )
    .force('apart', forceManyBody().strength(-400))
    .force('room', forceCollide(46))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.1))
    .stop()
    .tick(STEPS);
  const spread = (values: number[], margin: number): ((value: number) => number) => {
    const low = Math.min(...values);
    const span = Math.max(...values) - low;
    return (value) => (span < 1e-6 ? 0.5 : margin + ((1 - 2 * margin) * (value - low)) / span);
  };
  const x = spread(
    bodies.map((body) => body.x ?? 0),
    MARGIN.x,
  );
  const y = spread(
    bodies.map((body) => body.y ?? 0),
    MARGIN.y,
  );
  return bodies.map((body) => ({ id: body.id, x: x(body.x ?? 0), y: y(body.y ?? 0) }));
}
