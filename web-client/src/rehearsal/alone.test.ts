import { expect, it } from 'vitest';
import type { ScenarioSummary } from '../api';
import { playableAlone } from './alone';

const scenario = (id: string, seats: number, scripted?: number) =>
  ({ id, teams: [{ id: 'a', name: 'A', seats }], scripted }) as ScenarioSummary;

it('offers to somebody alone what plays by itself, and nothing that waits for people', () => {
  const offered = playableAlone([scenario('class', 6), scenario('half', 6, 3), scenario('demo', 6, 6)]);
  expect(offered.map((one) => one.id)).toEqual(['demo']);
});
